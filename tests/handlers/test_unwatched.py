"""A region that no channel speaks for is neither calm nor promised anything."""

import pytest


@pytest.fixture
def alice(house):
    return house.sandbox.user("Alice", language="en")


async def test_whoever_subscribes_to_a_region_that_nobody_watches_is_told_so(house, alice):
    said = (await house.ask(alice, "/subscribe kharkiv")).text
    assert "Alerts on" not in said
    assert "I have no source for Kharkiv Oblast" in said
    assert "I have no source for Kharkiv Oblast" in (await house.ask(alice, "/settings")).text


async def test_of_several_only_those_that_are_watched_are_promised(house, alice):
    said = (await house.ask(alice, "/subscribe belgorod, kharkiv")).text
    assert said.startswith("Alerts on: Belgorod Oblast\n")
    assert "no source for Kharkiv Oblast" in said


async def test_everything_is_told_with_how_much_of_it_is_watched(house, alice):
    said = (await house.ask(alice, "/subscribe all")).text
    assert "are watched, 3 of them by officials of their own." in said
    assert "I have no sources for" in said


async def test_no_calm_is_told_of_a_region_that_nobody_watches(house, alice):
    said = (await house.ask(alice, "/now kharkiv")).text
    assert "no danger announced" not in said
    assert "0 of 0" not in said
    assert "nothing can be known – Kharkiv Oblast" in said
    together = (await house.ask(alice, "/now belgorod kharkiv")).text
    assert "no danger announced – Belgorod Oblast\n" in together
    assert "I have no source for Kharkiv Oblast" in together


@pytest.mark.parametrize("where", ["kharkiv", "belgorod", "belgorod kharkiv", "all", "bryansk"])
async def test_now_and_sources_count_the_same_channels(house, alice, where):
    now, sources = [(await house.ask(alice, f"/{name} {where}")).text for name in ("now", "sources")]
    counted = [line.split(" heard")[0] for line in sources.splitlines() if " heard" in line][:1]
    if where == "kharkiv":
        assert "heard" not in now
        assert sources.startswith("I have no source for Kharkiv Oblast")
    else:
        assert counted[0] in now


async def test_the_picker_marks_regions_that_nobody_watches(house, alice):
    shown = await house.ask(alice, "/subscribe harkiv")
    assert "Kharkiv Oblast ○" in [b["text"] for b in shown.buttons]
    assert "○ – no channel of mine speaks for it" in shown.text


async def test_where_only_the_ministry_tells_no_calm_is_told_either(house, alice):
    said = (await house.ask(alice, "/now tambov")).text
    assert "no danger announced" not in said
    assert "Tambov Oblast: only the Ministry of Defence tells" in said and "heard" in said
    said = (await house.ask(alice, "/subscribe tambov")).text
    assert said.startswith("Alerts on: Tambov Oblast") and "no source that announces danger" in said
    said = (await house.ask(alice, "/now tambov belgorod")).text
    assert "no danger announced – Belgorod Oblast\n" in said and "Tambov Oblast: only the Ministry" in said

"""What somebody who does not know the bot could take amiss: unknown read as zero, part as all, silence as an answer."""

import pytest

from bot.model import Count
from tests.handlers.night import HURT, at


@pytest.fixture
def alice(house):
    return house.sandbox.user("Alice", language="en")


async def incidents(house, *some):
    async with house.store.work() as work:
        await work.save_incidents(some)


async def test_days_of_which_nothing_is_known_have_no_zero_but_their_coverage(house, alice):
    said = (await house.ask(alice, "/last 10.09")).text
    assert "0 incidents" not in said
    assert "Nothing is known" in said and "0 of 5 channels heard" in said


async def test_of_many_incidents_the_gravest_are_shown(house, alice):
    more = [HURT.model_copy(update={"id": f"h{n}", "injured": None}) for n in range(6)]
    early = HURT.window.model_copy(update={"start": at(1), "end": at(1, 1)})
    dead = HURT.model_copy(update={"id": "dead", "killed": Count.exact(1), "window": early})
    await incidents(house, *more, dead)
    lines = (await house.ask(alice, "/today")).text.splitlines()
    shown = [line for line in lines if "/incident_" in line]
    assert "/incident_dead" in shown[0] and "/incident_b71" in shown[1]
    assert "and 3 more: /last" in lines


async def test_a_comparison_counts_the_channels_of_all_its_regions(house, alice):
    said = (await house.ask(alice, "/compare belgorod bryansk leningrad")).text
    assert "4 of 4 channels heard" in said


@pytest.mark.parametrize("asked", ["/compare belgorod bryansk 1-20 october", "/top 1-20 october"])
async def test_days_that_were_not_heard_are_counted_in_every_answer_over_many(house, alice, asked):
    assert "days with channels not heard" in (await house.ask(alice, asked)).text


async def test_a_figure_of_many_regions_says_in_how_many_it_was(house, alice):
    for command in ("/day 20.10", "/week"):
        await house.ask(alice, "/subscribe belgorod, moscow, tver, tula, smolensk")
        said = (await house.ask(alice, command)).text
        assert "5 regions" not in said and "1 region" in said.replace(" – Belgorod Oblast", " in 1 region"), said


async def test_settings_name_the_subjects_that_are_off(house, alice):
    await house.ask(alice, "/subscribe belgorod threats damage")
    said = (await house.ask(alice, "/settings")).text
    assert "everything" not in said
    assert "damage and fires (of any gravity)" in said
    assert "not told: people killed and hurt, what was shot down, airports and airspace" in said


async def test_start_after_stop_says_that_alerts_are_on_again(house, alice):
    await house.ask(alice, "/subscribe belgorod")
    await house.ask(alice, "/stop")
    assert (await house.ask(alice, "/start")).text.startswith("Alerts are on again: Belgorod Oblast.")
    assert "on again" not in (await house.ask(alice, "/start")).text


@pytest.mark.parametrize(
    ("typed", "state", "example"),
    [
        ("/mute", "not muted", "/mute 30m"),
        ("/quiet", "no quiet hours", "/quiet 23-07"),
        ("/digest", "no daily digest", "/digest 08:00"),
        ("/language", "English", "/language ru"),
        ("/timezone", "Moscow time", "/timezone Europe/Moscow"),
    ],
)
async def test_a_setting_asked_for_alone_is_shown_with_an_example(house, alice, typed, state, example):
    said = (await house.ask(alice, typed)).text
    assert state in said and example in said and "not understand" not in said


async def test_what_was_not_subscribed_cannot_be_taken_away(house, alice):
    assert (await house.ask(alice, "/unsubscribe kursk")).text.startswith("There is nothing to take away")


async def test_an_unknown_format_is_answered_with_those_that_there_are(house, alice):
    assert "Formats: csv, jsonl, geojson, cap." in (await house.ask(alice, "/export xls")).text


async def test_a_command_of_operators_suggests_nothing_else(house, alice):
    assert "Did you mean" not in (await house.ask(alice, "/outbox")).text
    assert "Did you mean /today?" in (await house.ask(alice, "/tody")).text


async def test_a_long_list_of_regions_stands_in_the_readers_order(house):
    anna = house.sandbox.user("Анна", language="ru")
    said = (await house.ask(anna, "/subscribe все")).text.splitlines()[0]
    assert said.startswith(("Оповещаю: Абхазия, ", "Оповещаю: Адыгея, Азовское море, Алтай"))


async def test_a_groups_changes_read_as_what_was_done(house, alice):
    group = house.sandbox.group("Home", admins=(alice,))
    for said in ("/quiet 23-7", "/quiet off", "/mute 30m", "/mute off"):
        answer = await house.ask(alice, said, group)
    log = answer.text.split("Last changes:")[1]
    assert "no quiet hours\n" in log and "🔔 no longer muted" in log

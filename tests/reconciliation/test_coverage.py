"""Rule 11: no report is not zero; a tally says who was alive and when each last spoke."""

from bot.model import Authority, LastPost
from bot.model.ports import Health
from bot.reconciliation import coverage, expected, post_url
from tests.reconciliation.builders import CHANNELS, at, channel


def health(name: str, state: str, last_post: str | None = None) -> Health:
    spoke = at(last_post) if last_post else None
    return Health(channel=name, transport="preview", state=state, since=at("19 00:00"), last_post=spoke)


def test_a_region_expects_its_own_offices_and_those_of_its_country() -> None:
    assert [c.name for c in expected(CHANNELS, ["RU-BEL"])] == ["bel", "mod", "town"]
    assert "air" in {c.name for c in expected(CHANNELS, ["UA-63"])}
    assert "mod" not in {c.name for c in expected(CHANNELS, ["UA-63"])}
    assert {"air", "mod"} <= {c.name for c in expected(CHANNELS, ["UA-43"])}  # both tell of what flies over Crimea
    assert {"air", "mod"} <= {c.name for c in expected(CHANNELS, ["SEA-BLACK"])}
    everybody = {c.name for c in expected(CHANNELS)}
    assert {"mod", "bel", "mow"} <= everybody
    assert not {"wire", "agency", "echo", "brief"} & everybody


def test_a_failed_source_is_silent_and_not_calm() -> None:
    healths = [health("mod", "healthy", "20 07:30"), health("bel", "broken", "19 10:00"), health("town", "quiet")]
    found = coverage(CHANNELS, healths, {"bel": at("19 11:00")}, ["RU-BEL"], since=at("20 00:00"))
    assert (found.expected, found.alive, found.silent) == (3, 2, ("bel",))
    assert LastPost(channel="bel", at=at("19 11:00"), alive=False) in found.last
    assert LastPost(channel="mod", at=at("20 07:30"), alive=True) in found.last
    assert "air" not in {post.channel for post in found.last}


def test_who_posted_on_the_day_was_alive_whatever_became_of_the_source() -> None:
    found = coverage(CHANNELS, [health("bel", "gone")], {"bel": at("20 00:00")}, ["RU-BEL"], since=at("20 00:00"))
    assert "bel" not in found.silent
    before = coverage(CHANNELS, [], {"bel": at("19 23:59")}, ["RU-BEL"], since=at("20 00:00"))
    assert "bel" in before.silent


def test_one_transport_that_works_is_enough() -> None:
    other = health("bel", "healthy").model_copy(update={"transport": "updates"})
    found = coverage(CHANNELS, [health("bel", "broken"), other], {}, ["RU-BEL"])
    assert "bel" not in found.silent


def test_a_post_has_its_public_address() -> None:
    assert post_url(CHANNELS["mod"], 12) == "https://t.me/mod/12"
    by_number = channel("-1001234567890", Authority.OTHER)
    assert post_url(by_number, 7) == "https://t.me/c/1234567890/7"
    named = channel("", Authority.OTHER, id=-1009876543210)
    assert post_url(named, 7) == "https://t.me/c/9876543210/7"
    assert post_url(None, 5, "gone") == "https://t.me/gone/5"

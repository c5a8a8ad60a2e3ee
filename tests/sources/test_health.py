"""How a source stands: each fault of a preview page is known within two looks, told once, and never calm."""

import asyncio
from collections.abc import Callable
from datetime import datetime, timedelta

import httpx
import pytest
from structlog.testing import capture_logs

from bot.errors import SourceBroken, SourceGone, SourceLater, SourceRefused
from bot.model import Episode, EpisodeState, Voice, Weapon
from bot.model.ports import Health
from bot.sources import health as rules
from bot.sources.preview import Preview

NOW = datetime.fromisoformat("2026-09-20T01:15:00+00:00")


def _standing(state: str = "healthy", faults: int = 0, last_ok: datetime | None = NOW) -> rules.Standing:
    health = Health(channel="shtab", transport="preview", state=state, since=NOW, last_ok=last_ok)
    return rules.Standing(health=health, faults=faults)


@pytest.mark.parametrize(
    ("fault", "state"),
    [
        (SourceBroken("no history"), "broken"),
        (SourceRefused("429"), "broken"),
        (SourceGone("no such"), "gone"),
        (SourceLater("no network"), "stale"),
    ],
)
def test_the_second_fault_running_decides(fault: SourceLater, state: str) -> None:
    first = rules.failed(_standing(), fault, NOW)
    assert first.health.state == "healthy"
    second = rules.failed(first, fault, NOW)
    assert second.health.state == state
    assert second.health.reason == str(fault)


def test_a_good_look_between_two_faults_forgets_the_first() -> None:
    standing = rules.failed(_standing(), SourceBroken("x"), NOW)
    standing = rules.heard(standing, NOW, NOW)
    assert rules.failed(standing, SourceBroken("x"), NOW).health.state == "healthy"


def test_a_network_that_is_away_does_not_mend_what_is_broken() -> None:
    assert rules.failed(_standing("broken", faults=5), SourceLater("no network"), NOW).health.state == "broken"


def test_only_an_answer_leads_back() -> None:
    broken = _standing("broken", faults=5)
    assert rules.aged(broken, NOW + timedelta(days=9), timedelta(seconds=90)) == broken
    assert rules.heard(broken, NOW, NOW).health.state == "healthy"


def test_a_channel_that_never_spoke_is_quiet() -> None:
    health = rules.heard(_standing("stale"), None, NOW).health
    assert (health.state, health.reason) == ("quiet", "no posts yet")


def test_three_days_without_a_post_are_quiet_and_alive() -> None:
    standing = rules.heard(_standing(), NOW - timedelta(days=3, seconds=1), NOW)
    assert standing.health.state == "quiet"
    assert standing.alive


def test_silence_of_the_source_makes_it_stale() -> None:
    standing = rules.aged(_standing(), NOW + timedelta(seconds=91), timedelta(seconds=90))
    assert standing.health.state == "stale"
    assert not standing.alive


def test_a_breakage_and_its_end_are_told_by_name() -> None:
    healthy, broken = _standing().health, _standing("broken").health.model_copy(update={"reason": "layout"})
    assert "shtab (preview) is broken: layout" in rules.told(healthy, broken)
    assert "not calm" in rules.told(healthy, broken)
    assert rules.told(broken, broken) == ""
    assert rules.told(broken, broken.model_copy(update={"state": "gone"})) == ""
    assert rules.told(broken, healthy) == "shtab (preview) is read again."
    assert rules.told(healthy, healthy.model_copy(update={"state": "stale"})) == ""


def _html(name: str) -> Callable[[], httpx.Response]:
    bodies = {
        "no history section": "<html><body>something else</body></html>",
        "class names changed": '<section class="tgme_channel_history"><p data-post="shtab/1">x</p></section>',
        "shell page": '<div class="tgme_page"><div class="tgme_page_title">Штаб</div></div>',
        "no posts": '<section class="tgme_channel_history"></section>',
    }
    return lambda: httpx.Response(200, html=bodies[name])


BREAKAGES: dict[str, Callable[[], httpx.Response]] = {
    **{name: _html(name) for name in ("no history section", "class names changed", "shell page", "no posts")},
    "302": lambda: httpx.Response(302, headers={"location": "https://t.me/shtab"}),
    "429": lambda: httpx.Response(429),
    "502": lambda: httpx.Response(502),
    "503": lambda: httpx.Response(503),
    "404": lambda: httpx.Response(404),
}


@pytest.mark.parametrize("name", BREAKAGES)
async def test_every_breakage_is_known_within_two_polls_and_told_once(preview: Preview, site, sink, name: str) -> None:
    site.post(1)
    await preview.poll("shtab")
    site.answers = [BREAKAGES[name]] * 5
    for _ in range(2):
        await preview.poll("shtab")
    assert preview.health("shtab").state == ("gone" if name == "404" else "broken")
    for _ in range(3):
        await preview.poll("shtab")
    assert len(sink.notices) == 1
    assert "shtab" in sink.notices[0]
    site.answers = []
    await preview.poll("shtab")
    assert preview.health("shtab").state == "healthy"
    assert sink.notices[1:] == ["shtab (preview) is read again."]


async def test_a_fault_of_our_own_reading_is_a_breakage_too(preview: Preview, site, sink) -> None:
    site.post(1)
    await preview.poll("shtab")

    class Odd(httpx.Response):
        @property
        def status_code(self) -> int:
            raise RuntimeError("who could have known")

        @status_code.setter
        def status_code(self, value: int) -> None: ...

    site.answers = [lambda: Odd(200)] * 2
    await preview.poll("shtab")
    await preview.poll("shtab")
    assert preview.health("shtab").state == "broken"
    assert "who could have known" in sink.notices[0]


async def test_a_breakage_is_not_told_again_after_a_restart(make, settings, site, sink) -> None:
    site.post(1)
    first: Preview = make(settings)
    await first.poll("shtab")
    site.answers = [BREAKAGES["302"]] * 9
    await first.poll("shtab")
    await first.poll("shtab")
    await first.stop()
    second: Preview = make(settings)
    await second.start()
    await second.stop()
    third: Preview = make(settings)
    await third.start()
    assert third.health("shtab").state == "broken"
    await third.stop()
    assert len(sink.notices) == 1


async def test_the_overseers_verdict_does_not_undo_what_a_look_heard_meanwhile(preview, site, sink, store, later):
    site.post(1)
    await preview.poll("shtab")
    later(3600)
    sink.slow["stale"] = asyncio.Event()
    overseer = asyncio.create_task(preview.oversee())  # nothing was heard for an hour: it is writing that down
    await asyncio.sleep(0.05)
    look = asyncio.create_task(preview.poll("shtab"))
    await asyncio.sleep(0.05)
    sink.slow["stale"].set()
    await asyncio.gather(overseer, look)
    assert preview.health("shtab").state == "healthy"
    assert preview.health("shtab").last_ok == preview.clock.now()
    (kept,) = await store.healths()
    assert (kept.state, kept.last_ok) == ("healthy", preview.clock.now())


async def test_an_empty_page_of_a_channel_that_never_had_posts_is_quiet(preview: Preview, site, sink) -> None:
    await preview.poll("shtab")
    await preview.poll("shtab")
    assert preview.health("shtab").state == "quiet"
    assert sink.notices == []


async def test_a_username_that_moved_to_another_channel_gives_nothing(preview: Preview, site, sink, store) -> None:
    site.post(1)
    await preview.poll("shtab")
    assert (await store.channels())["shtab"].id == site.id
    site.id, site.title = -1009, "Штаб"
    site.post(2, "Атака!")
    for _ in range(3):
        await preview.poll("shtab")
    assert sink.ids == [1]
    assert preview.health("shtab").state == "broken"
    assert sum("-1009" in notice and "another channel" in notice for notice in sink.notices) >= 1
    assert len(sink.notices) == 2  # the impostor, and that the source is broken


async def test_an_id_that_an_update_learned_holds_here_too(preview: Preview, site, sink, store) -> None:
    await store.pin("shtab", -1009, "Штаб")
    site.post(1, "Атака!")
    for _ in range(2):
        await preview.poll("shtab")
    assert sink.ids == []
    assert preview.health("shtab").state == "broken"
    assert (await store.channels())["shtab"].id == -1009


async def test_a_page_of_another_name_is_followed_only_by_its_id(preview: Preview, site, sink, store) -> None:
    site.post(1)
    await preview.poll("shtab")
    site.name = "shtab31"
    site.post(2)
    await preview.poll("shtab")
    assert sink.ids == [1, 2]
    assert sink.posts[1].channel == "shtab"
    assert (await store.channels())["shtab"].aliases == ("shtab31",)
    assert await store.get("preview.username.shtab") == "shtab31"
    site.name, site.id = "stranger", None
    site.post(3)
    await preview.poll("shtab")
    assert sink.ids == [1, 2]


async def test_a_host_that_is_away_is_told_once_for_all(preview: Preview, site, sink, later) -> None:
    def away() -> httpx.Response:
        raise httpx.ConnectError("no route")

    site.post(1)
    await preview.poll("shtab")
    site.answers = [away] * 9
    for _ in range(8):
        later(30)
        await preview.poll("shtab")
        await preview.oversee()
    assert preview.health("shtab").state == "stale"
    assert len(sink.notices) == 1
    assert "has not answered since" in sink.notices[0]
    site.answers = []
    later(30)
    await preview.poll("shtab")
    await preview.oversee()
    assert sink.notices[1:] == ["http://site.test answers again."]


async def test_a_host_that_is_away_is_one_warning_in_the_log_and_one_word_when_it_is_back(preview, site, later) -> None:
    def away() -> httpx.Response:
        raise httpx.ConnectError("no route")

    def busy() -> httpx.Response:
        return httpx.Response(429, headers={"retry-after": "60"})

    site.answers = [away] * 6
    with capture_logs() as logs:
        for _ in range(7):
            later(20)
            await preview.poll("shtab")
        site.answers = [away]  # one look may fail
        await preview.poll("shtab")
        await preview.poll("shtab")
        site.answers = [busy] * 3
        for _ in range(3):
            await preview.poll("shtab")
    said = [(e["event"], e.get("then", "")) for e in logs if e["log_level"] != "debug" and "address" in e]
    assert said == [
        ("The preview is not reached; trying again", "every channel again each 20 s"),
        ("The preview answers again", ""),
        ("The preview is not reached; trying again", said[2][1]),
    ]
    assert said[2][1].startswith("nothing before ")
    assert {entry["address"] for entry in logs if "address" in entry} == {"http://site.test"}


async def test_a_broken_channel_is_logged_when_it_breaks_and_not_at_every_look(preview, site, later) -> None:
    site.post(1)
    await preview.poll("shtab")
    site.answers = [BREAKAGES["302"]] * 6
    with capture_logs() as logs:
        for _ in range(6):
            later(20)
            await preview.poll("shtab")
    loud = [entry["event"] for entry in logs if entry["log_level"] != "debug"]
    assert loud == ["preview could not be read", "source changed"]


def _episode(since: datetime, state: EpisodeState = EpisodeState.ON) -> Episode:
    voice = Voice(channel="shtab", message_id=1, at=since)
    return Episode(
        id="e",
        group="e",
        region="RU-BEL",
        weapon=Weapon.UAV,
        state=state,
        since=since,
        opened_by=voice,
        last_confirmed=since,
        confirmed_by=voice,
    )


def test_two_hours_of_silence_in_its_own_alarm_are_suspicious() -> None:
    opened = NOW - timedelta(hours=2, seconds=1)
    assert rules.silent_in_alarm(_episode(opened), opened, NOW)
    assert not rules.silent_in_alarm(_episode(opened), NOW - timedelta(hours=1), NOW)
    assert not rules.silent_in_alarm(_episode(opened, EpisodeState.OFF), opened, NOW)


async def test_a_channel_in_alarm_is_looked_at_faster_and_its_silence_is_told(
    preview: Preview, site, sink, store, later
) -> None:
    site.post(1)
    await preview.poll("shtab")
    watch = preview.watches["shtab"]
    assert preview._pause(watch) == 20
    async with store.work() as work:
        await work.save_episodes([_episode(NOW)])
    await preview.oversee()
    assert preview._pause(watch) == 8
    for _ in range(5):
        later(3600)
        await preview.poll("shtab")
        await preview.oversee()
    assert len([notice for notice in sink.notices if "has said nothing since" in notice]) == 1


def test_what_a_channel_said_and_took_back_it_said_all_the_same() -> None:
    spoke = rules.heard(_standing(), NOW, NOW)
    assert rules.heard(spoke, NOW - timedelta(hours=5), NOW).health.last_post == NOW


async def test_that_a_channel_spoke_is_written_at_once(preview: Preview, site, sink, clock) -> None:
    site.post(1)
    await preview.poll("shtab")
    clock.set(clock.now() + timedelta(seconds=20))
    site.post(2)
    await preview.poll("shtab")
    (written,) = await sink.store.healths()
    spoke = site.texts[2][1]
    assert written.last_post == spoke
    del site.texts[2]
    clock.set(clock.now() + timedelta(seconds=90))
    await preview.poll("shtab")
    (written,) = await sink.store.healths()
    assert written.last_post == spoke

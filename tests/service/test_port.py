"""The port as its callers see it: over HTTP, on a port that the system chose."""

import asyncio
import socket
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import httpx
import pytest
from structlog.testing import capture_logs

import storage
from bot.alerts.counters import Counters as Sent
from bot.clock import SetClock
from bot.errors import BadConfig
from bot.intake import Counters as Read
from bot.model import Channel, Episode, EpisodeState, Voice, Weapon
from bot.model.ports import Health, Store
from bot.service import Check, Service, Watchman, systemd
from bot.service.metrics import Metrics

NOW = datetime(2026, 9, 20, 1, 15, tzinfo=UTC)


class Bench:
    """A running port with what a test turns."""

    def __init__(self, service: Service, store: Store, clock: SetClock, client: httpx.AsyncClient) -> None:
        self.service, self.store, self.clock, self.client = service, store, clock, client
        self.heard: dict[str, datetime | None] = {"telegram": None, "preview": None}
        self.received: list[Any] = []
        self.kept = True

    async def get(self, path: str) -> httpx.Response:
        return await self.client.get(f"http://127.0.0.1:{self.service.port}{path}")


@pytest.fixture
async def bench(tmp_path: Path) -> AsyncIterator[Bench]:
    clock = SetClock(NOW)
    store = await storage.open_store(f"sqlite+aiosqlite:///{tmp_path}/svodka.db", clock)
    channels = {"shtab": Channel(name="shtab", title="Штаб", region="RU-BEL")}
    await store.put_channels(list(channels.values()))
    async with httpx.AsyncClient(timeout=5, trust_env=False) as client:
        made: list[Bench] = []
        checks = [Check(n, lambda n=n: made[0].heard[n], vital=n == "telegram") for n in ("telegram", "preview")]
        read, sent = Read(posts=7, repeats=3, claims=11, unread=2), Sent()
        sent.posted.add(timedelta(seconds=1.5))
        sent.fates["uncertain"] = 1

        async def receive(update: Any) -> bool:
            made[0].received.append(update)
            return made[0].kept

        service = Service(
            "127.0.0.1:0",
            Watchman(checks, store, clock),
            Metrics(store, clock, read, sent),
            store,
            clock,
            receive,
            "a-secret",
        )
        made.append(Bench(service, store, clock, client))
        await service.start()
        yield made[0]
        await service.stop()
    await store.close()


async def test_all_is_well_while_there_are_signs_of_life(bench: Bench) -> None:
    bench.heard.update(telegram=NOW, preview=NOW)
    answer = await bench.get("/healthz")
    assert (answer.status_code, answer.json()) == (200, {"well": True, "faults": {}})


@pytest.mark.parametrize("hung", ["telegram", "preview"])
async def test_what_hangs_is_named_within_90_seconds(bench: Bench, hung: str) -> None:
    bench.clock.set(NOW + timedelta(seconds=90))
    bench.heard.update({name: bench.clock.now() for name in bench.heard} | {hung: NOW})
    answer = await bench.get("/healthz")
    assert answer.status_code == 503
    assert answer.json()["faults"] == {hung: "no sign of life since 2026-09-20 01:15:00 UTC"}
    bench.heard[hung] = bench.clock.now()
    assert (await bench.get("/healthz")).status_code == 200


async def test_a_start_gets_its_time_and_no_more(bench: Bench) -> None:
    assert (await bench.get("/healthz")).status_code == 200
    bench.clock.set(NOW + timedelta(seconds=80))
    assert set((await bench.get("/healthz")).json()["faults"]) == {"telegram", "preview"}


async def test_a_database_that_takes_no_writes_is_named(bench: Bench) -> None:
    class Full:
        async def put(self, key: str, value: str) -> None:
            raise OSError("disk full")

    bench.service.watchman.store = Full()  # type: ignore[assignment]
    assert (await bench.get("/healthz")).json()["faults"] == {"database": "cannot be written: disk full"}


def test_only_what_a_restart_may_mend_is_vital() -> None:
    clock = SetClock(NOW)
    checks = [Check("telegram", lambda: NOW), Check("preview", lambda: NOW, vital=False)]
    watchman = Watchman(checks, None, clock)  # type: ignore[arg-type]
    clock.set(NOW + timedelta(seconds=80))
    assert set(watchman.faults()) == {"telegram", "preview"}
    assert set(watchman.faults(vital=True)) == {"telegram"}


async def test_metrics_show_the_road_the_alerts_and_the_sources(bench: Bench) -> None:
    await bench.store.put_health(
        Health(
            channel="shtab",
            transport="preview",
            state="broken",
            since=NOW,
            last_ok=NOW - timedelta(seconds=300),
            last_post=NOW - timedelta(hours=1),
        )
    )
    page = (await bench.get("/metrics")).text
    for line in (
        "svodka_posts_total 7.0",
        "svodka_duplicates_total 3.0",
        "svodka_claims_total 11.0",
        "svodka_unread_total 2.0",
        "svodka_uncertain_total 1.0",
        'svodka_alerts_total{fate="sent"} 0.0',
        "svodka_outbox_depth 0.0",
        'svodka_post_to_alert_seconds_bucket{le="1.0"} 0.0',
        'svodka_post_to_alert_seconds_bucket{le="2.0"} 1.0',
        "svodka_post_to_alert_seconds_count 1.0",
        'svodka_source_age_seconds{channel="shtab",transport="preview"} 300.0',
        'svodka_last_post_age_seconds{channel="shtab",transport="preview"} 3600.0',
        'svodka_source_state{channel="shtab",state="broken",transport="preview"} 1.0',
        'svodka_well{part="database"} 1.0',
    ):
        assert line in page.splitlines()


async def test_the_feed_of_a_region_tells_its_dangers(bench: Bench) -> None:
    voice = Voice(channel="shtab", message_id=5, at=NOW - timedelta(hours=1))
    episode = Episode(
        id="e1",
        group="e1",
        region="RU-BEL",
        weapon=Weapon.UAV,
        state=EpisodeState.ON,
        since=voice.at,
        opened_by=voice,
        last_confirmed=voice.at,
        confirmed_by=voice,
    )
    async with bench.store.work() as work:
        await work.save_episodes([episode])
    feed = ET.fromstring((await bench.get("/rss/ru-bel?lang=en")).content)
    assert [item.findtext("link") for item in feed.findall("channel/item")] == ["https://t.me/shtab/5"]
    assert feed.findtext("channel/language") == "en"
    assert (await bench.get("/rss/RU-BRY")).text.count("<item>") == 0
    assert (await bench.get("/rss/nowhere")).status_code == 404


async def test_the_webhook_wants_the_secret(bench: Bench) -> None:
    url = f"http://127.0.0.1:{bench.service.port}/webhook"
    good = {"X-Telegram-Bot-Api-Secret-Token": "a-secret"}
    assert (await bench.client.post(url, json={"update_id": 1})).status_code == 403
    assert (await bench.client.post(url, json={"update_id": 1}, headers={**good, **_bad()})).status_code == 403
    assert bench.received == []
    assert (await bench.client.post(url, json={"update_id": 1}, headers=good)).status_code == 200
    assert bench.received == [{"update_id": 1}]
    assert (await bench.client.post(url, content=b"{", headers=good)).status_code == 400
    assert (await bench.client.post(url, content=b"[" * 100_000, headers=good)).status_code == 400
    assert (await bench.client.post(url, content=b" " * 1_100_000, headers=good)).status_code == 413
    assert (await bench.get("/webhook")).status_code == 405


def _bad() -> dict[str, str]:
    return {"X-Telegram-Bot-Api-Secret-Token": "another"}


async def test_an_update_that_was_not_kept_is_wanted_again(bench: Bench) -> None:
    bench.kept = False
    url = f"http://127.0.0.1:{bench.service.port}/webhook"
    answer = await bench.client.post(url, json={}, headers={"X-Telegram-Bot-Api-Secret-Token": "a-secret"})
    assert answer.status_code == 503


async def test_a_port_that_is_taken_is_bad_configuration(bench: Bench) -> None:
    other = Service(
        f"127.0.0.1:{bench.service.port}", bench.service.watchman, bench.service.metrics, bench.store, bench.clock
    )
    with pytest.raises(BadConfig, match=r"service\.http = .*in use"):
        await other.start()


@pytest.mark.parametrize("http", ["8080", "localhost", "127.0.0.1:99999", "http://x"])
async def test_an_address_that_is_none_is_bad_configuration(bench: Bench, http: str) -> None:
    other = Service(http, bench.service.watchman, bench.service.metrics, bench.store, bench.clock)
    with pytest.raises(BadConfig, match=r"service\.http"):
        await other.start()


async def test_without_an_address_there_is_no_port(bench: Bench) -> None:
    other = Service("", bench.service.watchman, bench.service.metrics, bench.store, bench.clock)
    with capture_logs() as logs:
        await other.start()
    assert other.port == 0
    assert [entry["event"] for entry in logs] == ["HTTP is off"]
    await other.stop()


async def test_the_address_that_is_served_is_said(bench: Bench) -> None:
    other = Service("127.0.0.1:0", bench.service.watchman, bench.service.metrics, bench.store, bench.clock)
    with capture_logs() as logs:
        await other.start()
    (line,) = [entry for entry in logs if entry["event"] == "HTTP is served"]
    assert (await bench.client.get(line["address"])).json()["well"]
    await other.stop()


async def test_systemd_hears_what_it_is_told(tmp_path: Path) -> None:
    address = str(tmp_path / "notify")
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as ear:
        ear.bind(address)
        ear.setblocking(False)
        assert systemd.notify("READY=1", {"NOTIFY_SOCKET": address})
        assert await asyncio.get_running_loop().sock_recv(ear, 100) == b"READY=1"
    assert not systemd.notify("READY=1", {"NOTIFY_SOCKET": str(tmp_path / "nobody")})
    assert not systemd.notify("READY=1", {})


def test_the_watchdog_is_fed_at_half_its_time() -> None:
    assert systemd.watchdog_seconds({"WATCHDOG_USEC": "60000000"}) == 30
    assert systemd.watchdog_seconds({"WATCHDOG_USEC": "60000000", "WATCHDOG_PID": "1"}) is None
    assert systemd.watchdog_seconds({}) is None

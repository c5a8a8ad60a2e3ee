"""How politely the host is asked, and what its answers mean."""

import asyncio
from collections.abc import AsyncIterator, Callable
from datetime import timedelta

import httpx
import pytest

from bot.clock import SetClock
from bot.config import PreviewSettings
from bot.errors import SourceBroken, SourceGone, SourceLater, SourceRefused
from bot.sources.fetch import Fetch

Answer = Callable[[httpx.Request], httpx.Response]


@pytest.fixture
async def fetch_from(clock: SetClock) -> AsyncIterator[Callable[..., Fetch]]:
    opened: list[Fetch] = []

    def build(answer: Answer, **settings: float) -> Fetch:
        wanted = PreviewSettings(base_url="http://site.test", **settings)
        opened.append(Fetch(wanted, clock, httpx.MockTransport(answer)))
        return opened[-1]

    yield build
    for fetch in opened:
        await fetch.close()


def _empty(_: httpx.Request) -> httpx.Response:
    return httpx.Response(200, html='<section class="tgme_channel_history"></section>')


async def test_a_request_says_who_asks_and_what_it_takes(fetch_from: Callable[..., Fetch]) -> None:
    seen: list[httpx.Request] = []

    def answer(request: httpx.Request) -> httpx.Response:
        seen.append(request)
        return _empty(request)

    await fetch_from(answer).page("shtab", before=7)
    assert str(seen[0].url) == "http://site.test/s/shtab?before=7"
    assert seen[0].headers["user-agent"].startswith("svodka/")
    assert seen[0].headers["accept-language"] == "en"
    assert seen[0].headers["accept-encoding"] == "gzip"
    assert seen[0].headers["connection"] == "keep-alive"


async def test_the_pace_is_even(fetch_from: Callable[..., Fetch], clock: SetClock) -> None:
    fetch, start = fetch_from(_empty, requests_per_second=5), clock.now()
    for _ in range(11):
        await fetch.page("shtab")
    assert clock.now() - start == timedelta(seconds=2)


@pytest.mark.parametrize(
    ("response", "fault"),
    [
        (httpx.Response(302, headers={"location": "https://t.me/shtab"}), SourceBroken),
        (httpx.Response(301, headers={"location": "https://telegram.me/s/shtab"}), SourceBroken),
        (httpx.Response(403), SourceBroken),
        (httpx.Response(404), SourceGone),
        (httpx.Response(429), SourceRefused),
        (httpx.Response(502), SourceRefused),
        (httpx.Response(200, text="<html>Log in to the hotel's network</html>"), SourceBroken),
    ],
)
async def test_an_answer_that_is_no_page_is_named(
    fetch_from: Callable[..., Fetch], response: httpx.Response, fault: type[Exception]
) -> None:
    with pytest.raises(fault):
        await fetch_from(lambda _: response).page("shtab")


async def test_a_host_that_moved_is_named(fetch_from: Callable[..., Fetch]) -> None:
    moved = httpx.Response(301, headers={"location": "https://telegram.example/s/shtab"})
    with pytest.raises(SourceBroken, match=r"moved to https://telegram\.example: set preview\.base_url"):
        await fetch_from(lambda _: moved).page("shtab")


async def test_no_network_is_a_passing_fault(fetch_from: Callable[..., Fetch]) -> None:
    def answer(_: httpx.Request) -> httpx.Response:
        raise httpx.ConnectError("no route")

    with pytest.raises(SourceLater, match="no connection") as caught:
        await fetch_from(answer).page("shtab")
    assert not isinstance(caught.value, SourceRefused)


async def test_an_endless_answer_is_cut(clock: SetClock) -> None:
    async def drip() -> AsyncIterator[bytes]:
        for _ in range(20):
            yield b"x" * 1024 * 1024

    wire = httpx.MockTransport(lambda _: httpx.Response(200, content=drip()))
    fetch = Fetch(PreviewSettings(base_url="http://site.test"), clock, wire)
    with pytest.raises(SourceBroken, match="8 MB"):
        await fetch.page("shtab")
    await fetch.close()


async def test_a_slow_drip_meets_the_total_timeout(clock: SetClock) -> None:
    async def drip() -> AsyncIterator[bytes]:
        while True:
            await asyncio.sleep(0.02)
            yield b"x"

    wire = httpx.MockTransport(lambda _: httpx.Response(200, content=drip()))
    fetch = Fetch(PreviewSettings(base_url="http://site.test", timeout_seconds=0.1), clock, wire)
    with pytest.raises(SourceLater, match=r"no answer within 0\.1 s"):
        await fetch.page("shtab")
    await fetch.close()


async def test_a_refusing_host_is_left_alone_longer_and_longer(
    fetch_from: Callable[..., Fetch], clock: SetClock
) -> None:
    waits: list[float] = []
    fetch = fetch_from(lambda _: httpx.Response(503))
    for _ in range(7):
        with pytest.raises(SourceRefused):
            await fetch.page("shtab")
        waits.append((fetch.resumes - clock.now()).total_seconds())
        clock.set(fetch.resumes)
    for wait, wanted in zip(waits, (30, 60, 120, 240, 480, 600, 600), strict=True):
        assert wait == pytest.approx(wanted, rel=0.11)


async def test_the_host_says_how_long_to_wait(fetch_from: Callable[..., Fetch], clock: SetClock) -> None:
    fetch = fetch_from(lambda _: httpx.Response(429, headers={"retry-after": "95"}))
    with pytest.raises(SourceRefused) as caught:
        await fetch.page("shtab")
    assert caught.value.after == 95
    assert (fetch.resumes - clock.now()).total_seconds() == 95


async def test_the_wait_may_be_a_date(fetch_from: Callable[..., Fetch]) -> None:
    headers = {"date": "Sun, 20 Sep 2026 01:15:00 GMT", "retry-after": "Sun, 20 Sep 2026 01:20:00 GMT"}
    with pytest.raises(SourceRefused) as caught:
        await fetch_from(lambda _: httpx.Response(429, headers=headers)).page("shtab")
    assert caught.value.after == 300


async def test_nobody_asks_a_host_that_is_left_alone(fetch_from: Callable[..., Fetch], clock: SetClock) -> None:
    codes = iter([429, 200])
    fetch = fetch_from(lambda r: _empty(r) if (c := next(codes)) == 200 else httpx.Response(c))
    start = clock.now()
    with pytest.raises(SourceRefused):
        await fetch.page("shtab")
    await fetch.page("another")
    assert (clock.now() - start).total_seconds() >= 27


async def test_a_good_answer_ends_the_back_off(fetch_from: Callable[..., Fetch], clock: SetClock) -> None:
    codes = iter([503, 503, 200, 503])
    fetch = fetch_from(lambda r: _empty(r) if (c := next(codes)) == 200 else httpx.Response(c))
    for _ in range(4):
        try:
            await fetch.page("shtab")
        except SourceRefused:
            wait = (fetch.resumes - clock.now()).total_seconds()
    assert wait == pytest.approx(30, rel=0.11)

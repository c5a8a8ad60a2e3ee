"""Fetches preview pages politely: an even pace, few at once, and back-off for the whole host."""

import asyncio
import random
from datetime import datetime, timedelta
from email.utils import parsedate_to_datetime
from importlib.metadata import version

import httpx

from bot.clock import Clock
from bot.config import PreviewSettings
from bot.errors import SourceBroken, SourceGone, SourceLater, SourceRefused
from bot.sources.page import Page, parse, stands

FIRST_BACKOFF, LAST_BACKOFF = 30.0, 600.0
"""Seconds to leave a host alone after it refused (429, 5xx): the first time, and at most. No limit of t.me's
is published; these are the habits of the readers that were never blocked."""

BODY_LIMIT = 8 * 1024 * 1024
"""Bytes; a page of 20 posts has about 0.1 MB. Anything of this size is no channel page."""


class Fetch:
    """The one door to a preview host. `wire` replaces the network (an httpx transport)."""

    def __init__(self, settings: PreviewSettings, clock: Clock, wire: httpx.AsyncBaseTransport | None = None) -> None:
        self.settings, self.clock = settings, clock
        self._gap = 1.0 / settings.requests_per_second
        self._next = clock.now()
        self._resume = self._refused = clock.now()
        self._backoff = 0.0
        at_once = max(2, round(settings.requests_per_second))
        self._slots = asyncio.Semaphore(at_once)
        self._client = httpx.AsyncClient(
            base_url=settings.base_url,
            headers={
                "User-Agent": f"svodka/{version('svodka')} (reader of public channel previews)",
                "Accept-Language": "en",
                "Accept-Encoding": "gzip",
            },
            timeout=settings.timeout_seconds,
            follow_redirects=False,
            limits=httpx.Limits(max_connections=at_once, max_keepalive_connections=at_once, keepalive_expiry=60),
            transport=wire,
        )

    async def close(self) -> None:
        """Close the connections."""
        await self._client.aclose()

    @property
    def resumes(self) -> datetime:
        """When the host may be asked again (UTC); in the past unless it refused."""
        return self._resume

    async def page(self, username: str, before: int | None = None) -> Page:
        """A channel's newest page, or the one just before a message id. Raises SourceFault."""
        params = {"before": str(before)} if before is not None else {}
        return parse(await self._get(f"/s/{username}", params))

    async def stands(self, username: str, message_id: int) -> bool | None:
        """Whether a post's own page still shows it; None where that cannot be told."""
        try:
            html = await self._get(f"/{username}/{message_id}", {"embed": "1", "mode": "tme"})
        except SourceGone:
            return False
        except SourceBroken:
            return None
        return stands(html, message_id)

    async def _get(self, path: str, params: dict[str, str]) -> str:
        await self._pace()
        async with self._slots:
            asked = self.clock.now()
            try:
                async with asyncio.timeout(self.settings.timeout_seconds):
                    return await self._read(path, params)
            except SourceRefused as fault:
                self._back_off(asked, fault.after)
                raise
            except TimeoutError as fault:
                seconds = self.settings.timeout_seconds
                raise SourceLater(f"no answer within {seconds:g} s") from fault
            except httpx.HTTPError as fault:
                raise SourceLater(f"no connection: {fault or type(fault).__name__}") from fault

    async def _read(self, path: str, params: dict[str, str]) -> str:
        async with self._client.stream("GET", path, params=params) as response:
            _judge(response)
            body = bytearray()
            async for chunk in response.aiter_bytes():
                body += chunk
                if len(body) > BODY_LIMIT:
                    raise SourceBroken("not a channel page: it is larger than 8 MB")
        self._backoff = 0.0
        return body.decode("utf-8", "replace")

    async def _pace(self) -> None:
        """Wait for this request's place: one per 1 / requests_per_second, none while the host is left alone."""
        while True:
            now = self.clock.now()
            if now < self._resume:
                await self.clock.sleep((self._resume - now).total_seconds())
                continue
            at = max(self._next, now)
            self._next = at + timedelta(seconds=self._gap)
            if at > now:
                await self.clock.sleep((at - now).total_seconds())
            if self.clock.now() >= self._resume:
                return

    def _back_off(self, asked: datetime, after: float | None) -> None:
        now = self.clock.now()
        if asked < self._refused:
            return  # this request was under way when the host refused another: one refusal, not two
        self._refused = now
        self._backoff = min(LAST_BACKOFF, max(FIRST_BACKOFF, self._backoff * 2))
        wait = max(self._backoff * random.uniform(0.9, 1.1), after or 0.0)  # noqa: S311
        self._resume = now + timedelta(seconds=wait)


def _judge(response: httpx.Response) -> None:
    code = response.status_code
    if code == 200:
        return
    if 300 <= code < 400:
        to = httpx.URL(response.headers.get("location", ""))
        if to.path.startswith("/s/") and to.host and to.host != response.request.url.host:
            raise SourceBroken(f"the previews moved to {to.scheme}://{to.host}: set preview.base_url to that")
        raise SourceBroken(f"no preview: redirected to {to or 'nowhere'} ({code})")
    if code in (404, 410):
        raise SourceGone(f"there is no such page ({code})")
    if code == 429 or code >= 500:
        raise SourceRefused(f"the host refuses ({code})", _retry_after(response))
    raise SourceBroken(f"not a channel page ({code})")


def _retry_after(response: httpx.Response) -> float | None:
    value = response.headers.get("retry-after", "")
    if value.isdecimal():
        return float(value)
    try:
        at = parsedate_to_datetime(value)
    except ValueError:
        return None
    served = response.headers.get("date")
    try:
        return max(0.0, (at - parsedate_to_datetime(served)).total_seconds()) if served else None
    except ValueError:
        return None

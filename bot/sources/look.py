"""One look at a channel, page by page: what is new is handed on, what is gone is told, nothing is skipped."""

import asyncio
import random
from collections.abc import Awaitable, Sequence
from datetime import timedelta
from typing import Protocol

from bot import log
from bot.clock import Clock
from bot.config import PreviewSettings
from bot.errors import SourceBroken, SourceFault, StoreFault
from bot.model import Post
from bot.model.ports import Store
from bot.sources.base import Sink
from bot.sources.cursor import Cursor
from bot.sources.page import Item, Page
from bot.sources.watch import Watch

logger = log.get("sources.preview")

BURST_PAGES = 10
"""How many pages one look may go back at once (some 200 posts); what is older becomes a hole."""

HOLE_PAGES = 2
"""How many pages of holes are filled at one look, so that an old gap does not hold up what is new."""

BEFORE_US = timedelta(days=2)
TRIES = 3


class Pages(Protocol):
    """Where pages are had from: a preview host, or a person's session. Both raise SourceFault."""

    async def page(self, username: str, before: int | None = None) -> Page: ...
    async def stands(self, username: str, message_id: int) -> bool | None: ...


class Look:
    """Knows how to look; what it sees is remembered in a Watch."""

    def __init__(self, settings: PreviewSettings, fetch: Pages, store: Store, clock: Clock, sink: Sink) -> None:
        self.settings, self.fetch, self.store, self.clock, self.sink = settings, fetch, store, clock, sink
        self._under_way: set[asyncio.Future[object]] = set()

    async def newest(self, watch: Watch) -> tuple[Page, int]:
        """Read the newest page, and back by before= until it meets what was read already.

        Posts are handed on oldest first, and only then does the cursor move. Returns the page and how many
        posts were handed on. Raises SourceFault where the page cannot be had or is not this channel's.
        """
        if not watch.loaded:
            await self._load(watch)
        page = await self.fetch.page(watch.username)
        await self._must_be_own(watch, page)
        pages, hole_from = await self._back_to_known(watch, page)
        items = sorted({item.message_id: item for older in reversed(pages) for item in older.items}.values())
        if not items:
            if watch.cursor is None:
                await self._save(watch, Cursor(0))  # whatever it posts from now on is new
            return page, 0
        before = cursor = watch.cursor or Cursor(items[0].message_id - 1)
        if hole_from is not None:
            cursor = cursor.with_hole(hole_from, items[0].message_id)
        if cursor != watch.cursor or not watch.cursor_kept:
            # Written before anything is handed on: from the first contact on, nothing above may be lost.
            watch.cursor, watch.cursor_kept = before, False
            await self._save(watch, cursor)
        count, whole = await self._hand_on(watch, items)
        cursor = cursor.raised(items[-1].message_id)
        if whole and cursor != before:
            await self._save(watch, cursor)
        watch.last_post = max(item.posted for item in items)
        watch.prune(page, self.clock.now() - timedelta(hours=self.settings.reread_hours))
        return page, count

    async def older(self, watch: Watch, newest: Page) -> int:
        """Fill a part of older holes, see what is missing, and read one older page again when its time has
        come. Returns how many posts were handed on. Raises SourceFault."""
        count = await self._fill_holes(watch)
        gone = [n for n in watch.above(newest) if await self.fetch.stands(watch.username, n) is False]
        await self._withdraw(watch, newest, gone)
        return count + await self._reread(watch, newest)

    async def again(self, watch: Watch) -> int:
        """Read every page again, back to `reread_hours`. Returns how many posts were handed on."""
        page, count = await self.newest(watch)
        since = self.clock.now() - timedelta(hours=self.settings.reread_hours)
        while page.items and page.items[0].posted >= since:
            page = await self._before(watch, page.items[0].message_id)
            done, _ = await self._hand_on(watch, [item for item in page.items if item.posted >= since])
            await self._withdraw(watch, page)
            count += done
        return count

    async def finish(self) -> None:
        """Wait for what is being handed on."""
        await asyncio.gather(*self._under_way, return_exceptions=True)

    async def _load(self, watch: Watch) -> None:
        name = watch.channel.name
        watch.cursor = Cursor.loads(await self.store.get(f"{watch.transport}.cursor.{name}"))
        watch.cursor_kept = True
        watch.username = await self.store.get(f"{watch.transport}.username.{name}") or watch.username
        since = self.clock.now() - timedelta(hours=self.settings.reread_hours)
        watch.remember(await self.store.recent(name, since))
        newest = await self.store.newest(name)
        watch.last_post = newest.posted if newest else None
        watch.loaded = True

    async def _must_be_own(self, watch: Watch, page: Page) -> None:
        name, known = watch.channel.name, watch.channel.id
        if page.channel_id is not None and known is not None and page.channel_id != known:
            if watch.impostor != page.channel_id:
                watch.impostor = page.channel_id
                text = f"@{watch.username} belongs to another channel now ({page.channel_id}, «{page.title}»)."
                await self.sink.notify(f"source:{name}", f"{text} {name} is not read until that is mended.")
            raise SourceBroken(f"another channel ({page.channel_id}) has this username now")
        if page.username and page.username != watch.username.lower():
            if page.channel_id is None or page.channel_id != known:
                raise SourceBroken(f"the page is another channel's (@{page.username})")
            await self.store.rename(name, page.username)
            await self.renamed(watch, page.username)
        if not page.items and (watch.seen or watch.last_post or (watch.cursor and watch.cursor.top)):
            raise SourceBroken("the page has no posts, though the channel had some")
        if page.channel_id is not None and known is None:
            kept = (await self.store.channels()).get(name)
            if kept is not None and kept.id not in (None, page.channel_id):
                watch.channel = kept  # another way learned it first
                await self._must_be_own(watch, page)
            await self.store.pin(name, page.channel_id, page.title)
            watch.channel = watch.channel.model_copy(update={"id": page.channel_id, "title": page.title})

    async def renamed(self, watch: Watch, username: str) -> None:
        """The channel (the same id) has another username now: look there from now on."""
        await self.store.put(f"{watch.transport}.username.{watch.channel.name}", username.lower())
        watch.username = username.lower()

    async def _back_to_known(self, watch: Watch, newest: Page) -> tuple[list[Page], int | None]:
        """Pages from the newest back to the cursor, and the cursor where it was not reached."""
        pages, floor = [newest], watch.cursor.top if watch.cursor else None
        allowed = BURST_PAGES if floor is not None else self.settings.first_pages
        while pages[-1].items:
            oldest = pages[-1].items[0].message_id
            if floor is not None and oldest <= floor + 1:
                break
            if len(pages) >= allowed:
                return pages, floor
            try:
                pages.append(await self._before(watch, oldest))
            except SourceFault as fault:
                logger.warning("catching up was cut short", channel=watch.channel.name, fault=str(fault))
                return pages, floor
        return pages, None

    async def _before(self, watch: Watch, message_id: int) -> Page:
        page = await self.fetch.page(watch.username, message_id)
        if page.items and page.items[-1].message_id >= message_id:
            raise SourceBroken("before= is not honoured: the page before a post shows that post")
        return page

    async def _hand_on(self, watch: Watch, items: Sequence[Item]) -> tuple[int, bool]:
        """Hand on what is new, oldest first. Returns how many, and whether none had to be left behind."""
        count, whole = 0, True
        for item in watch.fresh(items):
            post = watch.post(item, self.clock.now())
            try:
                await self._finish(self.sink.take(post))
            except StoreFault as fault:
                # Nothing can be kept now: neither this post nor the ones after it. They are asked for again.
                logger.error("the database takes no posts", post=post.key, fault=str(fault))
                return count, False
            except Exception as fault:
                logger.error("post could not be kept", post=post.key, fault=repr(fault))
                whole = await self._set_aside(watch, item, post) and whole
                continue
            watch.handed(item)
            count += 1
        return count, whole

    async def _set_aside(self, watch: Watch, item: Item, post: Post) -> bool:
        """A post that alone cannot be kept must not stop its channel: after three tries it is set aside.

        Where nothing at all can be written, this cannot be written either, and the post is tried again.
        """
        tries = watch.failures[item.message_id] = watch.failures.get(item.message_id, 0) + 1
        if tries < TRIES:
            return False
        try:
            await self.store.put(f"aside.{post.key}", f"could not be kept, {tries} tries")
            await self.sink.notify(f"post:{post.key}", f"{post.key} could not be kept in {tries} tries; see the log.")
        except Exception as fault:
            logger.error("nothing can be written", post=post.key, fault=repr(fault))
            return False
        watch.handed(item)
        return True

    async def _fill_holes(self, watch: Watch) -> int:
        count = 0
        for _ in range(HOLE_PAGES):
            if watch.cursor is None or not watch.cursor.holes:
                break
            hole = watch.cursor.holes[-1]
            page = await self._before(watch, hole[1])
            done, whole = await self._hand_on(watch, [i for i in page.items if i.message_id > hole[0]])
            count += done
            if not whole:
                break
            oldest = page.items[0].message_id if page.items else None
            if hole[0] == 0 and page.items and self.clock.now() - page.items[0].posted > BEFORE_US:
                oldest = None  # a channel once seen empty has a past before us: that is for `backfill`
            await self._save(watch, watch.cursor.filled_down_to(hole, oldest))
        return count

    async def _reread(self, watch: Watch, newest: Page) -> int:
        """Read one older page again, further back each time, until the posts are two days old."""
        now, pause = self.clock.now(), timedelta(seconds=self.settings.reread_seconds)
        # Spread over the pause, lest all channels read again at once.
        watch.reread_due = watch.reread_due or now + pause * random.random()  # noqa: S311
        if now < watch.reread_due or not newest.items or not self.settings.reread_hours:
            return 0
        watch.reread_due = now + pause
        page = await self._before(watch, watch.reread_from or newest.items[0].message_id)
        since = now - timedelta(hours=self.settings.reread_hours)
        count, _ = await self._hand_on(watch, [item for item in page.items if item.posted >= since])
        await self._withdraw(watch, page)
        goes_on = bool(page.items) and page.items[0].posted >= since
        watch.reread_from = page.items[0].message_id if goes_on else None
        return count

    async def _withdraw(self, watch: Watch, page: Page, gone: Sequence[int] = ()) -> None:
        for message_id in watch.withdrawn(page, self.clock.now(), gone):
            key = f"{watch.channel.name}/{message_id}"
            logger.info("post was withdrawn", post=key)
            await self._finish(self.sink.withdrawn(key))
            watch.forget(message_id)

    async def _save(self, watch: Watch, cursor: Cursor) -> None:
        await self.store.put(f"{watch.transport}.cursor.{watch.channel.name}", cursor.dumps())
        watch.cursor, watch.cursor_kept = cursor, True

    async def _finish(self, work: Awaitable[object]) -> None:
        """What has begun to be written is written, though the poller be stopped meanwhile."""
        task = asyncio.ensure_future(work)
        self._under_way.add(task)
        task.add_done_callback(self._under_way.discard)
        await asyncio.shield(task)

"""A preview host for benchmarks: many channels over real HTTP with gzip and keep-alive, pages as large as t.me's.

Run as a process of its own, so that what is measured is the reader: python -m benchmarks.site CHANNELS
prints its port, then takes commands on standard input: "post CHANNEL COUNT".
"""

import asyncio
import gzip
import sys
from datetime import UTC, datetime
from urllib.parse import parse_qs, urlsplit

WORDS = "Над районом области сбиты беспилотные летательные аппараты, по предварительным данным пострадавших нет. "
PADDING = (
    '<svg class="bubble_icon" width="9px" height="20px" viewBox="0 0 9 20"><path d="'
    + "M8,1 L9,1 " * 90
    + '"></path></svg>'
)


class Site:
    """`texts[channel]` = posting times by id; pages are kept compressed until a channel posts again."""

    def __init__(self, channels: int) -> None:
        now = datetime.now(UTC).isoformat(timespec="seconds")
        self.times = {f"channel_{n}": dict.fromkeys(range(1, 21), now) for n in range(channels)}
        self.kept: dict[tuple[str, int], bytes] = {}
        self.requests = 0

    def post(self, channel: str, count: int) -> None:
        times = self.times[channel]
        for number in range(max(times) + 1, max(times) + 1 + count):
            times[number] = datetime.now(UTC).isoformat(timespec="milliseconds")
        self.kept = {key: page for key, page in self.kept.items() if key[0] != channel}

    def page(self, channel: str, before: int) -> bytes:
        key = (channel, before)
        if key not in self.kept:
            numbers = [n for n in self.times[channel] if n < before][-20:]
            body = "".join(self._block(channel, n) for n in numbers)
            html = (
                f'<html><body><section class="tgme_channel_history js-message_history">{body}</section></body></html>'
            )
            self.kept[key] = gzip.compress(html.encode(), 6)
        return self.kept[key]

    def _block(self, channel: str, number: int) -> str:
        return (
            '<div class="tgme_widget_message_wrap js-widget_message_wrap"><div class="tgme_widget_message '
            f'js-widget_message" data-post="{channel}/{number}" data-view="eyJ4IjoxfQ">'
            f'<i class="tgme_widget_message_bubble_tail">{PADDING}{PADDING}</i>'
            '<div class="tgme_widget_message_text js-message_text" dir="auto">'
            f'<i class="emoji"><b>🔴</b></i> Сообщение {number}<br/><br/>{WORDS * 4}</div>'
            '<a class="tgme_widget_message_date">'
            f'<time datetime="{self.times[channel][number]}"></time></a></div></div>'
        )

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            while head := await reader.readuntil(b"\r\n\r\n"):
                target = urlsplit(head.split(b" ", 2)[1].decode())
                parts = target.path.strip("/").split("/")
                before = int(parse_qs(target.query).get("before", ["1000000000"])[0])
                self.requests += 1
                page = self.page(parts[1], before) if parts[0] == "s" else gzip.compress(b"<html></html>")
                writer.write(
                    b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\nContent-Encoding: gzip\r\n"
                    b"Cache-Control: no-store\r\nContent-Length: %d\r\n\r\n" % len(page)
                )
                writer.write(page)
                await writer.drain()
        except (asyncio.IncompleteReadError, ConnectionError):
            pass
        finally:
            writer.close()


async def main(channels: int) -> None:
    site = Site(channels)
    server = await asyncio.start_server(site.serve, "127.0.0.1", 0)
    print(server.sockets[0].getsockname()[1], flush=True)
    commands = asyncio.StreamReader()
    await asyncio.get_running_loop().connect_read_pipe(lambda: asyncio.StreamReaderProtocol(commands), sys.stdin)
    while line := await commands.readline():
        word, *rest = line.decode().split()
        if word == "post":
            site.post(rest[0], int(rest[1]))
    server.close()


if __name__ == "__main__":
    asyncio.run(main(int(sys.argv[1])))

"""The transcript: who said what where, as it happens, for a terminal or for a file."""

import asyncio
from zoneinfo import ZoneInfo

from rich.console import Console
from rich.padding import Padding
from rich.text import Text

from bot.sandbox.chats import Chat, Message
from bot.sandbox.entities import Entity
from bot.sandbox.world import World

ZONE = ZoneInfo("Europe/Moscow")
_STYLES = {
    "bold": "bold",
    "italic": "italic",
    "underline": "underline",
    "strikethrough": "strike",
    "code": "cyan",
    "pre": "cyan",
    "blockquote": "italic",
    "expandable_blockquote": "italic",
}


class Transcript:
    """Prints every message once, again when it is edited, and a line when it is taken away."""

    def __init__(self, world: World, console: Console) -> None:
        self.world, self.console = world, console
        self._shown: dict[tuple[int, int], tuple[str, int, bool]] = {}

    async def run(self) -> None:
        """Print until cancelled."""
        version = edition = 0
        while True:
            version = await self.world.watch(version, 60)
            if edition != self.world.edition:
                edition = self.world.edition
                self.catch_up()
            await asyncio.sleep(0)

    def catch_up(self) -> None:
        """Print what has happened since the last time, in the order of its times."""
        news = [m for chat in self.world.chats.values() for m in chat.messages.values() if self._is_new(m)]
        for message in sorted(news, key=lambda m: (m.deleted or m.edited or m.date, m.by_bot)):
            self._print(message)

    def _is_new(self, m: Message) -> bool:
        return self._shown.get((m.chat_id, m.id)) != self._state(m) and not m.service

    def _state(self, m: Message) -> tuple[str, int, bool]:
        return m.text, len(m.history), m.deleted is not None

    def _print(self, m: Message) -> None:
        key, chat = (m.chat_id, m.id), self.world.chats[m.chat_id]
        before = self._shown.get(key)
        self._shown[key] = self._state(m)
        moment = (m.deleted or m.edited or m.date).astimezone(ZONE)
        head = Text(f"{moment:%d.%m %H:%M}  ", style="dim")
        head.append_text(self._who(chat, m))
        if m.deleted:
            head.append("  deleted", style="red")
        elif before:
            head.append("  edited", style="yellow")
        elif m.by_bot and chat.kind != "private":
            head.append("  silent" if m.silent else "  rings", style="dim" if m.silent else "bold red")
        self.console.print(head)
        if not m.deleted:
            self.console.print(Padding(self._words(m), (0, 0, 0, 13), expand=False))

    def _who(self, chat: Chat, m: Message) -> Text:
        if chat.kind == "channel":
            return Text.assemble(("@" + chat.username, "bold magenta"), (f"  {chat.title}", "dim"))
        name = m.sender.name if m.sender else chat.title
        where = "to the bot" if chat.kind == "private" else f"in “{chat.title}”"
        if m.by_bot and chat.kind == "private":
            where = f"to {self.world.people[chat.id].name}"
        return Text.assemble((name, "bold green" if m.by_bot else "bold cyan"), (f"  {where}", "dim"))

    def _words(self, m: Message) -> Text:
        words = styled(m.text, m.entities)
        if m.media:
            words = Text.assemble((f"[{m.media.kind}] ", "blue"), words)
        if m.buttons:
            labels = "  ".join(f"[{button['text']}]" for button in m.buttons)
            words.append("\n" + labels, style="blue")
        return words


def styled(text: str, entities: list[Entity]) -> Text:
    """Text with its mark-up as a terminal shows it."""
    out, raw = Text(text), text.encode("utf-16-le")
    for entity in entities:
        style = _STYLES.get(entity["type"])
        if style:
            start, end = entity["offset"], entity["offset"] + entity["length"]
            before = len(raw[: start * 2].decode("utf-16-le"))
            out.stylize(style, before, before + len(raw[start * 2 : end * 2].decode("utf-16-le")))
    return out

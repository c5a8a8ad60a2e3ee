"""What a person can type into the running demo."""

import asyncio
import sys
import threading

from rich.console import Console
from rich.text import Text

from bot.sandbox.stage import Stage

HELP = """\
@gov_belgorod TEXT   post as that channel (its name may be shortened: @belgorod)
edit TEXT            change the last post          delete    take it away
/today, /region …    ask the bot, as Анна          # TEXT    say something in the group
press LABEL          press a button of the bot's last answer
help   quit"""


async def typed() -> asyncio.Queue[str | None]:
    """Lines of the standard input as they are typed; None at its end."""
    loop, lines = asyncio.get_running_loop(), asyncio.Queue[str | None]()

    def read() -> None:
        for line in sys.stdin:
            loop.call_soon_threadsafe(lines.put_nowait, line.strip())
        loop.call_soon_threadsafe(lines.put_nowait, None)

    threading.Thread(target=read, daemon=True, name="typed").start()
    return lines


class Prompt:
    """Does what is typed."""

    def __init__(self, stage: Stage, console: Console) -> None:
        self.stage, self.console = stage, console
        self._last: tuple[str, int] | None = None

    async def run(self) -> None:
        """Until "quit"; where there is no input, for ever."""
        lines = await typed()
        while (line := await lines.get()) != "quit":
            if line is None:
                await asyncio.Event().wait()
            elif line:
                try:
                    self.obey(line)
                except LookupError as fault:
                    self.console.print(Text(str(fault.args[0]), style="red"))

    def obey(self, line: str) -> None:
        """One line. LookupError says what is not there."""
        word, _, rest = line.partition(" ")
        if word.startswith("@") and rest:
            name = self._channel(word[1:])
            self._last = name, self.stage.post(name, rest)
        elif word == "edit" and rest:
            name, number = self._target()
            self.stage.sandbox.edit(self.stage.channels[name], number, rest)
        elif word == "delete":
            name, number = self._target()
            self.stage.sandbox.delete(self.stage.channels[name], number)
            self._last = None
        elif word.startswith("/"):
            self.stage.ask(line)
        elif word == "#" and rest:
            self.stage.sandbox.say(self.stage.group, self.stage.subscriber, rest)
        elif word == "press" and rest:
            self._press(rest)
        else:
            self.console.print(Text(HELP, style="dim"))

    def _channel(self, name: str) -> str:
        if name in self.stage.channels:
            return name
        near = [channel for channel in self.stage.channels if name.lower() in channel]
        if len(near) != 1:
            known = ", ".join(f"@{channel}" for channel in self.stage.channels)
            raise LookupError(f"no channel @{name}; there are: {known}")
        return near[0]

    def _target(self) -> tuple[str, int]:
        if self._last is None:
            raise LookupError("nothing has been posted here yet: begin with @channel TEXT")
        return self._last

    def _press(self, label: str) -> None:
        answers = [m for m in self.stage.sandbox.messages(self.stage.subscriber, by_bot=True) if m.buttons]
        if not answers:
            raise LookupError("no message of the bot has buttons")
        self.stage.sandbox.press(answers[-1], label, self.stage.subscriber)

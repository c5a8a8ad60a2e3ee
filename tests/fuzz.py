"""Texts that nobody would write: mark-up, bidi, zero-width, controls, endless words, between words of our own posts."""

import json
import random
from collections.abc import Iterator
from pathlib import Path

CORPUS = Path(__file__).parent / "corpus"
SCRAPS = (
    "<b>", "</b>", "<a href='tg://user?id=1'>", '<a href="https://x.example">', "<script>", "<!--",
    "<br/>", "&lt;", "&", "&amp;amp;", "&#0;", "&#x202e;", "]()", "[x](tg://resolve)", "**", "__",
    "~~", "||", "```", "\\", '"', "'", "%s", "{}", "\u202e", "\u2066", "\u200b", "\u200d", "\u00ad",
    "\ufeff", "\x00", "\x0b", "\x1f", "\x7f", "\u2028", "\r", "\n", "\n\n", "\t", "👨‍👩‍👧‍👦",
    "🏴󠁧󠁢󠁥󠁮󠁧󠁿", "e\u0301" * 9, "й" * 90, "İ", "ß", "№", "²", "١٢", "1e400", "9" * 60, "24.00",
    "31.02.0000", "-5", "0", "00:99", "@a_bot", "/stop", "#x", "https://t.me/a/1", "$$$",
    "' OR 1=1--", "\U0010ffff", "ﷺ", "　",
)  # fmt: skip


def texts(count: int, seed: int = 7) -> Iterator[str]:
    """So many, the same for the same seed; some are empty, some have 5,000 signs."""
    dice = random.Random(seed)
    words = [
        word
        for path in sorted(CORPUS.glob("*.jsonl"))
        for line in path.read_text("utf-8").splitlines()
        for word in json.loads(line)["text"].split(" ")
    ]
    makers = (
        lambda: dice.choice(words),
        lambda: dice.choice(words),
        lambda: dice.choice(SCRAPS),
        lambda: str(dice.randrange(300)),
        lambda: "".join(map(chr, (dice.choice((dice.randrange(0x500), dice.randrange(0xE000, 0x1F900))),) * 2)),
    )
    for _ in range(count):
        pieces = [dice.choice(makers)() for _ in range(dice.choice((0, 1, 5, 20, 20, 60)))]
        text = dice.choice((" ", " ", "", "\n")).join(pieces)
        yield (text * dice.choice((1,) * 30 + (40,)))[:5000]

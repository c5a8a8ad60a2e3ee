"""Text to claims: pure, in passes, words in lexicon/*.toml. See DESIGN section 2, "Reading in passes"."""

from bot.extraction.context import Context
from bot.extraction.reader import read

__all__ = ["Context", "read"]

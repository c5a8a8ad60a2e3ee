"""How the bot speaks: gettext catalogues (English msgids; ru, uk, en) and Babel for dates and numbers.

Catalogues are the .po files beside this one. They are compiled in memory at first use, so that neither an
editable install nor a wheel needs a build step. `scripts/locales` extracts, updates and checks them.
"""

from bot.locales.languages import DEFAULT, LANGUAGES, N_, nearest
from bot.locales.translator import Translator, translator

__all__ = ["DEFAULT", "LANGUAGES", "N_", "Translator", "nearest", "translator"]

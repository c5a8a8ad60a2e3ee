"""Claims to episodes, incidents, tallies and changes. Pure: no I/O, no clock, no order of arrival."""

from bot.reconciliation.casualties import casualty_rows, needed
from bot.reconciliation.coverage import coverage, expected
from bot.reconciliation.days import bounds, days_touched, reach
from bot.reconciliation.edits import edited
from bot.reconciliation.episodes import EpisodeRules
from bot.reconciliation.headline import Headline, headline_of
from bot.reconciliation.ledger import Ledger
from bot.reconciliation.links import post_url
from bot.reconciliation.rows import row_of
from bot.reconciliation.tallies import tally, tally_of
from bot.reconciliation.weighing import Weighed, confirming, notice, scope, tick, weigh

__all__ = [
    "EpisodeRules",
    "Headline",
    "Ledger",
    "Weighed",
    "bounds",
    "casualty_rows",
    "confirming",
    "coverage",
    "days_touched",
    "edited",
    "expected",
    "headline_of",
    "needed",
    "notice",
    "post_url",
    "reach",
    "row_of",
    "scope",
    "tally",
    "tally_of",
    "tick",
    "weigh",
]

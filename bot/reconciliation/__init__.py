"""Claims to episodes, incidents, tallies and changes. Pure: no I/O, no clock, no order of arrival."""

from bot.reconciliation.episodes import EpisodeRules
from bot.reconciliation.weighing import Weighed, notice, scope, tick, weigh

__all__ = ["EpisodeRules", "Weighed", "notice", "scope", "tick", "weigh"]

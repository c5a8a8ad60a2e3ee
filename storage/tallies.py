"""Shelf of tallies."""

from datetime import date

from bot.model import Subject, Tally, Weapon
from storage.shelf import Shelf


class TallyShelf(Shelf):
    """Tallies."""

    async def tally(self, day: date, zone: str, subject: Subject, weapon: Weapon) -> Tally:
        """One day's counts (bot.reconciliation is still to be joined here)."""
        return Tally(date=day, timezone=zone, subject=subject, weapon=weapon)

"""Pass 4: windows. The span of UTC that an expression of time means for this post.

Rules (DESIGN section 4, rule 4; FORMAT conventions 3 and 16): night without hours is 20–07 local, "за сутки" the
24 hours before posting, "с вечера" 18:00 to posting, "до 24.00" the next midnight, a point the minute of it.
"""

from datetime import UTC, date, datetime, time, timedelta

from bot.extraction.clock import Moment
from bot.extraction.context import Context
from bot.extraction.expressions import When
from bot.model import Window, WindowSaid, made

_DAY = timedelta(days=1)
_HOURS = {"night": (20, 7), "morning": (6, 12), "day": (7, 20), "evening": (18, 24), "night_morning": (20, 12)}


class Spans:
    """Turns expressions into windows for one post."""

    def __init__(self, context: Context) -> None:
        self.zone = context.zone
        self.local = context.posted.astimezone(self.zone)

    def window(self, when: When) -> Window | None:
        """The window of one expression, None where it makes none."""
        if when.kind == "range":
            return self._range(when)
        if when.kind == "point" or when.kind == "at":
            at = self._moment(when.start, latest=self.local)
            return Window.point(at) if at else None
        if when.kind == "sutki":
            if when.start.day:
                start = self.on(when.start.day)
                return _made(self._clock(start, 0), self._clock(start + _DAY, 0), WindowSaid.HOURS)
            return _made(self.local - _DAY, self.local, WindowSaid.HOURS)
        if when.kind == "hours":
            return _made(
                self.local - timedelta(hours=min(when.hours, 24 * 31), minutes=30 * when.half),
                self.local,
                WindowSaid.HOURS,
            )
        if when.kind == "since_evening":
            day = self.on(when.start.day) if when.start.day else self._eve()
            return _made(self._clock(day, 18 * 60), self.local, WindowSaid.EVENING)
        if when.kind in _HOURS:
            return self._part(when)
        return None

    def joined(self, since: When, asof: When) -> Window | None:
        """ "(з 18:30 13 жовтня) … станом на 08:00"."""
        end = self._moment(asof.end, latest=self.local + timedelta(hours=1))
        start = self._moment(since.start, latest=end) if end else None
        return _made(start, end, WindowSaid.EXPLICIT) if start and end else None

    def since(self, when: When) -> Window | None:
        """From a moment to posting."""
        start = self._moment(when.start, latest=self.local)
        return _made(start, self.local, WindowSaid.EXPLICIT) if start else None

    def at(self, when: When) -> datetime | None:
        """The moment of a clock time said."""
        return self._moment(when.start, latest=self.local + timedelta(minutes=30))

    def inferred(self) -> Window:
        """The minute of posting, where no window is said."""
        start = self.local.astimezone(UTC)
        return made(Window, {"start": start, "end": start + timedelta(minutes=1), "said": WindowSaid.INFERRED})

    def _eve(self) -> date:
        return self.local.date() - _DAY if self.local.hour < 18 else self.local.date()

    def on(self, day: tuple[int, int, int]) -> date:
        """The date said; without a year the one nearest to posting."""
        number, month, year = day
        today = self.local.date()
        if not month:  # a day of the week: the last one
            return today - timedelta(days=(today.weekday() - number) % 7)
        years = [year if year > 99 else 2000 + year] if year else [today.year, today.year - 1, today.year + 1]
        dates = []
        for y in years:
            try:
                dates.append(date(y, month, number))
            except ValueError:
                continue
        return min(dates, key=lambda d: abs(d - today)) if dates else today

    def _clock(self, day: date, minutes: int) -> datetime:
        return datetime.combine(
            day + timedelta(days=minutes // 1440), time(minutes % 1440 // 60, minutes % 60), self.zone
        )

    def _moment(self, moment: Moment, latest: datetime) -> datetime | None:
        if moment.minutes is None:
            return None
        if moment.day:
            return self._clock(self.on(moment.day), moment.minutes)
        at = self._clock(latest.date(), moment.minutes)
        return at if at <= latest else self._clock(latest.date() - _DAY, moment.minutes)

    def _range(self, when: When) -> Window | None:
        start, end = when.start, when.end
        if start.minutes is None or end.minutes is None:
            if start.day and end.day:
                return _made(
                    self._clock(self.on(start.day), 0), self._clock(self.on(end.day) + _DAY, 0), WindowSaid.EXPLICIT
                )
            return None
        if end.day:
            last = self._clock(self.on(end.day), end.minutes)
        elif start.day:
            first = self._clock(self.on(start.day), start.minutes)
            last = self._clock(first.date(), end.minutes)
            return _made(
                first, last if last > first else self._clock(first.date() + _DAY, end.minutes), WindowSaid.EXPLICIT
            )
        else:
            found = self._moment(Moment(end.minutes), latest=self.local + timedelta(minutes=20))
            if found is None:
                return None
            last = found
        if start.day:
            first = self._clock(self.on(start.day), start.minutes)
        else:
            first = self._clock(last.date(), start.minutes)
            if first >= last:
                first = self._clock(last.date() - _DAY, start.minutes)
        return _made(first, last, WindowSaid.EXPLICIT)

    def _part(self, when: When) -> Window | None:
        opens, closes = _HOURS[when.kind]
        said = WindowSaid("night" if when.kind == "night_morning" else when.kind)
        local = self.local
        if when.kind.startswith("night"):
            day = self.on(when.start.day) if when.start.day else local.date()
            if not when.start.day and local.hour >= 20:
                day = day + _DAY if when.kind == "night" and local.hour >= 22 else day
            day += timedelta(days=when.shift)
            return _made(self._clock(day - _DAY, opens * 60), self._clock(day, closes * 60), said)
        day = self.on(when.start.day) if when.start.day else local.date() + timedelta(days=when.shift)
        start, end = self._clock(day, opens * 60), self._clock(day, closes * 60)
        if not when.start.day and start > local:
            start, end = self._clock(day - _DAY, opens * 60), self._clock(day - _DAY, closes * 60)
        return _made(start, end, said)


def _made(start: datetime | None, end: datetime | None, said: WindowSaid) -> Window | None:
    if start is None or end is None or end <= start or end - start > timedelta(days=62):
        return None
    return made(Window, {"start": start.astimezone(UTC), "end": end.astimezone(UTC), "said": said})

"""Column types that mean the same on SQLite and on PostgreSQL."""

from datetime import UTC, datetime, time, timedelta

from sqlalchemy import BigInteger, Dialect, Integer, String
from sqlalchemy.types import TypeDecorator

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)

Id = BigInteger().with_variant(Integer, "sqlite")
"""A 64-bit key: SQLite numbers rows by itself only where the type is called INTEGER."""


def micros(at: datetime) -> int:
    """Microseconds since 1970 in UTC, exact."""
    return (at - EPOCH) // _MICROSECOND


def moment(value: int) -> datetime:
    """The UTC moment of so many microseconds since 1970."""
    return EPOCH + timedelta(microseconds=value)


class Moment(TypeDecorator[datetime]):
    """A moment, kept as whole microseconds since 1970: compares and indexes as a number in both databases."""

    impl = BigInteger
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> int | None:
        """Aware datetime in, number out."""
        return None if value is None else micros(value)

    def process_result_value(self, value: int | None, dialect: Dialect) -> datetime | None:
        """Number in, UTC datetime out."""
        return None if value is None else moment(value)


class HourMinute(TypeDecorator[time]):
    """A wall-clock time of day ('23:00')."""

    impl = String(8)
    cache_ok = True

    def process_bind_param(self, value: time | None, dialect: Dialect) -> str | None:
        """Time in, text out."""
        return None if value is None else value.isoformat("auto")

    def process_result_value(self, value: str | None, dialect: Dialect) -> time | None:
        """Text in, time out."""
        return None if value is None else time.fromisoformat(value)

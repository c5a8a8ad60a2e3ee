"""Days as officials told them, as claims: the four scenes of the first issue, in words of our own."""

from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta

from bot.model import (
    Authority,
    Channel,
    Claim,
    Count,
    Coverage,
    LastPost,
    Place,
    Role,
    Stated,
    Subject,
    Tally,
    Weapon,
    Window,
    WindowSaid,
)  # fmt: skip
from bot.reconciliation import tally

CHANNELS = {
    c.name: c
    for c in (
        Channel(name="ministry", title="Минобороны", authority=Authority.MINISTRY),
        Channel(name="gov_belgorod", title="Губернатор", authority=Authority.GOVERNOR, region="RU-BEL"),
        Channel(name="gov_leningrad", authority=Authority.GOVERNOR, region="RU-LEN"),
        Channel(name="gov_bryansk", authority=Authority.GOVERNOR, region="RU-BRY"),
        Channel(name="mayor_moscow", authority=Authority.MAYOR, region="RU-MOW"),
    )
}


def at(day: date, hour: int, minute: int = 0) -> datetime:
    """Moscow's clock."""
    return datetime(day.year, day.month, day.day, hour, minute, tzinfo=UTC) - timedelta(hours=3)


def night(day: date) -> Window:
    """The night that ends on that morning."""
    return Window(start=at(day - timedelta(days=1), 20), end=at(day, 7), said=WindowSaid.NIGHT)


def down(
    channel: str, number: int, posted: datetime, window: Window, *said: tuple[str, Count], **more: object
) -> list[Stated]:
    """A report: regions with their counts; '' is the whole."""
    return [
        Stated(
            claim=Claim(
                subject=Subject.INTERCEPTION, weapon=Weapon.UAV, count=count, window=window,
                place=Place(regions=tuple(code.split())), role=Role.TOTAL if not code else Role.PART, **more,
            ),
            channel=channel, message_id=number, posted=posted, ordinal=ordinal,
        )
        for ordinal, (code, count) in enumerate(said)
    ]  # fmt: skip


def exact(**counts: int) -> list[tuple[str, Count]]:
    """RU_BEL=56 …"""
    return [(code.replace("_", "-"), Count.exact(n)) for code, n in counts.items()]


A = date(2025, 11, 9)
B = date(2025, 10, 19)
C = date(2025, 12, 13)
D = date(2025, 11, 2)
THREE_HOURS = Window(start=at(C, 20), end=at(C, 23), said=WindowSaid.HOURS)

SCENES: dict[str, tuple[date, Sequence[Stated], str]] = {
    "a night of nearly 140": (
        A,
        [
            *down(
                "ministry", 501, at(A, 7, 55), night(A), ("", Count.nearly(140)),
                *exact(RU_BEL=56, RU_BRY=22, RU_VOR=21, RU_RYA=14, RU_ROS=13, UA_43=4, RU_TAM=2, RU_VGG=2, RU_ORL=2,
                       RU_KLU=2, RU_KRS=1),
            ),
            *down("gov_belgorod", 71, at(A, 8, 5), night(A), *exact(RU_BEL=61)),
        ],
        "rail",
    ),
    "seven over one region": (B, down("ministry", 480, at(B, 7, 40), night(B), *exact(RU_BEL=7)), ""),
    "94, of which 10 not placed; a number not disclosed": (
        C,
        [
            *down("ministry", 602, at(C, 23, 40), THREE_HOURS, ("", Count.exact(94)),
                  *exact(UA_43=41, RU_BRY=24, RU_SMO=7, BY=6, RU_KRS=6)),
            *down("gov_leningrad", 12, at(C, 6, 20), night(C), ("RU-LEN", Count.undisclosed())),
        ],
        "",
    ),
    "more than six, and five": (
        D,
        [
            *down("ministry", 550, at(D, 7, 50), night(D), *exact(RU_MOS=5, RU_ORL=4, RU_KLU=2, RU_SMO=2)),
            *down("gov_bryansk", 33, at(D, 7, 5), night(D), ("RU-BRY", Count.more_than(6))),
            *down("ministry", 551, at(D, 12, 5), Window(start=at(D, 8), end=at(D, 12), said=WindowSaid.HOURS),
                  ("RU-TUL RU-KLU", Count.exact(3))),
        ],
        "",
    ),
    "nothing heard": (date(2025, 11, 20), [], "ministry"),
}  # fmt: skip


def tallied(scene: str) -> Tally:
    """The scene's day, counted."""
    day, stated, silent = SCENES[scene]
    names = list(CHANNELS)
    spoke = {name: max((s.posted for s in stated if s.channel == name), default=None) for name in names}
    last = tuple(LastPost(channel=n, at=spoke[n], alive=n != silent) for n in names)
    heard = sum(one.alive for one in last)
    coverage = Coverage(
        expected=len(names), alive=heard, silent=tuple(o.channel for o in last if not o.alive), last=last
    )
    return tally(stated, day, "Europe/Moscow", Subject.INTERCEPTION, Weapon.UAV, CHANNELS, coverage)


def days_before(last: date, count: int) -> list[Tally]:
    """Days of one region that look like a year: quiet weeks, heavy nights, a governor who differs, a lost channel."""
    made = []
    for ago in range(count, 0, -1):
        day = last - timedelta(days=ago)
        beat = (day.toordinal() * 7919) % 97
        number = 0 if beat < 40 else beat % 11 + (beat > 85) * 38
        stated = down("ministry", ago, at(day, 7, 50), night(day), *exact(RU_BEL=number)) if number else []
        if number and beat % 3 == 0:
            count_said = Count.about(number + 4) if beat % 2 else Count.exact(number + 2)
            stated += down("gov_belgorod", ago, at(day, 8, 5), night(day), ("RU-BEL", count_said))
        elif beat == 41:
            stated = down("gov_belgorod", ago, at(day, 8, 5), night(day), ("RU-BEL", Count.undisclosed()))
        lost = beat in (3, 11, 60)
        names = ("ministry", "gov_belgorod")
        last_posts = tuple(LastPost(channel=n, at=None, alive=not lost or n == "ministry") for n in names)
        coverage = Coverage(expected=2, alive=2 - lost, silent=("gov_belgorod",) if lost else (), last=last_posts)
        made.append(tally(stated, day, "Europe/Moscow", Subject.INTERCEPTION, Weapon.UAV, CHANNELS, coverage))
    return made

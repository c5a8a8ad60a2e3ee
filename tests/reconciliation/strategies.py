"""Hypothesis strategies: posts of several channels over three days, with everything that rules 1 to 8 know of."""

from datetime import timedelta

from hypothesis import strategies as st

from bot.model import Act, Authority, Claim, Count, Flag, Place, Role, Stated, Subject, Weapon, Window, WindowSaid
from tests.reconciliation.builders import CHANNELS, at

START = at("18 00:00")
REGIONS = ("RU-BEL", "RU-BRY", "RU-KRS", "RU-MOW")
NAMES = ("mod", "bel", "mow", "len", "hq", "brief", "wire", "echo", "town")

counts = st.one_of(
    st.integers(0, 30).map(Count.exact),
    st.integers(1, 30).map(Count.more_than),
    st.integers(1, 30).map(Count.about),
    st.integers(2, 30).map(Count.up_to),
    st.sampled_from([1, 2, 20]).map(Count.undisclosed),
)

SAID = [WindowSaid.EXPLICIT, WindowSaid.NIGHT, WindowSaid.DAY, WindowSaid.HOURS]


@st.composite
def windows(draw: st.DrawFn, posted: timedelta) -> Window:
    """Windows of whole hours that end about the posting, of up to a day; a quarter of them inferred."""
    if draw(st.integers(0, 3)) == 0:
        return Window.point(START + posted, WindowSaid.INFERRED)
    end = timedelta(hours=posted // timedelta(hours=1) - draw(st.integers(-2, 6)))
    length = timedelta(hours=draw(st.integers(1, 24)))
    return Window(start=START + end - length, end=START + end, said=draw(st.sampled_from(SAID)))


@st.composite
def posts(draw: st.DrawFn, message_id: int, names: tuple[str, ...] = NAMES, plain: bool = False) -> list[Stated]:
    """One post: up to four figures with one window, perhaps a total. `plain` = no acts, flags, areas or relays."""
    name = draw(st.sampled_from(names))
    posted = timedelta(minutes=15 * draw(st.integers(0, 3 * 96)))
    window = draw(windows(posted))
    act = Act.STATES if plain else draw(st.sampled_from([Act.STATES] * 5 + [Act.ADDS, Act.SETS, Act.SUMS]))
    flags = () if plain or draw(st.integers(0, 7)) else (draw(st.sampled_from([Flag.DIGEST, Flag.RUNNING_TOTAL])),)
    relayed = None if plain or name != "wire" or draw(st.booleans()) else Authority.MINISTRY
    claims = []
    for _ in range(draw(st.integers(1, 4))):
        regions = draw(st.sampled_from([(r,) for r in REGIONS] * 3 + [("RU-BEL", "RU-BRY"), ()]))
        area = None if plain or draw(st.integers(0, 5)) else "Шебекинский округ"
        claims.append(_claim(regions, draw(counts), window, act, flags, relayed, area))
    if draw(st.booleans()):
        claims.append(_claim((), draw(counts), window, Act.STATES, flags, relayed, None, Role.TOTAL))
    text = "" if plain else draw(st.sampled_from([""] * 6 + ["same"]))
    return [
        Stated(claim=c, channel=name, message_id=message_id, posted=START + posted, ordinal=i, text_hash=text)
        for i, c in enumerate(claims)
    ]


def _claim(
    regions: tuple[str, ...], count: Count, window: Window, act: Act, flags: tuple[Flag, ...],
    relayed: Authority | None, area: str | None, role: Role = Role.PART,
) -> Claim:  # fmt: skip
    return Claim(
        subject=Subject.INTERCEPTION, weapon=Weapon.UAV, place=Place(regions=regions, district=area), count=count,
        window=window, act=act, flags=flags, relayed_for=relayed, role=role,
    )  # fmt: skip


def weeks(most: int = 8, names: tuple[str, ...] = NAMES, plain: bool = False) -> st.SearchStrategy[list[list[Stated]]]:
    """Several posts, each with a number of its own."""
    return st.integers(1, most).flatmap(lambda n: st.tuples(*[posts(i + 1, names, plain) for i in range(n)]).map(list))


assert set(NAMES) <= set(CHANNELS)

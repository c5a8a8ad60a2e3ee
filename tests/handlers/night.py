"""A night in the store: posts written for these tests, with the claims that a reader finds in them."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

from bot.model import (
    Authority,
    Channel,
    Claim,
    Count,
    Episode,
    EpisodeState,
    Incident,
    Object,
    Place,
    Post,
    Reading,
    Role,
    Step,
    Subject,
    Transport,
    Voice,
    Weapon,
    Window,
    WindowSaid,
)
from bot.model.ports import Health, Store

MORNING = datetime(2025, 10, 20, 6, 30, tzinfo=UTC)  # 09:30 in Moscow

CHANNELS = {
    c.name: c
    for c in (
        Channel(name="ministry", title="Минобороны", authority=Authority.MINISTRY),
        Channel(name="gov_belgorod", title="Губернатор", authority=Authority.GOVERNOR, region="RU-BEL"),
        Channel(name="gov_bryansk", title="Глава Брянщины", authority=Authority.GOVERNOR, region="RU-BRY"),
        Channel(name="gov_leningrad", authority=Authority.GOVERNOR, region="RU-LEN"),
        Channel(name="rail", title="Железная дорога", authority=Authority.RAILWAY),
    )
}

NIGHT = Window(
    start=datetime(2025, 10, 19, 17, tzinfo=UTC), end=datetime(2025, 10, 20, 4, tzinfo=UTC), said=WindowSaid.NIGHT
)
MINISTRY_NIGHT = (
    ("RU-BEL", 56), ("RU-BRY", 22), ("RU-VOR", 21), ("RU-RYA", 14), ("RU-ROS", 13), ("UA-43", 4),
    ("RU-TAM", 2), ("RU-VGG", 2), ("RU-ORL", 2), ("RU-KLU", 2), ("RU-KRS", 1),
)  # fmt: skip


def at(hour: int, minute: int = 0, day: int = 20) -> datetime:
    """A moment of October 2025, Moscow's clock."""
    return datetime(2025, 10, day, hour, minute, tzinfo=UTC) - timedelta(hours=3)


def down(region: str, count: Count, window: Window, **more: object) -> Claim:
    """Drones shot down over a region."""
    values = {"subject": Subject.INTERCEPTION, "weapon": Weapon.UAV, "count": count, "window": window}
    return Claim(**{**values, "place": Place(regions=(region,) if region else ()), **more})


POSTS: Sequence[tuple[str, int, datetime, str, tuple[Claim, ...]]] = (
    (
        "ministry", 501, at(7, 40, 19),
        "За ночь дежурная смена ПВО уничтожила семь беспилотников над Белгородской областью.",
        (down("RU-BEL", Count.exact(7), Window(start=at(20, 0, 18), end=at(7, 0, 19), said=WindowSaid.NIGHT)),),
    ),
    (
        "ministry", 502, at(7, 55),
        "Этой ночью перехвачено почти 140 беспилотников: 56 – Белгородская область, далее по списку.",
        (
            down("", Count.nearly(140), NIGHT, role=Role.TOTAL),
            *(down(code, Count.exact(n), NIGHT) for code, n in MINISTRY_NIGHT),
        ),
    ),
    (
        "gov_belgorod", 71, at(8, 5),
        "Итог ночи по области: подавлен и сбит 61 беспилотник. В Грачёвке ранены двое.",
        (down("RU-BEL", Count.exact(61), NIGHT),),
    ),
    (
        "gov_leningrad", 12, at(6, 20),
        "Над областью уничтожены беспилотники. Опасности в воздухе нет.",
        (down("RU-LEN", Count.undisclosed(), NIGHT),),
    ),
    (
        "gov_bryansk", 33, at(9, 10),
        "Внимание: по нашей области объявлена беспилотная опасность.",
        (),
    ),
)  # fmt: skip

DANGER = Episode(
    id="e33", group="g33", region="RU-BRY", weapon=Weapon.UAV, state=EpisodeState.SUSTAINED, since=at(9, 10),
    opened_by=Voice(channel="gov_bryansk", message_id=33, at=at(9, 10)), last_confirmed=at(9, 20),
    confirmed_by=Voice(channel="gov_bryansk", message_id=34, at=at(9, 20)), posts=("gov_bryansk/33",),
)  # fmt: skip

HURT = Incident(
    id="b71", region="RU-BEL", area="Грачёвка",
    window=Window.point(at(5, 10)), objects=(Object.PRIVATE_HOUSE, Object.VEHICLE), fire=True,
    injured=Count.exact(2), voices=(Voice(channel="gov_belgorod", message_id=71, at=at(8, 5)),),
    history=(
        Step(field="injured", before=Count.exact(1), after=Count.exact(2),
             by=Voice(channel="gov_belgorod", message_id=71, at=at(8, 5))),
    ),
)  # fmt: skip


async def keep_night(store: Store) -> None:
    """Write it all, and who was heard: everybody but the railway."""
    for channel, number, posted, text, claims in POSTS:
        post = Post(
            channel=channel, message_id=number, posted=posted, text=text, transport=Transport.PREVIEW, seen=posted
        )
        revision = await store.keep(post)
        assert revision is not None
        async with store.work() as work:
            await work.save_reading(revision, Reading(claims=claims))
    async with store.work() as work:
        await work.save_episodes([DANGER])
        await work.save_incidents([HURT])
    for name in CHANNELS:
        heard = name != "rail"
        last = max((p[2] for p in POSTS if p[0] == name), default=None)
        await store.put_health(
            Health(
                channel=name,
                transport="preview",
                state="healthy" if heard else "broken",
                since=at(2, 0),
                last_post=last,
            )
        )

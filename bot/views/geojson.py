"""GeoJSON (RFC 7946): a day's figures as points in the middle of their regions."""

import json
from functools import cache
from itertools import pairwise

from bot.gazetteer import REGIONS, outlines
from bot.model import RegionRow, Tally

OPENING = '{"type": "FeatureCollection", "features": [\n'
CLOSING = "\n]}\n"


def feature(tally: Tally, row: RegionRow) -> str:
    """One region's day. Seas have no outline: their geometry is null, as RFC 7946 allows."""
    middle = point(row.region)
    return json.dumps(
        {
            "type": "Feature",
            "geometry": {"type": "Point", "coordinates": middle} if middle else None,
            "properties": {
                "date": tally.date.isoformat(),
                "timezone": tally.timezone,
                "region": row.region,
                "name": REGIONS[row.region].names["en"] if row.region in REGIONS else row.region,
                "subject": tally.subject.value,
                "weapon": tally.weapon.value,
                "low": row.low,
                "high": row.high,
                "best": row.best,
                "disagree": row.disagree,
                "posts": [url for source in row.sources for url in source.posts],
                "channels_expected": tally.coverage.expected,
                "channels_heard": tally.coverage.alive,
            },
        },
        ensure_ascii=False,
    )


@cache
def point(code: str) -> tuple[float, float] | None:
    """The middle of a region's largest part (longitude, latitude), None where it has no outline."""
    shapes = outlines().get(code)
    if not shapes:
        return None
    best, middle = -1.0, (0.0, 0.0)
    for rings in shapes:
        area = x_sum = y_sum = 0.0
        ring = rings[0]
        for (x0, y0), (x1, y1) in pairwise(ring):
            cross = x0 * y1 - x1 * y0
            area += cross
            x_sum += (x0 + x1) * cross
            y_sum += (y0 + y1) * cross
        if abs(area) > best and area:
            best, middle = abs(area), (round(x_sum / (3 * area), 4), round(y_sum / (3 * area), 4))
    return middle

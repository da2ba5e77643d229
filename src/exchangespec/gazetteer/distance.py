"""How far apart two points on the earth lie."""

import math

EARTH_RADIUS_KM = 6371.0088
# Degrees north and east.
Point = tuple[float, float]


def point(latitude: float | None, longitude: float | None) -> Point | None:
    """Return the point of coordinates, or None where one of them is not known."""
    return None if latitude is None or longitude is None else (latitude, longitude)


def kilometres(one: Point, two: Point) -> float:
    """Return the great-circle distance of two points, in kilometres."""
    first, second = math.radians(one[0]), math.radians(two[0])
    turn = math.radians(one[1] - two[1])
    half = (
        math.sin((first - second) / 2) ** 2
        + math.cos(first) * math.cos(second) * math.sin(turn / 2) ** 2
    )
    return 2 * EARTH_RADIUS_KM * math.asin(math.sqrt(min(1.0, half)))

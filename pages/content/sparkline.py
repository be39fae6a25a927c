"""A word-sized line of values with its targets, as a mask of 136 × 46: numbers only, so that nothing can hide in it."""

import math
from collections.abc import Callable, Sequence
from itertools import pairwise
from urllib.parse import quote

WIDTH, HEIGHT = 136, 46
LEFT, RIGHT, TOP, BOTTOM = 4, 132, 5, 41

Point = tuple[float, float]
Place = Callable[[Point], Point]


def mask(values: Sequence[Point], targets: Sequence[Point] = (), *, step: float = 1.0, whole: bool = True) -> str:
    """CSS `url(…)` of the line: (time, value) and (time, target), ascending; never joined over a gap wider than `step`.

    The last value is a disc, a ring where its report is not `whole`. Empty without a finite value.
    """
    values, targets = _finite(values), _finite(targets)
    if not values:
        return ""
    place = _scale([*values, *targets])
    lines = [_path(run, place) for run in _runs(values, step) if len(run) > 1]
    aims = [_path(run, place) for run in _runs(targets, step) if len(run) > 1]
    ticks = [_tick(run[0], place) for run in _runs(targets, step) if len(run) == 1]
    parts = [
        *(f'<path d="{d}" stroke-width="1.3" stroke-opacity=".75" stroke-dasharray="3.5 2.5"/>' for d in aims),
        *(f'<path d="{d}" stroke-width="2" stroke-opacity=".75"/>' for d in ticks),
        *(f'<path d="{d}" stroke-width="1.8" stroke-linejoin="round"/>' for d in lines),
        _end(place(values[-1]), whole),
    ]
    head = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" fill="none" stroke="#000">'
    return f'url("data:image/svg+xml,{quote(head + "".join(parts) + "</svg>", safe="/:=,.-() ")}")'


def _finite(points: Sequence[Point]) -> list[Point]:
    return [(float(x), float(y)) for x, y in points if math.isfinite(x) and math.isfinite(y)]


def _runs(points: Sequence[Point], step: float) -> list[list[Point]]:
    runs: list[list[Point]] = [[points[0]]] if points else []
    for before, here in pairwise(points):
        if here[0] - before[0] > step * 1.01:
            runs.append([])
        runs[-1].append(here)
    return runs


def _scale(points: Sequence[Point]) -> Place:
    first, last = min(x for x, _ in points), max(x for x, _ in points)
    low, high = min(y for _, y in points), max(y for _, y in points)

    def place(point: Point) -> Point:
        across = (point[0] - first) / (last - first) if last > first else 0.5
        up = (point[1] - low) / (high - low) if high > low else 0.5
        return LEFT + across * (RIGHT - LEFT), BOTTOM - up * (BOTTOM - TOP)

    return place


def _path(run: Sequence[Point], place: Place) -> str:
    return "M" + "L".join(f"{x:.1f} {y:.1f}" for x, y in map(place, run))


def _tick(point: Point, place: Place) -> str:
    x, y = place(point)
    left = min(max(x - 4, 0), WIDTH - 8)
    return f"M{left:.1f} {y:.1f}h8"


def _end(at: Point, whole: bool) -> str:
    shape = 'r="3.6" fill="#000"' if whole else 'r="3.2" stroke-width="1.8"'
    return f'<circle cx="{at[0]:.1f}" cy="{at[1]:.1f}" {shape}/>'

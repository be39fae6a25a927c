"""Who may import whom, read from every import, lazy ones included."""

from collections import defaultdict
from collections.abc import Iterable

from tests.architecture import breaches, rooms, sources

ALL = [*sources.files(*sources.FOLDERS), sources.ROOT / "app.py"]


def allowed(importer: str, imported: str) -> bool:
    room = rooms.room_of(importer)
    return any(rooms.within(imported, each) for each in (room, *rooms.ROOMS[room]))


def against_the_table() -> list[tuple[str, sources.Import, str]]:
    """File, import and row, for every import that the row does not allow."""
    found = []
    for path in ALL:
        module = sources.module_of(path)
        row = f"{rooms.room_of(module)} may import {', '.join(rooms.ROOMS[rooms.room_of(module)]) or 'nothing of ours'}"
        found += [(sources.shown(path), one, row) for one in sources.ours(path) if not allowed(module, one.module)]
    return found


def test_a_file_imports_what_its_room_may():
    wrong = [
        f"{file}:{one.line} imports {one.module}; {row}"
        for file, one, row in against_the_table()
        if one.module not in breaches.ROOMS.get(file, ())
    ]
    assert not wrong, "\n".join(wrong)


def test_breaches_that_are_mended_are_taken_off_the_list():
    left = {(file, one.module) for file, one, _ in against_the_table()}
    assert not {(file, module) for file, found in breaches.ROOMS.items() for module in found} - left


def test_what_is_imported_when_asked_for_is_not_imported_before():
    early = [
        f"{sources.shown(path)}:{one.line} imports {one.module} at once"
        for path in sources.files("data")
        for one in sources.ours(path)
        for late in rooms.LAZY.get(rooms.room_of(sources.module_of(path)), ())
        if rooms.within(one.module, late) and not one.lazy
    ]
    assert not early, "\n".join(early)


def test_a_room_does_without_what_is_not_its_business():
    found = defaultdict(set)
    for path in ALL:
        module = sources.module_of(path)
        banned = {name for room, names in rooms.FOREIGN.items() if rooms.within(module, room) for name in names}
        taken = {one.module for one in sources.imports(path)} & banned
        found[sources.shown(path)] |= taken
    assert {file: taken for file, taken in found.items() if taken} == breaches.FOREIGN


def test_reading_a_store_loads_no_formula():
    """The faces of analytics load NumPy, pandas and more: a plain read does without them."""
    taken = [
        f"{sources.shown(path)}:{one.line} imports {one.module}"
        for path in sources.files("data/store", "data/queries", "data/ledger")
        for one in sources.ours(path)
        if rooms.within(one.module, "analytics") and not one.lazy
    ]
    assert not taken


def circle(arrows: dict[str, set[str]]) -> list[str]:
    """One way round that ends where it began, empty where there is none."""
    done, way = set(), []

    def visit(at: str) -> list[str]:
        if at in way:
            return [*way[way.index(at) :], at]
        if at in done:
            return []
        way.append(at)
        found = next(filter(None, map(visit, sorted(arrows.get(at, ())))), [])
        way.pop()
        done.add(at)
        return found

    return next(filter(None, map(visit, sorted(arrows))), [])


def arrows(places: Iterable, place) -> dict[str, set[str]]:
    found = defaultdict(set)
    for path in places:
        start = place(sources.module_of(path))
        found[start] |= {place(one.module) for one in sources.ours(path)} - {start}
    return found


def test_a_circle_is_seen():
    assert circle({"a": {"b"}, "b": {"c"}, "c": {"b"}}) == ["b", "c", "b"]
    assert circle({"a": {"b", "c"}, "b": {"c"}}) == []


def test_no_circle_between_files():
    assert not circle(arrows(ALL, lambda module: module))


def test_no_circle_between_rooms():
    assert not circle(arrows(sources.files("analytics", "data", "pages"), rooms.room_of))


def test_every_room_is_there():
    assert not {room for room in rooms.ROOMS if room not in sources.modules()}
    assert not {path for path in ALL if rooms.room_of(sources.module_of(path)) in ("analytics", "data")} - {
        sources.modules()["analytics"],
        sources.modules()["data"],
    }


def test_rooms_of_analytics_stand_on_a_ladder():
    """Ground, then the questions of one series, then what compares and says, then the state of all of it."""
    first = {f"analytics.{name}" for name in ("achievement", "trend", "process", "gap")}
    second = {f"analytics.{name}" for name in ("forecast", "equity", "verdict", "figures")}
    steps = [set(rooms.GROUND), first, second, {"analytics.state"}]
    assert set().union(*steps) == {room for room in rooms.ROOMS if room.startswith("analytics.")}
    for height, step in enumerate(steps):
        below = set().union(*steps[:height]) | (step if height == 0 else set())
        for room in step:
            assert set(rooms.ROOMS[room]) <= below, room

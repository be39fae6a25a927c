"""The few habits that a reader cannot see from one file."""

import ast
import re
from fnmatch import fnmatch

from pages.documents.formats import FORMATS, SELECTIONS
from pages.session.views import VIEWS
from tests.architecture import breaches, rooms, sources

PROGRAM = [*sources.files(*sources.FOLDERS), sources.ROOT / "app.py"]
NAMES_THAT_SAY_NOTHING = {"utils", "util", "helpers", "helper", "common", "manager", "misc", "parts"}
OPENS = {"open", "read_text", "read_bytes", "write_text", "write_bytes", "read_csv", "read_parquet", "files"}


# Files of pages that take the store itself: they read, write or look past what a visitor may see.
PAST_THE_READER = {
    "pages/content/reader.py": "narrows what it gives",
    **dict.fromkeys(
        ("pages/session/publication.py", "pages/session/first_build.py", "pages/shell/citation.py",
         "pages/components/remaking.py", "pages/sections/summary/targets_met.py"),
        "which snapshot is shown, given to the reader",
    ),
    "pages/session/person.py": "who may see what",
    **dict.fromkeys(
        ("pages/session/disk.py", "pages/shell/server/housekeeping.py", "pages/shell/server/measurements.py"),
        "folders and counts, for the server",
    ),
    "pages/sections/quality/between_snapshots.py": "whole snapshots, there for who sees everything",
    **dict.fromkeys(
        (
            "pages/sections/report/desk.py", "pages/sections/report/entries.py", "pages/sections/report/own.py",
            "pages/sections/report/tables.py", "pages/sections/indicator/revising.py", "pages/content/meantime.py",
            "pages/components/proposed_flips.py", "pages/sections/report/past.py", "pages/sections/report/sending.py",
            "pages/sections/report/deciding.py", "pages/sections/report/waiting.py", "pages/session/acts.py",
            "pages/sections/mine/waiting.py",
        ),
        "acts, and what is asked before them: shown and done by the rights to the agencies and units they concern",
    ),
    **dict.fromkeys(
        ("pages/sections/administration/grants.py", "pages/sections/administration/two_persons.py"),
        "who may do what, there for administrators",
    ),
}  # fmt: skip


def test_pages_read_past_what_may_be_seen_only_where_it_is_settled_who_comes_there():
    taking = re.compile(r"\bopen_store\(\)|\bStore\(|\bcompare\(|\battach\(")
    found = {sources.shown(path) for path in sources.files("pages") if taking.search(path.read_text("utf-8"))}
    assert found == set(PAST_THE_READER)


def test_analytics_knows_no_clock_and_no_setting():
    for path in sources.files("analytics"):
        text = path.read_text("utf-8")
        assert set(re.findall(r"\bos\.(\w+)", text)) <= {"cpu_count"}, path
        assert not re.search(r"\b(datetime|date)\.(now|today|utcnow)\(|Timestamp\.(now|today)\(", text), path


def test_analytics_reads_only_its_own_tables():
    readers = {
        sources.shown(path)
        for path in sources.files("analytics")
        for node in sources.nodes(path)
        if isinstance(node, ast.Call) and getattr(node.func, "attr", getattr(node.func, "id", "")) in OPENS
    }
    assert readers == {"analytics/achievement/scales.py", "analytics/verdict/templates.py"}


def test_a_shared_connection_is_used_through_cursors_only():
    """One connection shared by threads hands a thread another one's rows."""
    source = (sources.ROOT / "data" / "store" / "snapshot.py").read_text("utf-8")
    uses = re.findall(r"self\._connection\.(\w+)", source)
    assert set(uses) <= {"cursor", "execute", "close"}
    assert uses.count("execute") == 1, "only the settings at opening run on the connection itself"


def test_no_name_says_nothing():
    for path in PROGRAM:
        assert not {path.stem, *path.relative_to(sources.ROOT).parts} & NAMES_THAT_SAY_NOTHING, path


def test_page_addresses_differ_from_file_stems():
    """A page whose address equals its file's stem is served without app.py to the first visitor."""
    stems = {path.stem for path in (sources.ROOT / "pages").glob("*.py")} - {"__init__"}
    assert {view.name for view in VIEWS} == stems
    assert not {view.address for view in VIEWS} & stems


def test_rows_are_fetched_where_it_is_settled_what_is_shown():
    """A script hands on; what draws values takes them."""
    fetching = {
        sources.module_of(path)
        for path in sources.files("pages")
        if path.name != "__init__.py" and "reader.fetch(" in path.read_text("utf-8")
    }
    rooms_that_do = ("pages.content", "pages.documents", "pages.sections")
    other = {name for name in fetching if not any(rooms.within(name, room) for room in rooms_that_do)}
    assert other == breaches.FETCHES


def test_a_file_is_offered_in_one_place():
    """Streamlit makes it in a thread that knows no visitor; that place keeps what the page showed."""
    offering = {sources.shown(path) for path in sources.files("pages") if "download_button(" in path.read_text("utf-8")}
    assert offering == {"pages/components/taking.py"}


def test_every_kind_of_file_is_offered_somewhere():
    offering = [path for path in sources.files("pages") if "file_button(" in path.read_text("utf-8")]
    said = {node.value for path in offering for node in sources.nodes(path) if isinstance(node, ast.Constant)}
    assert set(FORMATS) - set(SELECTIONS) - said == set()


def test_a_section_draws_in_one_function():
    without = set()
    for path in sources.files("pages/sections"):
        public = {one.name for one in sources.tree(path).body if hasattr(one, "args") and not one.name.startswith("_")}
        if path.name != "__init__.py" and "draw" not in public:
            without.add(sources.shown(path).removeprefix("pages/sections/"))
    assert without == breaches.WITHOUT_DRAW


def hands_on(node: ast.stmt) -> bool:
    """Whether a statement of a face only says what it is, imports, or lists what it gives."""
    described = isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
    listed = isinstance(node, ast.Assign) and [target.id for target in node.targets] == ["__all__"]
    return described or listed or isinstance(node, ast.Import | ast.ImportFrom)


def test_faces_define_nothing():
    faces = [path for path in PROGRAM if path.name == "__init__.py"]
    defining = {sources.shown(path) for path in faces if not all(map(hands_on, sources.tree(path).body))}
    assert defining == breaches.FACES


def reached(path) -> set[str]:
    """Names taken from a module of ours that the file has imported: `module.name`."""
    known = {one.module.rpartition(".")[2] for one in sources.ours(path) if not one.name}
    return {
        node.attr
        for node in sources.nodes(path)
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.value.id in known
    }


def test_private_names_stay_in_their_file():
    found = {}
    for path in sources.files("analytics", "data", "pages"):
        taken = {one.name or one.module.rpartition(".")[2] for one in sources.ours(path)} | reached(path)
        private = {name for name in taken if name.startswith("_") and not name.startswith("__")}
        found |= {sources.shown(path): private} if private else {}
    assert found == breaches.PRIVATE


def leaves_its_room(path) -> bool:
    """Whether a file climbs from `__file__` beyond the folder it lies in."""
    text = path.read_text("utf-8")
    return bool(re.search(r"__file__\)[^\n]*(\.parents\[[1-9]\]|\.parent\.parent)", text))


def test_one_file_knows_where_the_program_lies():
    leaving = {sources.shown(path) for path in PROGRAM if leaves_its_room(path)}
    assert leaving == {"data/settings.py", *breaches.OUTSIDE}


def test_rooms_that_breaches_name_are_files():
    for listed in (breaches.ROOMS, breaches.FOREIGN, breaches.PRIVATE, breaches.OUTSIDE, breaches.FACES):
        assert not {file for file in listed if not (sources.ROOT / file).is_file()}
    assert rooms.room_of("data.store.snapshot") == "data.store"


def test_no_folder_of_tests_is_passed_over(pytestconfig):
    passed_over = pytestconfig.getini("norecursedirs")
    folders = {part for path in (sources.ROOT / "tests").rglob("test_*.py") for part in path.parent.parts[1:]}
    assert not [name for name in folders for pattern in passed_over if fnmatch(name, pattern)]

"""Every page with everything on it pressed: no exception, no error, and each file made as the page says.

What is pressed is found in the tree of the elements, so that a new button is pressed by being there. What bears the
same key is pressed once, of whatever it is and on whatever page; what a press opens is pressed, too, up to `DEPTH`
presses from where one arrived.
"""

import io
import itertools
import re
import shutil
import zipfile
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field

import pytest
import streamlit
from streamlit.testing.v1 import AppTest

from pages.components.kept_files import KeptFile
from pages.session import first_build
from pages.session.views import FRAME, VIEWS
from pages.words.language import LANGUAGES, t
from tests.pages import asking
from tests.pages.conftest import GOOD, OLD, Built
from tests.pages.pressing import Press, presses
from tests.pages.visiting import fine, opened, upload

DEPTH = 2
POVERTY, STUNTING = "IKU-BAPPEDA-13", "IKU-DINKES-04"
SHOWN = [
    ("summary", {}), ("agency", {}), ("agency", {"agency": "DINKES"}), ("indicator", {}),
    ("indicator", {"indicator": POVERTY}), ("map", {"indicator": POVERTY}), ("region", {}),
    ("region", {"region": "11.71"}), ("download", {"indicator": POVERTY}), ("quality", {}), ("guide", {}),
    ("meeting", {}),
]  # fmt: skip
CHANGED = GOOD.replace("20,5", "20,7")
FAULTY = CHANGED + "DINKES;IKU-DINKES-04;;Kota Sabangg;2024;22;20,1;\n"
ANSWERS = ("report.outcome_rejected", "report.outcome_partly")
ASKED = re.compile(r"button FormSubmitter:")  # a form that is sent as it is may be refused
ARCHIVE = b"PK\x03\x04"
STAMP = re.compile(rb"DTSTAMP:\w+")


@dataclass
class Round:
    """Who presses everything from a page on: what was pressed before, what went wrong, what there was to press."""

    arrive: Callable[[], AppTest]
    pressed: set[str]
    wrong: list[str] = field(default_factory=list)
    found: set[str] = field(default_factory=set)

    def walk(self) -> None:
        waiting: list[tuple[Press, ...]] = [()]
        while waiting:
            path = waiting.pop(0)
            app = self._after(path)
            if app is None or len(path) == DEPTH:
                continue
            for press in presses(app):
                self.found.add(press.name)
                if press.name not in self.pressed:
                    self.pressed.add(press.name)
                    waiting.append((*path, press))

    def _after(self, path: tuple[Press, ...]) -> AppTest | None:
        """The page after these presses; none where that failed or led to another page."""
        app, way = self.arrive(), [each.name for each in path]
        page = app._finished_page_script_hash
        try:
            for press in path:
                app = press.on(app)
        except Exception as error:
            self.wrong.append(f"{way}: {error!r}")
            return None
        self.wrong += [f"{way}: {each.value}" for each in app.exception]
        self.wrong += [f"{way}: {each.value}" for each in app.error if not _answered(each.value, way)]
        return app if app._finished_page_script_hash == page else None


def _answered(words: str, way: list[str]) -> bool:
    """Whether an error is the answer to what was sent, not a fault of the page."""
    failed = [t(key, spoken, detail="").strip() for key in ("report.failed", "frame.failed") for spoken in LANGUAGES]
    answers = [t(key, spoken, n="", rejected="").split("{")[0] for key in ANSWERS for spoken in LANGUAGES]
    asked = any(ASKED.match(name) for name in way) or words.startswith(tuple(each.split(":")[0] for each in answers))
    return asked and not words.startswith(tuple(failed))


@pytest.fixture(scope="module")
def pressed():
    """Names of what these tests have pressed: what stands on every page is pressed on the first one."""
    return set()


@pytest.fixture(autouse=True)
def queries():
    """No page asks a query that its row does not name."""
    with asking.recorded() as asked:
        yield
    named = {view.name: {*view.queries, *FRAME} for view in VIEWS}
    missing = {view: more for view, found in asked.items() if (more := found - named.get(view, set(FRAME)))}
    assert not missing, missing


@pytest.fixture(autouse=True)
def files(monkeypatch):
    """Every file that is offered on the way is made."""
    made = Files()
    monkeypatch.setattr("streamlit.download_button", made.offer)
    yield made
    assert not made.wrong


class Files:
    """Every file that is offered: made in the run that shows its button, and once more where Streamlit makes it, in a
    thread that knows no visitor."""

    def __init__(self):
        self.made: dict[str, bytes] = {}
        self.wrong: list[str] = []
        self.shown = streamlit.download_button

    def offer(self, label, *, data, **more):
        name = more["key"]
        if name not in self.made and not more.get("disabled"):
            self.made[name] = within = content(data)
            with ThreadPoolExecutor(1) as alone:
                apart = alone.submit(content, data).result()
            if not within or within != apart:
                self.wrong.append(f"{name}: {within[:300]!r} in the run, {apart[:300]!r} apart")
        return self.shown(label, data=data, **more)


def content(data) -> bytes:
    """What a button gives, without the second at which it was made."""
    made = data() if callable(data) else data
    made = made.path.read_bytes() if isinstance(made, KeptFile) else made
    if isinstance(made, str):
        return made.encode()
    if not made.startswith(ARCHIVE):
        return STAMP.sub(b"", made)
    with zipfile.ZipFile(io.BytesIO(made)) as parts:
        return b"".join(parts.read(each) for each in parts.namelist() if each != "docProps/core.xml")


@pytest.fixture(scope="module")
def copied(shipped, tmp_path_factory) -> str:
    """A copy of the shipped store, which what is pressed may change."""
    return str(shutil.copytree(shipped, tmp_path_factory.mktemp("pressed") / "store"))


@pytest.mark.parametrize(("page", "link", "spoken"), [(*each, LANGUAGES[at % 2]) for at, each in enumerate(SHOWN)])
def test_whatever_is_pressed_on_a_page_that_shows_works(copied, monkeypatch, pressed, page, link, spoken):
    monkeypatch.setenv("KINERJA_STORE", copied)
    here = Round(lambda: opened(page, lang=spoken, **link), pressed)
    here.walk()
    assert not here.wrong
    assert len(here.found) > 10


@pytest.mark.parametrize("text", ["", CHANGED, FAULTY], ids=["nothing", "good", "faulty"])
def test_whatever_is_pressed_where_reports_are_sent_works(report_published, tmp_path, monkeypatch, pressed, text):
    """Publishing, withholding and taking back are pressed, each on a store of its own."""
    monkeypatch.setenv("KINERJA_EXPORTS", str(tmp_path / "none"))
    number = itertools.count()

    def arrive() -> AppTest:
        monkeypatch.setenv("KINERJA_STORE", str(shutil.copytree(report_published, tmp_path / str(next(number)))))
        app = opened("report")
        if not text:
            return app
        upload(app, text)
        named = [each for each in app.text_input if each.key and each.key.startswith("report_sender")]
        return fine(named[0].set_value("Cut Meutia").run()) if named else app

    here = Round(arrive, pressed)
    here.walk()
    assert not here.wrong
    assert len(here.found) > 10


def test_files_are_of_the_snapshot_that_the_page_shows(loaded_twice, monkeypatch, files):
    """A page of a cited snapshot, in the language that nobody is asked for by default."""
    monkeypatch.setattr(first_build, "building", Built)
    monkeypatch.setenv("KINERJA_STORE", str(loaded_twice))
    for view in VIEWS:
        app = opened(view.name, lang="en", indicator=POVERTY, snapshot=OLD)
        assert not app.exception, view.name
    assert len(files.made) > 15

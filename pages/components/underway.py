"""What was pressed and is on its way, or did not come about: told to whoever looks; its end to those who pressed."""

from collections.abc import Callable, Mapping

import streamlit as st

from data.errors import KinerjaError, OvertakenError
from data.progress import Progress
from data.settings import settings
from pages.content import meantime, reader
from pages.session import acts, visitor
from pages.words import language, stages, troubles
from pages.words.language import t

AT_ONCE, REFRESH = 0.5, 1.0  # seconds
MOST_TOLD = 5
TOLD_ON = {"correct": "indicator", "access": "administration"}  # kind → view, Kirim Data for all others
SEEN, REFUSED = "_acts_seen", "_acts_refused"


def begin(asked: acts.Asked, work: Callable[[Progress], acts.Done]) -> None:
    """Carry through what was pressed; for use in a callback. What refuses it is told when the page is drawn."""
    try:
        acts.begin(asked, settings().store, visitor.marks(), work)
    except KinerjaError as error:
        refused(error)


def refused(error: KinerjaError) -> None:
    """Have it told, when the page is drawn, why what was pressed did not begin; for use in a callback."""
    st.session_state[REFUSED] = error


def draw(*kinds: str, at_hand: frozenset[str] = frozenset()) -> None:
    """Acts of these kinds that run, and those that failed. `at_hand` are the marks of what the page offers again."""
    if refused := st.session_state.pop(REFUSED, None):
        st.warning(troubles.words(refused), icon=":material/hourglass_disabled:")
    known = [act for act in acts.of(settings().store) if act.asked.kind in kinds and _is_told(act)]
    _await(known)
    running = [act for act in known if act.running]
    if running:
        _watch(running[::-1])
    for act in [act for act in known if act.failed and not act.closed and not _tried_again(act, known)][:MOST_TOLD]:
        _not_done(act, act.asked.mark in at_hand)


def hint() -> None:
    """On a page that does not tell it itself: what this visitor pressed and is on its way, or did not come about."""
    mine, known = visitor.marks(), acts.of(settings().store)
    for act in known[:MOST_TOLD]:
        told = {"what": _name(act), "page": t(f"frame.{TOLD_ON.get(act.asked.kind, 'report')}")}
        if act.owners & mine and act.running:
            st.info(t("acts.on_its_way", **told), icon=":material/hourglass_top:")
        elif act.owners & mine and act.failed and not act.closed and not _tried_again(act, known):
            st.warning(t("acts.see_report", **told), icon=":material/unpublished:")


def _is_told(act: acts.Act) -> bool:
    """Whether this visitor is told of an act: their own, and those on agencies whose data they see."""
    sight = reader.sight()
    if sight.everything or act.owners & visitor.marks():
        return True
    return bool(act.asked.where) and all(sight.sees_all(agency) for agency, _ in act.asked.where)


def _await(known: list[acts.Act]) -> None:
    """Wait a little for what this visitor pressed. Once it has ended the page is drawn anew, since it holds the
    snapshot of before."""
    seen, mine = st.session_state.setdefault(SEEN, set()), visitor.marks()
    for act in known:
        if act.number not in seen and act.owners & mine and act.wait(AT_ONCE):
            seen.add(act.number)
            st.rerun()


def own_ended(*kinds: str) -> list[acts.Act]:
    """The acts of these kinds that this visitor pressed and that came about, the newest first, unless put away."""
    mine = visitor.marks()
    known = [act for act in acts.of(settings().store) if act.asked.kind in kinds and act.owners & mine]
    return [act for act in known if act.done and not act.closed]


def ended_well(act: acts.Act) -> str:
    """What is to be said of an act that came about."""
    return " ".join(t(key, **_plain(facts)) for key, facts in act.done.told.items()) if act.done else ""


def _plain(facts: Mapping[str, object]) -> dict[str, object]:
    return {name: language.plain(one) if isinstance(one, str) else one for name, one in facts.items()}


@st.fragment(run_every=REFRESH)
def _watch(running: list[acts.Act]) -> None:
    """The running acts with what they told last; the page is drawn anew when one has ended."""
    if not all(act.running for act in running):
        st.rerun()
    with st.container(border=True):
        for place, act in enumerate(running):
            st.markdown(f":material/hourglass_top: **{_name(act)}**")
            st.caption(_stage(act, place))
        st.caption(t("acts.carried_through"))


def _stage(act: acts.Act, place: int) -> str:
    if act.stage:
        return stages.words(act.stage)
    return t("acts.waits", n=place) if place else t("acts.begins")


def _tried_again(act: acts.Act, known: list[acts.Act]) -> bool:
    """Whether the same was pressed again later, whose end is the one that counts."""
    return any(
        one.number > act.number
        and (one.asked.mark == act.asked.mark or (one.asked.place is not None and one.asked.place == act.asked.place))
        for one in known
    )


def _not_done(act: acts.Act, at_hand: bool) -> None:
    with st.container(border=True):
        st.warning(f"**{t('acts.not_done', what=_name(act))}** {_why(act, at_hand)}", icon=":material/unpublished:")
        close_button(act)


def _why(act: acts.Act, at_hand: bool) -> str:
    if isinstance(act.error, OvertakenError) and act.asked.expect:
        words = meantime.words(act.asked.expect)
        return f"{words} {t('acts.look_again')}" if at_hand else words
    return troubles.words(act.error) if act.error else ""


def _name(act: acts.Act) -> str:
    what = t(f"acts.{act.asked.kind}", subject=language.plain(act.asked.subject))
    who = language.plain(act.asked.sender) or language.NOTHING
    return t("acts.by", what=what, who=who, clock=f"{act.at:%H:%M}")


def close_button(*ended: acts.Act) -> None:
    """A button that puts the end of acts away."""
    st.button(
        t("report.close"), type="tertiary", icon=":material/close:", key=f"act_close_{ended[0].number}",
        on_click=_close, args=ended,
    )  # fmt: skip


def _close(*ended: acts.Act) -> None:
    for act in ended:
        act.closed = True

"""Rights as values: least by default, added up over grants, from a day until a day."""

from datetime import date

import pytest

from data.errors import MESSAGES, catalogue
from data.rights import DESK, EVERYTHING, PUBLIC, PUBLIC_ONLY, ROLES, Grant, RightsError, Sight, rights_on
from data.rights.rights import ACTS

DAY = date(2026, 6, 30)


def test_without_a_grant_there_is_what_is_public():
    assert rights_on(DAY, []) == PUBLIC
    assert PUBLIC.sight == PUBLIC_ONLY
    assert not any(PUBLIC.may(act) for act in ACTS)
    assert all(DESK.may(act, "DINKES", "DINKES-B01") for act in ACTS)
    assert DESK.sight == EVERYTHING
    assert EVERYTHING.everything
    assert not PUBLIC_ONLY.everything


def test_the_roles_know_only_acts_that_exist_and_none_sees_more_than_it_names():
    assert {act for role in ROLES.values() for act in role.acts} <= set(ACTS)
    assert set(ROLES) == {
        "public", "analyst", "officer", "unit_head", "agency_head", "governor", "inspectorate", "administrator",
    }  # fmt: skip
    changing = {"report", "approve", "publish", "correct", "administer"}
    assert not changing & {*ROLES["inspectorate"].acts, *ROLES["analyst"].acts, *ROLES["public"].acts}


@pytest.mark.parametrize(
    ("since", "until", "holds"),
    [(None, None, True), (DAY, DAY, True), (date(2026, 7, 1), None, False), (None, date(2026, 6, 29), False)],
)
def test_a_grant_holds_from_its_first_to_its_last_day(since, until, holds):
    rights = rights_on(DAY, [Grant("plt", "agency_head", "DINKES", since=since, until=until)])
    assert rights.may("publish", "DINKES") == holds
    assert rights.sight == (Sight(frozenset(["DINKES"]), frozenset(["DINKES"])) if holds else PUBLIC_ONLY)


def test_acts_stay_with_their_agency_and_unit():
    rights = rights_on(DAY, [Grant("x", "officer", "DINKES", ("DINKES-B01",)), Grant("x", "agency_head", "DISDIK")])
    assert rights.may("report")
    assert rights.may("report", "DINKES", "DINKES-B01")
    assert not rights.may("report", "DINKES", "DINKES-B02")
    assert not rights.may("report", "DINKES")
    assert not rights.may("publish", "DINKES", "DINKES-B01")
    assert rights.may("publish", "DISDIK", "DISDIK-B07")
    assert not rights.may("report", "BAPPEDA")


def test_the_same_sight_reached_two_ways_is_one():
    everywhere = rights_on(DAY, [Grant("x", "analyst")])
    assert rights_on(DAY, [Grant("y", "analyst", "DINKES"), Grant("y", "analyst")]).sight == everywhere.sight
    assert rights_on(DAY, [Grant("z", "inspectorate")]).sight == EVERYTHING


@pytest.mark.parametrize(
    ("said", "key"),
    [
        ({"role": "kepala"}, "role_unknown"),
        ({"role": "officer"}, "role_needs_agency"),
        ({"role": "analyst", "units": ("DINKES-B01",)}, "role_needs_agency"),
        ({"role": "analyst", "since": DAY, "until": date(2026, 6, 1)}, "grant_days"),
    ],
)
def test_a_grant_that_cannot_be_is_refused_in_words(said, key):
    with pytest.raises(RightsError) as refused:
        Grant("x", **said)
    assert refused.value.key == key
    assert key in catalogue(), MESSAGES

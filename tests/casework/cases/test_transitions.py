"""The table of a case's life decides what each can do; nobody learns or does more than their part allows."""

from collections.abc import Callable
from dataclasses import replace
from itertools import product

import pytest

from casework.about import CLOCK
from casework.cases import procedure
from casework.cases.case import Assessment, Case, Closing, State
from casework.cases.errors import AlreadyClaimed, CaseMoved, NotHr, NotTheOwner, OwnCase
from casework.cases.form import AssessmentForm
from casework.cases.procedure import seen_by
from casework.cases.telling import KINDS, TOLD, deed_of, step_of, told_of
from casework.cases.timing import plan
from casework.cases.transitions import BY_STATE_AND_DEED, TABLE, WHO_EVER, Deed, Role, drawing
from casework.errors import NotAllowed, NotYours
from casework.messages import HR_CHANNEL
from tests.casework.case_store_suite import case
from tests.casework.cases.town import question
from tests.casework.drawn import drawing_in
from tests.casework.town import at

NOW = at(3, 10)
HR = {"hanne", "helge"}
Do = Callable[[Case, str, bool], procedure.Step]

DEEDS: dict[Deed, Do] = {
    Deed.CLAIM: lambda it, by, hr: procedure.claim(it, by, NOW, hr=hr),
    Deed.ASSIGN: lambda it, by, hr: procedure.assign(it, by, "hugo", NOW, hr=hr),
    Deed.RELEASE: lambda it, by, hr: procedure.release(it, by, NOW, hr=hr),
    Deed.ASSESS: lambda it, by, hr: procedure.assess(it, by, AssessmentForm(threats="no"), NOW, hr=hr),
    Deed.REPLY: lambda it, by, hr: procedure.reply(it, by, "Vi ser på det.", NOW, hr=hr),
    Deed.ADD: lambda it, by, _: procedure.add(it, by, "Den er delt igen.", NOW),
    Deed.CLOSE: lambda it, by, hr: procedure.close(it, by, "Taget ned.", NOW, hr=hr),
    Deed.REOPEN: lambda it, by, hr: procedure.reopen(it, by, by, NOW, hr=hr),
    Deed.MARK_UNPOSTED: lambda it, _, __: procedure.mark_unposted(it),
    Deed.POST: lambda it, _, __: procedure.post(it),
}
PEOPLE = {Role.REPORTER: "anna", Role.OWNER: "hanne", Role.HR: "helge", Role.CLOCK: CLOCK}


def standing(state: State) -> Case:
    return case(
        state=state,
        owner=None if state is State.NEW else "hanne",
        assessment=Assessment(police_report="no", by="hanne", at=at(2)),
        closing=Closing("hanne", at(2), "Før.") if state is State.CLOSED else None,
        unposted=True,
    )


def can_be_tried(deed: Deed, role: Role) -> bool:
    """Only time asks for its own deeds."""
    return (WHO_EVER[deed] == {Role.CLOCK}) is (role is Role.CLOCK)


TRIED = [(s, d, r) for s, d, r in product(State, DEEDS, PEOPLE) if can_be_tried(d, r)]


def name(value: object) -> str:
    return str(value)


@pytest.mark.parametrize(("state", "deed", "role"), TRIED, ids=name)
def test_the_table_decides_what_each_can_do_in_each_state(state: State, deed: Deed, role: Role) -> None:
    before, row, person = standing(state), BY_STATE_AND_DEED.get((state, deed)), PEOPLE[role]
    if row is not None and row.who & seen_by(before, person, hr=person in HR):
        step = DEEDS[deed](before, person, person in HR)
        assert (step.after.state, step.after.version, step.deed) == (row.to, before.version + 1, deed)
    else:
        with pytest.raises((NotAllowed, CaseMoved)):
            DEEDS[deed](before, person, person in HR)


@pytest.mark.parametrize("deed", [deed for deed in DEEDS if WHO_EVER[deed] != {Role.CLOCK}], ids=name)
@pytest.mark.parametrize("state", State, ids=name)
def test_a_stranger_can_do_nothing_and_learns_nothing(state: State, deed: Deed) -> None:
    with pytest.raises((NotHr, NotYours)) as told:
        DEEDS[deed](standing(state), "bent", False)
    assert not hasattr(told.value, "present")


@pytest.mark.parametrize("deed", [deed for deed in DEEDS if WHO_EVER[deed] & {Role.HR, Role.OWNER}], ids=name)
@pytest.mark.parametrize("state", State, ids=name)
def test_nobody_of_hr_acts_on_what_they_reported_themselves(state: State, deed: Deed) -> None:
    own = replace(standing(state), reported_by="helge", owner="helge")
    with pytest.raises(OwnCase):
        DEEDS[deed](own, "helge", True)


@pytest.mark.parametrize("deed", [deed for deed in DEEDS if WHO_EVER[deed] == {Role.OWNER}], ids=name)
def test_only_an_owner_who_is_of_hr_acts(deed: Deed) -> None:
    with pytest.raises(NotTheOwner):
        DEEDS[deed](standing(State.CLAIMED), "helge", True)
    with pytest.raises(NotHr):
        DEEDS[deed](standing(State.CLAIMED), "hanne", False)


def test_a_claim_that_comes_second_says_who_has_it() -> None:
    with pytest.raises(AlreadyClaimed) as told:
        procedure.claim(standing(State.CLAIMED), "helge", NOW, hr=True)
    assert told.value.present.owner == "hanne"


def test_every_row_of_the_table_has_a_deed_and_says_who_is_told() -> None:
    made = {Deed.REPORT, Deed.ASK, Deed.PURGE}
    assert {row.deed for row in TABLE} == set(DEEDS) | made == set(TOLD) == set(Deed)
    assert len(BY_STATE_AND_DEED) == len(TABLE)


def test_every_state_can_be_reached_and_left() -> None:
    assert {row.to for row in TABLE} - {None} == {row.origin for row in TABLE} - {None} == set(State)


def test_a_question_and_a_report_begin_alike() -> None:
    assert case().state is State.NEW
    asked = procedure.report(question(), "c2", "anna", "", NOW)
    assert (asked.deed, asked.after.state, asked.after.version) == (Deed.ASK, State.NEW, 1)


@pytest.mark.parametrize("state", State, ids=name)
def test_time_only_plans_what_the_table_allows_it(state: State) -> None:
    planned = plan(replace(standing(state), wake_at=NOW))
    assert planned
    for deed in planned:
        assert Role.CLOCK in BY_STATE_AND_DEED[state, deed].who


@pytest.mark.parametrize("deed", [d for d in DEEDS if WHO_EVER[d] != {Role.CLOCK}], ids=name)
def test_each_persons_deed_is_one_reply_in_the_thread_that_knows_what_was_done(deed: Deed) -> None:
    tried = ((standing(s), p) for s, p in product(State, PEOPLE.values()) if (s, deed) in BY_STATE_AND_DEED)
    row_holds = next(
        (it, p) for it, p in tried if BY_STATE_AND_DEED[it.state, deed].who & seen_by(it, p, hr=p in HR)
    )
    step = DEEDS[deed](row_holds[0], row_holds[1], row_holds[1] in HR)
    replies = [message for message in told_of(step) if message.to == HR_CHANNEL]
    assert [step_of(reply) for reply in replies] == [(deed, step.after.version, row_holds[1])]


def test_other_messages_are_no_reply_in_the_thread() -> None:
    for step in (procedure.report(question(), "c1", "anna", "", NOW), procedure.mark_unposted(case())):
        for message in told_of(step):
            assert deed_of(message) is None


def test_an_old_card_acts_as_long_as_its_reader_missed_nothing() -> None:
    claimed = procedure.claim(procedure.mark_unposted(case()).after, "hanne", NOW, hr=True).after
    assessed = procedure.assess(claimed, "hanne", AssessmentForm(threats="no"), NOW, hr=True).after
    procedure.require_fresh(assessed, claimed.version)
    more = procedure.add(assessed, "anna", "Den er delt igen.", NOW).after
    for version in (1, 2, assessed.version, 99):
        with pytest.raises(CaseMoved):
            procedure.require_fresh(more, version)
    procedure.require_fresh(more, more.version)


def test_an_addition_to_what_nobody_has_keeps_the_channels_card_alive() -> None:
    procedure.require_fresh(procedure.add(case(), "anna", "Mere.", NOW).after, version=1)


def test_the_drawing_in_the_docs_is_the_table() -> None:
    assert drawing_in("cases.md") == drawing()


def test_every_kind_of_message_is_known() -> None:
    assert {kind for told in TOLD.values() for kind, _ in told} < KINDS

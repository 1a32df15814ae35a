import datetime
import re
from collections.abc import Callable
from dataclasses import replace
from itertools import product

import pytest

from casework.about import CLOCK, PackMark
from casework.errors import NotAllowed, UserError
from casework.policy import Policy as Patience
from casework.refusal import procedure
from casework.refusal.errors import AlreadyDecided, AlreadyHandled
from casework.refusal.request import ENDED, OPEN, Asked, Decision, Refusal, State
from casework.refusal.telling import KINDS, TOLD
from casework.refusal.timing import due, plan
from casework.refusal.transitions import BY_STATE_AND_DEED, TABLE, WHO_EVER, Deed, Role, drawing
from tests.casework.drawn import drawing_in
from tests.casework.store_suite import request
from tests.casework.town import at, form

NOW = at(2, 10)
BO = Asked("Jobcenter", "bo", "lone")

Do = Callable[[Refusal, str], procedure.Step]

DEEDS: dict[Deed, Do] = {
    Deed.APPROVE: lambda it, by: procedure.approve(replace(it, agreed_by_phone=False), by, "Vurderet.", NOW),
    Deed.DENY: lambda it, by: procedure.deny(replace(it, agreed_by_phone=False), by, "Nej.", NOW),
    Deed.CONFIRM: lambda it, by: procedure.approve(replace(it, agreed_by_phone=True), by, "", NOW),
    Deed.DISPUTE: lambda it, by: procedure.deny(replace(it, agreed_by_phone=True), by, "Nej.", NOW),
    Deed.RETURN: lambda it, by: procedure.ask_back(it, by, "Hvorfor?", NOW),
    Deed.ANSWER: lambda it, by: procedure.answer(it, by, "Derfor.", NOW),
    Deed.REASSIGN: lambda it, by: procedure.reassign(it, by, BO, NOW, hr=by == "hanne"),
    Deed.CHOOSE_ANOTHER: lambda it, by: procedure.reassign(replace(it, leader_unreachable=True), by, BO, NOW),
    Deed.CONSULT: lambda it, by: procedure.consult(it, by, "Må vi?", NOW),
    Deed.ADVISE: lambda it, by: procedure.advise(it, by, "Ja.", NOW, hr=by == "hanne"),
    Deed.WITHDRAW: lambda it, by: procedure.withdraw(it, by, NOW),
    Deed.REVOKE: lambda it, by: procedure.revoke(it, by, "Ikke mere.", NOW),
    Deed.SHOW: lambda it, by: procedure.show(it, by, "screen", PackMark("1", "a" * 64), NOW),
    Deed.CONFIRM_NOTED: lambda it, by: procedure.confirm_noted(it, by, NOW),
    Deed.REMIND: lambda it, _: procedure.remind(it, NOW),
    Deed.ESCALATE: lambda it, _: procedure.escalate(it, "dora", NOW),
    Deed.MARK_UNREACHABLE: lambda it, by: procedure.mark_unreachable(it, NOW, by),
    Deed.EXPIRE: lambda it, _: procedure.expire(it, NOW),
    Deed.ASK_NOTED: lambda it, _: procedure.ask_noted(it, NOW),
}
PEOPLE = {Role.STAFF: "anna", Role.LEADER: "lone", Role.HR: "hanne", Role.CLOCK: CLOCK, Role.FORMER: "gamle"}


def standing(state: State) -> Refusal:
    decided = None if state in OPEN else Decision("lone", at(2, 9), "Før.")
    return request(state=state, decision=decided, earlier_leaders=("gamle",))


def can_be_tried(deed: Deed, role: Role) -> bool:
    """Only time asks for its own deeds, and only the requester's handing over is a choice of another."""
    if WHO_EVER[deed] == {Role.CLOCK}:
        return role is Role.CLOCK
    return deed is not Deed.CHOOSE_ANOTHER or role is Role.STAFF


TRIED = [(s, d, r) for s, d, r in product(State, DEEDS, PEOPLE) if can_be_tried(d, r)]


def name(value: object) -> str:
    return str(value)


@pytest.mark.parametrize(("state", "deed", "role"), TRIED, ids=name)
def test_the_table_decides_what_each_can_do_in_each_state(state: State, deed: Deed, role: Role) -> None:
    before, row = standing(state), BY_STATE_AND_DEED.get((state, deed))
    if row is not None and role in row.who:
        step = DEEDS[deed](before, PEOPLE[role])
        assert (step.after.state, step.after.version, step.deed) == (row.to, before.version + 1, deed)
    else:
        with pytest.raises((NotAllowed, AlreadyHandled)):
            DEEDS[deed](before, PEOPLE[role])


@pytest.mark.parametrize("state", sorted(ENDED - {State.NOTED}), ids=name)
@pytest.mark.parametrize("deed", [Deed.APPROVE, Deed.DENY, Deed.REVOKE, Deed.WITHDRAW], ids=name)
def test_after_the_end_everyone_concerned_hears_who_decided(state: State, deed: Deed) -> None:
    for person in ("anna", "lone", "gamle"):
        with pytest.raises(AlreadyDecided) as told:
            DEEDS[deed](standing(state), person)
        assert told.value.why == "Før."


@pytest.mark.parametrize("deed", [deed for deed in DEEDS if Role.CLOCK not in WHO_EVER[deed]], ids=name)
def test_a_stranger_can_do_nothing_and_learns_nothing(deed: Deed) -> None:
    for state in State:
        with pytest.raises(NotAllowed):
            DEEDS[deed](replace(standing(state), asked_by="berit"), "bent")


def test_every_row_of_the_table_has_a_deed_and_says_who_is_told() -> None:
    made = {Deed.SUBMIT, Deed.SUBMIT_AGREED, Deed.PURGE}
    assert {row.deed for row in TABLE} == set(DEEDS) | made == set(TOLD) == set(Deed)
    assert len(BY_STATE_AND_DEED) == len(TABLE)


def test_every_state_can_be_reached_and_left() -> None:
    assert {row.to for row in TABLE} - {None} == {row.origin for row in TABLE} - {None} == set(State)


@pytest.mark.parametrize("phone", [False, True])
def test_submitting(phone: bool) -> None:
    step = procedure.submit(form(agreed_by_phone=phone), "r1", "anna", BO, NOW)
    row = BY_STATE_AND_DEED[None, step.deed]
    assert (step.after.state, step.after.version) == (row.to, 1)


@pytest.mark.parametrize("state", State, ids=name)
def test_time_only_plans_what_the_table_allows_it(state: State) -> None:
    for deed in plan(standing(state), Patience()):
        assert Role.CLOCK in BY_STATE_AND_DEED[state, deed].who


def test_an_expired_request_is_not_reminded_of() -> None:
    assert due(standing(State.WAITING), at(20), Patience()) == (Deed.EXPIRE,)


def test_an_old_card_acts_as_long_as_its_reader_missed_nothing() -> None:
    reminded = procedure.remind(request(), NOW).after
    procedure.require_fresh(reminded, version=1)
    asked = procedure.ask_back(reminded, "lone", "Hvorfor?", NOW).after
    for version in (1, 2, 99):
        with pytest.raises(AlreadyHandled):
            procedure.require_fresh(asked, version)
    procedure.require_fresh(asked, asked.version)


def test_the_drawing_in_the_docs_is_the_table() -> None:
    assert drawing_in("casework.md") == drawing()


def test_errors_name_their_sentence_and_nothing_that_was_typed() -> None:
    kinds, seen = [UserError], set()
    while kinds:  # an error may be of two kinds
        kind = kinds.pop()
        seen.add(kind)
        kinds.extend(kind.__subclasses__())
    # A kind that says no sentence of its own is an edge's word for a known one.
    sentences = [vars(kind)["text"] for kind in seen - {UserError} if "text" in vars(kind)]
    assert len(sentences) > 30
    assert len(sentences) == len(set(sentences))
    assert all(re.fullmatch(r"errors\.[a-z_]+", text) for text in sentences)
    assert str(AlreadyHandled(request(municipal_interest="hemmeligt"))) == "errors.already_handled"


def test_every_kind_of_message_is_known() -> None:
    assert {kind for told in TOLD.values() for kind, _ in told} < KINDS


def test_moments_are_utc() -> None:
    assert request().created.utcoffset() == datetime.timedelta(0)

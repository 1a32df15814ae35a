"""Requests for a refusal as those who work on them live through it. Anna asks, Lone is her nearest leader."""

import asyncio

import pytest

from casework.errors import HoldsCpr, MissingFields, NotYours
from casework.messages import ALL_CARDS, CARDS_CHANGED
from casework.refusal import refusals
from casework.refusal.errors import (
    AlreadyDecided,
    AlreadyHandled,
    AlreadyWithThem,
    MeetingPassed,
    MustSayWhatDiffers,
    NoLeader,
    NotNow,
    NotTheLeader,
    OwnRequest,
    TooLate,
    UnknownLeader,
    UnknownRequest,
    WeighingIsShort,
)
from casework.refusal.request import State
from casework.refusal.telling import DECISIONS
from tests.casework.town import HARASSMENT, Person, Town, at


async def test_the_nearest_leader_approves_and_anna_notes_it(town: Town, anna: Person, lone: Person) -> None:
    request = await anna.asks()
    assert lone.received("approval") == 1
    assert await lone.waits() == [request.id]
    approved = await lone.approves(request)
    assert approved.state is State.APPROVED
    assert anna.received("refusal_approved") == 1
    assert town.sent(CARDS_CHANGED, ALL_CARDS)
    assert (await anna.has_noted(approved)).state is State.NOTED
    assert await lone.waits() == []


async def test_nobody_but_the_nearest_leader_decides(town: Town, anna: Person, lone: Person) -> None:
    bent, hanne = town.person("Bent", leader="Lone"), town.person("Hanne", hr=True)
    request = await anna.asks()
    for somebody in (bent, hanne):
        with pytest.raises(NotTheLeader):
            await somebody.approves(request)
    with pytest.raises(OwnRequest):
        await anna.approves(request)
    with pytest.raises(NotYours):
        await bent.withdraws(request)
    with pytest.raises(NotYours):
        await lone.withdraws(request)
    assert (await town.stands(request)).state is State.WAITING


async def test_a_stranger_learns_nothing_of_a_decided_request(town: Town, anna: Person, lone: Person) -> None:
    request = await anna.asks()
    await lone.denies(request)
    with pytest.raises(NotTheLeader):
        await town.person("Bent").approves(request)


async def test_a_leader_who_asks_goes_to_their_own_leader(lone: Person, dora: Person) -> None:
    request = await lone.asks()
    assert request.leader == dora.id
    with pytest.raises(OwnRequest):
        await lone.asks(key="another", leader=lone.id)


async def test_an_unknown_leader_is_said_at_once(town: Town, anna: Person, dora: Person) -> None:
    with pytest.raises(UnknownLeader):
        await anna.asks(leader="nobody")
    with pytest.raises(NoLeader):
        await dora.asks()
    assert not town.sent()
    assert (await anna.asks(leader=dora.id)).nearest_leader == "lone"


async def test_the_second_of_two_presses_sees_who_decided_when_and_why(anna: Person, lone: Person) -> None:
    request = await anna.asks()
    await lone.denies(request, "En pause er nok.")
    with pytest.raises(AlreadyDecided) as told:
        await lone.approves(request)
    assert (told.value.by, told.value.why) == (lone.id, "En pause er nok.")
    assert told.value.at == at(2, 9)


async def test_of_two_presses_at_once_one_wins(town: Town, anna: Person, lone: Person) -> None:
    request = await anna.asks()
    ends = await asyncio.gather(lone.approves(request), lone.denies(request), return_exceptions=True)
    assert sum(isinstance(end, AlreadyHandled) for end in ends) == 1
    assert sum(anna.received(kind) for kind in DECISIONS) == 1


async def test_the_same_form_twice_makes_one_request(town: Town, anna: Person, lone: Person) -> None:
    first, second = await asyncio.gather(anna.asks(), anna.asks())
    assert first == second == await anna.asks()
    assert lone.received("approval") == 1
    assert (await lone.asks()).id != first.id  # another person's form may carry the same key


async def test_a_question_and_its_answer(anna: Person, lone: Person) -> None:
    request = await anna.asks()
    asked = await lone.asks_back(request)
    assert anna.received("question") == 1
    with pytest.raises(AlreadyHandled):  # the card from before the question
        await lone.approves(request)
    with pytest.raises(NotNow):
        await lone.asks_back(asked)
    with pytest.raises(NotYours):
        await lone.answers(asked)
    answered = await anna.answers(asked)
    assert lone.received("answer") == 1
    assert [said.what for said in answered.thread] == ["question", "answer"]
    assert (await lone.approves(answered)).state is State.APPROVED


async def test_an_answer_without_a_question_is_not_possible_now(anna: Person, lone: Person) -> None:
    with pytest.raises(NotNow):
        await anna.answers(await anna.asks())


async def test_the_leader_hands_over(town: Town, anna: Person, lone: Person) -> None:
    bo = town.person("Bo")
    request = await anna.asks()
    handed = await lone.hands_over(request, bo)
    assert bo.received("approval") == anna.received("handed_over") == 1
    with pytest.raises(NotTheLeader):
        await lone.approves(handed)
    with pytest.raises(AlreadyWithThem):
        await bo.hands_over(handed, bo)
    with pytest.raises(OwnRequest):
        await bo.hands_over(handed, anna)
    await bo.denies(handed)
    with pytest.raises(AlreadyDecided):  # who had it before may see what became of it
        await lone.approves(request)


async def test_hr_may_hand_over_but_never_a_request_of_their_own(town: Town, lone: Person) -> None:
    hanne, bo = town.person("Hanne", leader="Lone", hr=True), town.person("Bo")
    helge = town.person("Helge", hr=True)
    request = await hanne.asks()
    with pytest.raises(OwnRequest):
        await hanne.hands_over(request, bo)
    assert (await helge.hands_over(request, bo)).leader == bo.id


async def test_hr_is_asked_and_the_leaders_card_still_acts(town: Town, anna: Person, lone: Person) -> None:
    request = await anna.asks()
    await anna.consults_hr(request)
    assert town.hr_was_told("case")
    await lone.consults_hr(request)
    assert anna.received("hr_asked") == 1
    assert (await lone.approves(request)).state is State.APPROVED


async def test_anna_withdraws(anna: Person, lone: Person) -> None:
    request = await anna.asks()
    assert (await anna.withdraws(request)).state is State.WITHDRAWN
    assert lone.received("refusal_withdrawn") == 1
    with pytest.raises(AlreadyDecided):
        await lone.approves(request)


async def test_an_approval_can_be_revoked_until_the_meeting(town: Town, anna: Person, lone: Person) -> None:
    approved = await lone.approves(await anna.asks())
    noted = await anna.has_noted(approved)
    revoked = await lone.revokes(noted)
    assert revoked.state is State.REVOKED
    assert anna.received("refusal_revoked") == 1
    other = await lone.approves(await anna.asks(key="other", deviation_reason="Her er flere familier."))
    await town.time_passes_until(at(5))
    with pytest.raises(TooLate):
        await lone.revokes(await town.stands(other))


async def test_belongings_stay_outside_only_where_harassment_is_the_ground(
    anna: Person, lone: Person
) -> None:
    harassing = {"facts": HARASSMENT, "ground": "harassment", "grounds": ("harassment",)}
    first, second = await anna.asks(**harassing), await anna.asks(key="other")
    assert (await lone.approves(first, belongings_outside=True)).belongings_outside
    assert not (await lone.approves(second, belongings_outside=True)).belongings_outside


class TestAgreedByPhone:
    async def test_the_leader_confirms_without_reasoning_again(self, anna: Person, lone: Person) -> None:
        request = await anna.asks(agreed_by_phone=True, meeting=None)
        assert request.state is State.UNCONFIRMED
        assert lone.received("confirmation") == 1
        assert (await lone.approves(request, reason="")).state is State.APPROVED
        assert anna.received("refusal_confirmed") == 1

    async def test_a_dispute_goes_to_hr(self, town: Town, anna: Person, lone: Person) -> None:
        request = await anna.asks(agreed_by_phone=True, meeting=None)
        assert (await lone.denies(request, "Vi talte ikke sammen.")).state is State.DISPUTED
        assert anna.received("refusal_disputed") == 1
        assert town.hr_was_told("refusal_disputed")

    async def test_it_can_be_confirmed_after_the_meeting_but_not_withdrawn(
        self, town: Town, anna: Person, lone: Person
    ) -> None:
        request = await anna.asks(agreed_by_phone=True, meeting=None)
        town.clock.moment = at(3)
        with pytest.raises(TooLate):
            await anna.withdraws(request)
        assert (await lone.approves(request)).state is State.APPROVED

    async def test_never_confirmed_it_expires_and_hr_is_told(self, town: Town, anna: Person) -> None:
        request = await anna.asks(agreed_by_phone=True, meeting=None, leader="dora")
        await town.time_passes_until(at(20))
        assert (await town.stands(request)).state is State.EXPIRED
        assert town.hr_was_told("refusal_expired")


class TestTheForm:
    @pytest.mark.parametrize(
        "field", ["ground", "municipal_interest", "recorder_need", "milder_means", "case_ref"]
    )
    async def test_what_must_be_filled_in(self, town: Town, anna: Person, lone: Person, field: str) -> None:
        with pytest.raises(MissingFields) as told:
            await anna.asks(**{field: ""})
        assert told.value.fields == (field,)
        assert not town.sent()

    async def test_a_weighing_of_a_few_words_is_questioned_once(self, anna: Person, lone: Person) -> None:
        with pytest.raises(WeighingIsShort):
            await anna.asks(municipal_interest="Det er privat.")
        assert await anna.asks(municipal_interest="Det er privat.", short_is_meant=True)

    async def test_a_cpr_number_is_turned_away(self, town: Town, anna: Person, lone: Person) -> None:
        with pytest.raises(HoldsCpr):
            await anna.asks(milder_means="Pause for 010190-1234.")
        request = await anna.asks()
        with pytest.raises(HoldsCpr):
            await lone.denies(request, "Se 0101901234.")

    async def test_a_meeting_that_is_over(self, anna: Person, lone: Person) -> None:
        with pytest.raises(MeetingPassed):
            await anna.asks(meeting=at(1))
        assert (await anna.asks(meeting=at(2, 8, 50))).meeting_is_now

    async def test_reasons_are_needed(self, anna: Person, lone: Person) -> None:
        request = await anna.asks()
        for deed in (lone.approves, lone.denies):
            with pytest.raises(MissingFields):
                await deed(request, reason=" ")

    async def test_a_ground_outside_the_two_named_is_marked(self, anna: Person, lone: Person) -> None:
        assert not (await anna.asks(ground="other")).ground_is_named
        assert (await anna.asks(key="named")).ground_is_named

    async def test_nobody_has_to_say_why_they_want_to_record(self, anna: Person, lone: Person) -> None:
        told = [
            (await anna.asks(key=need, recorder_need=need)).recorder_need
            for need in ("not_stated", "notes, memory", "Hun hører dårligt, siger hun.")
        ]
        assert [need.choices for need in told] == [("not_stated",), ("notes", "memory"), ()]
        assert told[2].text == "Hun hører dårligt, siger hun."


class TestEqualTreatment:
    async def test_where_the_like_was_allowed_staff_say_what_differs(
        self, town: Town, anna: Person, lone: Person
    ) -> None:
        await lone.denies(await anna.asks())
        with pytest.raises(MustSayWhatDiffers):
            await anna.asks(key="like")
        assert await anna.asks(key="like", deviation_reason="Her er der flere familier.")
        assert await anna.asks(key="unlike", facts=HARASSMENT, ground="harassment", grounds=("harassment",))

    async def test_a_revoked_refusal_counts_as_allowed(self, town: Town, anna: Person, lone: Person) -> None:
        approved = await lone.approves(await anna.asks())
        shown = await refusals.earlier_decisions(town.desk, approved.ground, approved.facts)
        assert (shown.refused.number, shown.allowed.number) == (1, 0)
        await lone.revokes(approved)
        shown = await refusals.earlier_decisions(town.desk, approved.ground, approved.facts)
        assert (shown.refused.number, shown.allowed.number) == (0, 1)


async def test_a_request_that_does_not_exist(anna: Person, lone: Person) -> None:
    request = await anna.asks()
    with pytest.raises(UnknownRequest):
        await refusals.approve(lone.town.desk, request.id + "x", 1, lone.id, "Vurderet.")

"""A case's life, as those who live through it would tell it."""

import asyncio
from dataclasses import replace

import pytest

from casework.cases.case import State
from casework.cases.cases import channel_is_there
from casework.cases.errors import (
    AlreadyClaimed,
    CaseMoved,
    CaseNotNow,
    ChannelIsFixed,
    NotAssessed,
    NotHr,
    NotTheOwner,
    OwnCase,
    OwnQuestion,
    UnknownOwner,
)
from casework.cases.form import AssessmentForm
from casework.errors import DirectoryUnavailable, MissingFields, NotYours, UserError
from casework.ports import Employee
from tests.casework.cases.town import LINK, Colleague, HrTown
from tests.casework.town import at
from tests.casework.whole_register import verify


class TestMisuse:
    async def test_reported_claimed_assessed_answered_and_closed(
        self, town: HrTown, anna: Colleague, hanne: Colleague
    ) -> None:
        reported = await anna.reports()
        assert (reported.state, reported.unit, reported.owner) == (State.NEW, "Jobcenter", None)
        assert town.hr_was_told("case")
        claimed = await hanne.claims(reported)
        assert (claimed.state, claimed.owner) == (State.CLAIMED, hanne.id)
        assessed = await hanne.assesses(claimed, AssessmentForm(police_report="yes", threats="yes"))
        answered = await hanne.replies(assessed)
        closed = await hanne.closes(answered, "Anmeldt til politiet.")
        assert closed.state is State.CLOSED
        assert closed.closing is not None
        assert closed.closing.reason == "Anmeldt til politiet."
        assert [anna.received(kind) for kind in ("case_claimed", "case_reply", "case_closed")] == [1, 1, 1]
        assert town.thread_of(reported) == ["claim", "assess", "reply", "close"]
        assert [f async for f in verify(town.store.queries.chains(), town.store.queries.seals())] == []

    async def test_the_first_event_keeps_the_digest_that_the_receipt_shows(
        self, town: HrTown, anna: Colleague
    ) -> None:
        reported = await anna.reports()
        first = town.memory.tables.chains[reported.about][0]
        assert first.event == "case.report"
        assert reported.digest in first.details
        assert reported.text not in first.details

    async def test_a_report_sent_twice_is_one(self, town: HrTown, anna: Colleague) -> None:
        both = await asyncio.gather(anna.reports(), anna.reports())
        assert both[0].id == both[1].id == (await anna.reports()).id
        assert len(town.sent("case")) == 1

    async def test_the_same_link_reported_by_two_is_two_cases_that_can_be_found_together(
        self, town: HrTown, anna: Colleague, lone: Colleague
    ) -> None:
        await anna.reports()
        await lone.reports()
        assert len(await town.store.queries.cases_with_link(LINK)) == 2

    async def test_a_directory_that_does_not_answer_holds_no_report_up(
        self, town: HrTown, anna: Colleague, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        async def away(_: str) -> Employee | None:
            raise DirectoryUnavailable

        monkeypatch.setattr(town.directory, "find", away)
        assert (await anna.reports()).unit == ""

    async def test_it_is_not_closed_before_a_police_report_is_assessed(
        self, anna: Colleague, hanne: Colleague
    ) -> None:
        claimed = await hanne.claims(await anna.reports())
        with pytest.raises(NotAssessed):
            await hanne.closes(claimed)
        half = await hanne.assesses(claimed, AssessmentForm(private="yes", text="Privat."))
        with pytest.raises(NotAssessed):
            await hanne.closes(half)
        assert (await hanne.closes(await hanne.assesses(half))).state is State.CLOSED

    async def test_closing_needs_a_reason(self, anna: Colleague, hanne: Colleague) -> None:
        assessed = await hanne.assesses(await hanne.claims(await anna.reports()))
        with pytest.raises(MissingFields):
            await hanne.closes(assessed, " ")

    async def test_the_sheet_is_saved_in_parts_and_what_is_said_anew_holds(
        self, anna: Colleague, hanne: Colleague
    ) -> None:
        claimed = await hanne.claims(await anna.reports())
        await hanne.assesses(claimed, AssessmentForm(harmed="Et barn", threats="unclear", text="Foreløbigt."))
        saved = await hanne.assesses(claimed, AssessmentForm(threats="no", police_report="no", text=""))
        assert saved.assessment is not None
        sheet = saved.assessment
        assert (sheet.harmed, sheet.threats, sheet.police_report, sheet.text) == ("Et barn", "no", "no", "")


class TestOneOwner:
    async def test_of_two_who_press_at_once_one_has_it_and_the_other_sees_who(
        self, anna: Colleague, hanne: Colleague, helge: Colleague
    ) -> None:
        reported = await anna.reports()
        ends = await asyncio.gather(hanne.claims(reported), helge.claims(reported), return_exceptions=True)
        (lost,) = [end for end in ends if isinstance(end, BaseException)]
        (won,) = [end for end in ends if not isinstance(end, BaseException)]
        assert isinstance(lost, AlreadyClaimed)
        assert lost.present.owner == won.owner in (hanne.id, helge.id)

    async def test_it_is_given_back_and_taken_by_another(
        self, town: HrTown, anna: Colleague, hanne: Colleague, helge: Colleague
    ) -> None:
        released = await hanne.releases(await hanne.claims(await anna.reports()))
        assert (released.state, released.owner) == (State.NEW, None)
        assert (await helge.claims(released)).owner == helge.id

    async def test_it_is_handed_over_and_the_former_owner_can_do_nothing_more(
        self, anna: Colleague, hanne: Colleague, helge: Colleague
    ) -> None:
        claimed = await hanne.claims(await anna.reports())
        handed = await hanne.gives(claimed, helge)
        assert (handed.owner, handed.state) == (helge.id, State.CLAIMED)
        assert (helge.received("case_assigned"), anna.received("case_claimed")) == (1, 1)
        with pytest.raises(NotTheOwner):
            await hanne.replies(handed)
        with pytest.raises(AlreadyClaimed):
            await hanne.gives(handed, helge)

    async def test_a_new_case_given_to_somebody_is_theirs_and_the_reporter_hears_of_it(
        self, anna: Colleague, hanne: Colleague, helge: Colleague
    ) -> None:
        assert (await hanne.gives(await anna.reports(), helge)).owner == helge.id
        assert (helge.received("case_assigned"), anna.received("case_claimed")) == (1, 1)

    async def test_it_is_given_to_nobody_outside_hr_and_not_to_who_reported_it(
        self, anna: Colleague, lone: Colleague, hanne: Colleague, helge: Colleague
    ) -> None:
        helges = await helge.reports()
        for stranger in (anna, lone, helge, replace(lone, id="nobody")):
            with pytest.raises(UnknownOwner):
                await hanne.gives(helges, stranger)

    async def test_what_an_owner_who_left_hr_has_may_be_taken_by_any_colleague(
        self, town: HrTown, anna: Colleague, hanne: Colleague, helge: Colleague
    ) -> None:
        assessed = await hanne.assesses(await hanne.claims(await anna.reports()))
        with pytest.raises(AlreadyClaimed):
            await helge.claims(assessed)
        town.leaves_hr(hanne)
        with pytest.raises(NotHr):
            await hanne.replies(assessed)
        taken = await helge.claims(assessed)
        assert (taken.owner, taken.state) == (helge.id, State.ASSESSING)
        with pytest.raises(NotHr):
            await hanne.claims(taken)

    async def test_nobody_takes_what_they_reported_themselves(
        self, hanne: Colleague, helge: Colleague
    ) -> None:
        own = await hanne.reports()
        with pytest.raises(OwnCase):
            await hanne.claims(own)
        assert (await hanne.adds(await helge.claims(own))).thread

    async def test_only_hr_may_take_it(self, anna: Colleague, lone: Colleague) -> None:
        reported = await anna.reports()
        for person in (anna, lone):
            with pytest.raises(NotHr):
                await person.claims(reported)

    async def test_an_old_card_does_nothing(
        self, anna: Colleague, hanne: Colleague, helge: Colleague
    ) -> None:
        reported = await anna.reports()
        claimed = await hanne.claims(reported)
        await hanne.releases(claimed)
        for old in (reported, claimed):
            with pytest.raises(CaseMoved):
                await helge.claims(old)


class TestTheReporter:
    async def test_an_addition_reaches_the_owner_and_makes_an_answered_case_wait_again(
        self, town: HrTown, anna: Colleague, hanne: Colleague
    ) -> None:
        answered = await hanne.replies(await hanne.claims(await anna.reports()))
        town.clock.moment = at(4)
        added = await anna.adds(answered)
        assert (added.state, added.waiting_since) == (State.ADDED, at(4))
        assert hanne.received("case_addition") == 1

    async def test_an_addition_does_not_make_a_new_case_wait_less_long(
        self, town: HrTown, anna: Colleague
    ) -> None:
        reported = await anna.reports()
        town.clock.moment = at(4)
        assert (await anna.adds(reported)).waiting_since == reported.waiting_since

    async def test_an_addition_to_a_closed_case_opens_it_again_for_anybody_and_tells_who_closed_it(
        self, town: HrTown, anna: Colleague, hanne: Colleague, helge: Colleague
    ) -> None:
        closed = await hanne.closes(await hanne.assesses(await hanne.claims(await anna.reports())))
        town.clock.moment = at(20)
        added = await anna.adds(closed)
        assert (added.state, added.owner, added.closing) == (State.NEW, None, None)
        assert (added.waiting_since, added.was_taken) == (at(20), True)
        assert [it.id for it in await town.store.queries.open_cases()] == [added.id]
        assert hanne.received("case_addition") == 1
        assert town.thread_of(added)[-1] == "add"
        assert (await helge.closes(await helge.claims(added))).state is State.CLOSED

    async def test_what_was_added_before_the_end_opens_it_again_when_it_is_said_once_more(
        self, anna: Colleague, hanne: Colleague
    ) -> None:
        added = await anna.adds(await hanne.assesses(await hanne.claims(await anna.reports())), "Se her.")
        again = await anna.adds(await hanne.closes(added), "Se her.")
        assert (again.state, len(again.thread)) == (State.NEW, 2)
        assert await anna.adds(again, "Se her.") == again

    async def test_a_closed_case_that_stood_in_no_channel_is_posted_once_something_is_added(
        self, town: HrTown, anna: Colleague, hanne: Colleague
    ) -> None:
        reported = await anna.reports()
        await town.cannot_reach_the_channel()
        closed = await hanne.closes(await hanne.assesses(await hanne.claims(reported)))
        await anna.adds(closed)
        await hanne.chooses_the_channel()
        await town.time_passes_until(at(2, 11))
        assert not (await town.now(closed)).unposted

    async def test_the_first_receipt_still_takes_additions_and_a_double_press_is_one(
        self, anna: Colleague, hanne: Colleague
    ) -> None:
        reported = await anna.reports()
        await hanne.replies(await hanne.claims(reported))
        await anna.adds(reported, "Den er delt igen.")
        await anna.adds(reported, "Den er delt igen. ")
        both = await anna.adds(reported, "Og igen.")
        assert [said.text for said in both.thread if said.what == "addition"] == [
            "Den er delt igen.",
            "Og igen.",
        ]

    async def test_nobody_else_adds_to_it_or_finds_out_what_was_added(
        self, anna: Colleague, lone: Colleague, hanne: Colleague
    ) -> None:
        added = await anna.adds(await anna.reports(), "Den er delt igen.")
        for person in (lone, hanne):
            for text in ("Den er delt igen.", "Noget andet"):
                with pytest.raises(NotYours):
                    await person.adds(added, text)


class TestReopening:
    async def test_a_closed_case_is_opened_again_for_a_colleague(
        self, anna: Colleague, hanne: Colleague, helge: Colleague
    ) -> None:
        closed = await hanne.closes(await hanne.assesses(await hanne.claims(await anna.reports())))
        with pytest.raises(CaseNotNow):
            await hanne.replies(closed)
        reopened = await hanne.reopens(closed, helge)
        assert (reopened.state, reopened.owner, reopened.closing) == (State.REOPENED, helge.id, None)
        assert (helge.received("case_assigned"), anna.received("case_claimed")) == (1, 2)
        assert (await helge.closes(reopened)).state is State.CLOSED

    async def test_without_a_name_it_is_for_who_opens_it(self, anna: Colleague, hanne: Colleague) -> None:
        closed = await hanne.closes(await hanne.claims(await anna.asks_hr()))
        assert (await hanne.reopens(closed)).owner == hanne.id

    async def test_it_is_not_opened_for_somebody_outside_hr(
        self, anna: Colleague, hanne: Colleague, lone: Colleague
    ) -> None:
        closed = await hanne.closes(await hanne.claims(await anna.asks_hr()))
        for person in (lone, anna):
            with pytest.raises(UnknownOwner):
                await hanne.reopens(closed, person)
        with pytest.raises(NotHr):
            await anna.reopens(closed)


class TestLegalHelp:
    async def test_a_question_from_an_advice_is_answered(self, anna: Colleague, hanne: Colleague) -> None:
        asked = await anna.asks_hr(text="Må vi optage et møde?")
        answered = await hanne.replies(await hanne.claims(asked), "Ja.")
        assert anna.received("case_reply") == 1
        assert (await hanne.closes(answered)).state is State.CLOSED  # no police report to assess

    async def test_a_leaders_question_about_a_request_and_its_answer_stand_with_both(
        self, town: HrTown, anna: Colleague, lone: Colleague, hanne: Colleague
    ) -> None:
        waiting = await anna.asks()
        asked = await lone.asks_hr_about(waiting)
        (legal,) = await town.store.queries.cases_reported_by(lone.id)
        assert (legal.refusal, legal.kind, legal.text) == (asked.id, "legal", "Er grunden saglig?")
        assert anna.received("hr_asked") == 1
        assert [m.about for m in town.sent("case")] == [legal.about]
        await hanne.replies(await hanne.claims(legal), "Ja, den er saglig.")
        stands = await town.stands(asked)
        assert [(said.what, said.by) for said in stands.consulted] == [
            ("question", "lone"),
            ("answer", "hanne"),
        ]
        assert (anna.received("hr_answered"), lone.received("hr_answered")) == (1, 1)
        assert lone.received("case_reply") == 0  # the same answer comes once
        assert await lone.approves(waiting)  # the leader's first card still acts

    async def test_after_the_decision_only_who_asked_is_told(
        self, town: HrTown, anna: Colleague, lone: Colleague, hanne: Colleague
    ) -> None:
        asked = await anna.asks_hr_about(await anna.asks())
        (legal,) = await town.store.queries.cases_reported_by(anna.id)
        claimed = await hanne.claims(legal)
        denied = await lone.denies(asked)
        assert (await hanne.replies(claimed)).state is State.ANSWERED
        assert await town.stands(asked) == denied
        assert (anna.received("case_reply"), lone.received("hr_answered")) == (1, 0)

    async def test_a_refused_question_leaves_no_case_behind(
        self, town: HrTown, anna: Colleague, hanne: Colleague
    ) -> None:
        waiting = await anna.asks()
        for person, text in ((hanne, "Er grunden saglig?"), (anna, " "), (anna, "010190-1234")):
            with pytest.raises(UserError):
                await person.asks_hr_about(waiting, text)
        assert town.memory.tables.cases == {}
        assert (await town.stands(waiting)).consulted == ()

    async def test_the_same_question_twice_with_two_presses_is_two_questions(
        self, town: HrTown, anna: Colleague
    ) -> None:
        asked = await anna.asks_hr_about(await anna.asks())
        await anna.asks_hr_about(asked)
        assert len(town.memory.tables.cases) == len((await town.stands(asked)).consulted) == 2

    async def test_nobody_of_hr_answers_about_their_own_request(
        self, town: HrTown, lone: Colleague, hanne: Colleague
    ) -> None:
        town.person("Hanne", leader="Lone", hr=True)
        asked = await lone.asks_hr_about(await hanne.asks())
        (legal,) = await town.store.queries.cases_reported_by(lone.id)
        with pytest.raises(OwnQuestion):
            await hanne.claims(legal)
        assert len((await town.stands(asked)).consulted) == 1


class TestTheChannel:
    async def test_hr_chooses_it_and_nobody_else(
        self, town: HrTown, anna: Colleague, hanne: Colleague
    ) -> None:
        assert not await channel_is_there(town.desk)
        with pytest.raises(NotHr):
            await anna.chooses_the_channel()
        chosen = await hanne.chooses_the_channel("19:hr@thread.tacv2;messageid=1700000000000")
        assert chosen.conversation_id == "19:hr@thread.tacv2"
        assert await channel_is_there(town.desk)

    async def test_what_an_administrator_named_is_not_changed_from_chat(
        self, town: HrTown, anna: Colleague, hanne: Colleague
    ) -> None:
        town.desk = replace(town.desk, fixed_channel="19:named")
        assert await channel_is_there(town.desk)
        with pytest.raises(ChannelIsFixed):
            await hanne.chooses_the_channel()
        with pytest.raises(NotHr):
            await anna.chooses_the_channel()

    async def test_a_report_without_a_channel_is_kept_the_reporter_is_told_and_it_is_posted_later(
        self, town: HrTown, anna: Colleague, hanne: Colleague
    ) -> None:
        reported = await anna.reports()
        await town.cannot_reach_the_channel()
        marked = await town.now(reported)
        assert (marked.unposted, anna.received("case_unposted")) == (True, 1)
        await town.time_passes_until(at(2, 12, 30))
        assert await town.now(reported) == replace(marked, wake_at=at(2, 13))
        await hanne.chooses_the_channel()
        await town.time_passes_until(at(2, 12, 31))
        posted = await town.now(reported)
        assert (posted.unposted, posted.wake_at, len(town.sent("case"))) == (False, None, 2)
        assert town.thread_of(reported) == []

    async def test_a_named_channel_that_is_gone_is_tried_hourly_and_nothing_happens_to_the_cases(
        self, town: HrTown, anna: Colleague, hanne: Colleague
    ) -> None:
        town.desk = replace(town.desk, fixed_channel="19:named")
        reported, other = await anna.reports("1"), await anna.reports("2")
        town.memory.tables.channels_gone = frozenset({"19:named"})
        assert not await channel_is_there(town.desk)
        for hour in range(10, 14):
            await town.cannot_reach_the_channel()
            await town.time_passes_until(at(2, hour, 5))
        for it in (reported, other):
            stands = await town.now(it)
            assert (stands.unposted, stands.version) == (True, it.version + 1)
        assert len(town.sent("case")) == 2 + 4, "each hour one of them tries for all"
        assert anna.received("case_unposted") == 2
        town.memory.tables.channels_gone = frozenset()
        await town.time_passes_until(at(2, 14, 5))
        assert not (await town.now(reported)).unposted

    async def test_a_chosen_channel_that_is_gone_is_not_tried(self, town: HrTown, anna: Colleague) -> None:
        await anna.reports()
        await town.cannot_reach_the_channel()
        await town.time_passes_until(at(2, 15))
        assert len(town.sent("case")) == 1

    async def test_work_goes_on_without_a_channel(
        self, town: HrTown, anna: Colleague, hanne: Colleague
    ) -> None:
        reported = await anna.reports()
        await town.cannot_reach_the_channel()
        closed = await hanne.closes(await hanne.assesses(await hanne.claims(reported)))
        assert closed.state is State.CLOSED
        reopened = await hanne.reopens(closed)
        await hanne.chooses_the_channel()
        await town.time_passes_until(at(2, 11))
        assert not (await town.now(reopened)).unposted

"""What time does to cases, and what becomes of messages that do not arrive."""

import datetime
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.storage.outbox import KEPT
from casework import clockwork
from casework.about import About
from casework.cases import clockwork as case_clockwork
from casework.cases.case import State
from casework.cases.errors import UnknownCase
from casework.cases.timing import POST_AGAIN_AFTER, is_overdue
from casework.desk import Desk
from casework.hr_channel import OVERDUE, OVERVIEW, WAITS_FOR_IT
from casework.messages import ALL_CARDS, CARDS_GONE, HR_CHANNEL, UNDELIVERED, Message
from casework.morning import LAST_DAY
from casework.workdays import add_working_hours, take_working_hours, working_hours_between
from tests.casework.case_store_suite import case
from tests.casework.cases.town import Colleague, HrTown
from tests.casework.town import Person, at
from tests.casework.whole_register import verify

moments = st.integers(0, 400 * 24 * 60).map(
    lambda minutes: at(1, month=1) + datetime.timedelta(minutes=minutes)
)


class TestOverdue:
    def test_a_new_case_after_one_working_day(self) -> None:
        reported = case(waiting_since=at(6, 10))  # a Friday
        assert not is_overdue(reported, at(9, 10))
        assert is_overdue(reported, at(9, 10, 1))

    @pytest.mark.parametrize(
        "state", [State.CLAIMED, State.ASSESSING, State.ANSWERED, State.ADDED, State.REOPENED]
    )
    def test_any_other_after_five(self, state: State) -> None:
        quiet = case(waiting_since=at(6, 10), state=state, owner="hanne")
        assert not is_overdue(quiet, at(13, 10))
        assert is_overdue(quiet, at(13, 10, 1))

    def test_a_closed_one_never(self) -> None:
        assert not is_overdue(case(waiting_since=at(2), state=State.CLOSED), at(30))

    @given(moments, st.floats(0.25, 60))
    def test_going_back_and_forth_in_working_hours_agree(
        self, moment: datetime.datetime, hours: float
    ) -> None:
        since = take_working_hours(moment, hours)
        assert since <= moment
        assert abs(working_hours_between(since, moment) - hours) < 1e-6
        second = datetime.timedelta(seconds=1)
        assert add_working_hours(since - second, hours) <= moment
        assert add_working_hours(since + second, hours) > moment


class TestTheMorning:
    async def test_overdue_cases_are_brought_up_in_one_message_each_working_morning(
        self, town: HrTown, anna: Colleague
    ) -> None:
        for key in "abc":
            await anna.reports(key)
        for moment in (at(3, 8), at(3, 12), at(4, 7, 59)):
            await town.morning_comes(moment)
        assert town.sent(OVERDUE) == []
        for moment in (at(4, 8), at(4, 8), at(4, 15), at(5, 9), at(7, 9), at(8, 9)):
            await town.morning_comes(moment)
        assert [(m.to, m.about) for m in town.sent(OVERDUE)] == [
            (HR_CHANNEL, About("overdue", "2026-03-04")),
            (HR_CHANNEL, About("overdue", "2026-03-05")),
        ]

    async def test_a_claim_and_a_reply_start_the_waiting_anew(
        self, town: HrTown, anna: Colleague, hanne: Colleague
    ) -> None:
        town.clock.moment = at(3, 9)
        reported = await anna.reports()
        town.clock.moment = at(5, 9)
        await hanne.claims(reported)
        await town.morning_comes(at(6, 8))
        assert town.sent(OVERDUE) == []

    async def test_the_month_before_is_told_of_on_the_first_working_day(
        self, town: HrTown, hanne: Colleague
    ) -> None:
        await hanne.chooses_the_channel()
        await town.morning_comes(at(1, 8))  # a Sunday
        assert town.sent(OVERVIEW) == []
        for day in (2, 3):
            await town.morning_comes(at(day, 8))
        assert [m.about for m in town.sent(OVERVIEW)] == [About("overview", "2026-02")]
        await town.morning_comes(at(2, 9, month=1))
        assert [m.about for m in town.sent(OVERVIEW)][1:] == [About("overview", "2025-12")]

    async def test_it_is_told_later_where_the_bot_was_down_or_no_channel_was_there(
        self, town: HrTown, hanne: Colleague
    ) -> None:
        await town.morning_comes(at(2, 8))
        assert town.sent(OVERVIEW) == [], "there is no channel yet"
        await hanne.chooses_the_channel()
        await town.morning_comes(at(12, 8))
        assert [m.about for m in town.sent(OVERVIEW)] == [About("overview", "2026-02")]

    async def test_but_not_at_the_months_end_when_nobody_knows_any_more_whether_it_was_told(
        self, town: HrTown, hanne: Colleague
    ) -> None:
        assert datetime.timedelta(days=LAST_DAY) < KEPT
        await hanne.chooses_the_channel()
        await town.morning_comes(at(30, 8))
        assert town.sent(OVERVIEW) == []

    async def test_before_eight_nothing_is_said(self, town: HrTown) -> None:
        await town.morning_comes(at(2, 7, 59))
        assert town.sent() == []


class TestRetention:
    async def test_a_closed_case_is_gone_after_its_date_and_the_register_still_holds(
        self, town: HrTown, anna: Colleague, hanne: Colleague
    ) -> None:
        closed = await hanne.closes(await hanne.assesses(await hanne.claims(await anna.reports())))
        assert closed.keep_until == closed.closing.at + datetime.timedelta(days=730)  # type: ignore[union-attr]
        town.clock.moment = closed.keep_until - datetime.timedelta(seconds=1)
        assert not await case_clockwork.purge(town.desk, closed.id)
        await town.time_passes_until(closed.keep_until)
        with pytest.raises(UnknownCase):
            await town.now(closed)
        assert town.sent(CARDS_GONE)[0].to == ALL_CARDS
        queries = town.store.queries
        assert [chain[0].about.kind async for chain in queries.chains()] == ["purged"]
        assert [fault async for fault in verify(queries.chains(), queries.seals())] == []
        await clockwork.attend(town.desk, closed.about)  # by a process that comes late

    async def test_a_date_that_somebody_brought_forward_removes_no_evidence(
        self, town: HrTown, anna: Colleague, hanne: Colleague
    ) -> None:
        closed = await hanne.closes(await hanne.claims(await anna.asks_hr()))
        town.memory.tables.cases[closed.id] = replace(closed, keep_until=at(2), wake_at=at(2))
        town.clock.moment = closed.keep_until - datetime.timedelta(seconds=1)
        await clockwork.attend(town.desk, closed.about)
        assert (await town.now(closed)).id == closed.id
        town.clock.moment = closed.keep_until
        assert await case_clockwork.purge(town.desk, closed.id)

    async def test_an_open_case_is_never_purged(self, town: HrTown, anna: Colleague) -> None:
        reported = await anna.reports()
        await town.time_passes_until(at(2) + datetime.timedelta(days=3000))
        assert not await case_clockwork.purge(town.desk, reported.id)
        assert (await town.now(reported)).state is State.NEW

    async def test_a_case_that_was_opened_again_is_kept_from_its_last_closing_on(
        self, town: HrTown, anna: Colleague, hanne: Colleague
    ) -> None:
        first = await hanne.closes(await hanne.claims(await anna.asks_hr()))
        town.clock.moment = at(20)
        again = await hanne.closes(await hanne.reopens(first))
        assert again.keep_until - first.keep_until == at(20) - at(2, 9)


class TestUndelivered:
    async def test_what_does_not_reach_the_reporter_is_told_to_the_owner(
        self, town: HrTown, anna: Colleague, hanne: Colleague
    ) -> None:
        await hanne.replies(await hanne.claims(await anna.reports()))
        assert await clockwork.could_not_deliver(town.desk, town.sent("case_reply")[0])
        assert [m.to for m in town.sent(UNDELIVERED)] == [hanne.id]

    async def test_what_does_not_reach_the_owner_is_told_to_the_channel(
        self, town: HrTown, anna: Colleague, hanne: Colleague, helge: Colleague
    ) -> None:
        await hanne.gives(await anna.reports(), helge)
        await clockwork.could_not_deliver(town.desk, town.sent("case_assigned")[0])
        assert [m.to for m in town.sent(UNDELIVERED)] == [HR_CHANNEL]

    async def test_a_report_of_this_kind_is_not_reported_again(
        self, town: HrTown, anna: Colleague, hanne: Colleague
    ) -> None:
        await hanne.claims(await anna.reports())
        await clockwork.could_not_deliver(town.desk, town.sent("case_claimed")[0])
        before = town.sent()
        await clockwork.could_not_deliver(town.desk, town.sent(UNDELIVERED)[0])
        assert town.sent() == before

    async def test_a_card_that_does_not_reach_the_channel_marks_the_case_once(
        self, town: HrTown, anna: Colleague, hanne: Colleague
    ) -> None:
        claimed = await hanne.claims(await anna.reports())
        for _ in range(2):
            await clockwork.could_not_deliver(town.desk, town.sent("case")[0])
        marked = await town.now(claimed)
        assert (marked.unposted, marked.version) == (True, claimed.version + 1)

    async def test_a_step_that_does_not_waits_for_the_channel_and_the_reporter_hears_nothing(
        self, town: HrTown, anna: Colleague, hanne: Colleague
    ) -> None:
        claimed = await hanne.claims(await anna.reports())
        await clockwork.could_not_deliver(town.desk, town.sent("case_step")[0])
        assert await town.now(claimed) == claimed
        assert anna.received("case_unposted") == 0
        await hanne.chooses_the_channel()
        assert town.memory.queued_again == [(HR_CHANNEL, WAITS_FOR_IT)]

    async def test_a_channel_that_comes_back_while_a_case_is_put_off_is_not_waited_for(
        self, town: HrTown, anna: Colleague, hanne: Colleague, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        reported = await anna.reports()
        await clockwork.could_not_deliver(town.desk, town.sent("case")[0])
        looks = [False]  # the first look finds none; the choice comes before the case is put off

        async def is_there(desk: Desk) -> bool:
            if not looks or looks.pop():
                return True
            await hanne.chooses_the_channel()
            return False

        monkeypatch.setattr(case_clockwork, "channel_is_there", is_there)
        town.clock.moment += POST_AGAIN_AFTER
        await clockwork.attend(town.desk, reported.about)
        assert await clockwork.due(town.desk, 100) == [reported.about]

    async def test_a_channel_that_was_chosen_just_before_the_card_was_given_up_gets_it_at_once(
        self, town: HrTown, anna: Colleague, hanne: Colleague
    ) -> None:
        reported = await anna.reports()
        await hanne.chooses_the_channel()
        await clockwork.could_not_deliver(town.desk, town.sent("case")[0])
        assert await clockwork.due(town.desk, 100) == [reported.about]

    async def test_about_a_case_that_is_closed_or_gone_nothing_more_happens(
        self, town: HrTown, anna: Colleague, hanne: Colleague
    ) -> None:
        closed = await hanne.closes(await hanne.claims(await anna.asks_hr()))
        card = town.sent("case")[0]
        await clockwork.could_not_deliver(town.desk, card)
        assert await town.now(closed) == closed
        await clockwork.could_not_deliver(
            town.desk, Message("case", HR_CHANNEL, About("case", "gone"), "key")
        )

    async def test_requests_are_seen_to_by_their_own_casework(
        self, town: HrTown, anna: Colleague, lone: Person
    ) -> None:
        request = await anna.asks()
        assert await clockwork.could_not_deliver(town.desk, town.sent("approval")[0])
        assert (await town.stands(request)).leader_unreachable
        town.clock.moment = request.expires
        assert await clockwork.due(town.desk, 100) == [request.about]
        await clockwork.attend(town.desk, request.about)
        assert (await town.stands(request)).decision is not None

    async def test_a_message_that_nobody_sent_says_so(self, town: HrTown) -> None:
        for about in (About("overdue", "2026-03-04"), About("overview", "2026-02")):
            assert not await clockwork.could_not_deliver(
                town.desk, Message(about.kind, HR_CHANNEL, about, "k")
            )

"""What time does to a request, and what happens when somebody is away or cannot be reached."""

import datetime
from dataclasses import replace

import pytest

from casework import sealing
from casework.about import CLOCK, About
from casework.desk import Desk
from casework.messages import ALL_CARDS, CARDS_GONE
from casework.ports import Employee
from casework.purging import NotAsWrittenError
from casework.refusal import absences, clockwork
from casework.refusal.errors import (
    AbsenceTooLong,
    AlreadyDecided,
    AlreadyHandled,
    BadAbsence,
    DeputiesAway,
    NotTheLeader,
    OwnRequest,
    TooLate,
    UnknownLeader,
    UnknownRequest,
)
from casework.refusal.procedure import Step
from casework.refusal.request import NOW_LASTS, Refusal, State
from casework.refusal.writing import write
from casework.store import Unit
from tests.casework.town import LAW, Person, Town, at


class TestTime:
    async def test_reminders_back_off_and_silence_reaches_the_leaders_leader(
        self, town: Town, anna: Person, lone: Person, dora: Person
    ) -> None:
        request = await anna.asks(meeting=at(20))
        await town.time_passes_until(at(2, 13))
        assert lone.received("reminder") == 1
        await town.time_passes_until(at(3, 8, 59))
        assert (lone.received("reminder"), dora.received("approval")) == (1, 0)
        await town.time_passes_until(at(3, 9))
        assert dora.received("approval") == anna.received("escalated") == 1
        await town.time_passes_until(at(5, 8))
        assert lone.received("reminder") == 2
        assert (await lone.approves(request)).state is State.APPROVED  # the first card still acts

    async def test_the_leaders_leader_may_decide_after_escalation(
        self, town: Town, anna: Person, lone: Person, dora: Person
    ) -> None:
        request = await anna.asks()
        with pytest.raises(NotTheLeader):
            await dora.approves(request)
        await town.time_passes_until(at(3, 12))
        assert await dora.waits() == [request.id]
        assert (await dora.denies(request)).state is State.DENIED
        with pytest.raises(AlreadyDecided):
            await lone.approves(request)

    async def test_it_is_escalated_sooner_when_the_meeting_is_near(
        self, town: Town, anna: Person, lone: Person, dora: Person
    ) -> None:
        await anna.asks(meeting=at(2, 13))
        await town.time_passes_until(at(2, 10))
        assert (lone.received("reminder"), dora.received("approval")) == (1, 0)
        await town.time_passes_until(at(2, 11))
        assert dora.received("approval") == 1

    async def test_with_nobody_above_hr_is_told_once(self, town: Town, lone: Person, dora: Person) -> None:
        await lone.asks(meeting=at(20))
        await town.time_passes_until(at(10))
        assert len(town.sent("nobody_answers")) == 1

    async def test_without_a_decision_recording_is_allowed_and_everyone_is_told(
        self, town: Town, anna: Person, lone: Person, dora: Person
    ) -> None:
        request = await anna.asks()
        await town.time_passes_until(at(5, 10))
        expired = await town.stands(request)
        assert expired.state is State.EXPIRED
        assert LAW.discusses_others(expired.facts)  # so the card says that they are still to be weighed
        for person in (anna, lone, dora):
            assert person.received("refusal_expired") == 1
        with pytest.raises(AlreadyDecided) as told:
            await lone.approves(request)
        assert told.value.by == CLOCK

    async def test_a_press_after_the_meeting_began_is_too_late_before_the_clock_noticed(
        self, town: Town, anna: Person, lone: Person
    ) -> None:
        request = await anna.asks()
        town.clock.moment = at(5, 10)
        with pytest.raises(TooLate):
            await lone.approves(request)

    async def test_a_meeting_under_way_waits_an_hour(self, town: Town, anna: Person, lone: Person) -> None:
        request = await anna.asks(meeting=None)
        assert request.expires == at(2, 9) + NOW_LASTS
        await town.time_passes_until(at(2, 9, 30))
        assert lone.received("reminder") == 1
        await town.time_passes_until(at(2, 10))
        assert (await town.stands(request)).state is State.EXPIRED

    async def test_a_question_without_an_answer_reminds_anna(
        self, town: Town, anna: Person, lone: Person
    ) -> None:
        await lone.asks_back(await anna.asks(meeting=at(20)))
        await town.time_passes_until(at(2, 13))
        assert (anna.received("question_reminder"), lone.received("reminder")) == (1, 0)
        await town.time_passes_until(at(4))
        assert anna.received("escalated") == 0

    async def test_the_note_is_asked_for_each_working_morning_until_done(
        self, town: Town, anna: Person, lone: Person
    ) -> None:
        await town.time_passes_until(at(6, 9))
        approved = await lone.approves(await anna.asks(meeting=at(12)))
        await town.time_passes_until(at(9, 7, 59))  # over a weekend
        assert anna.received("note_reminder") == 0
        await town.time_passes_until(at(10, 12))
        assert anna.received("note_reminder") == 2
        await anna.has_noted(approved)
        await town.time_passes_until(at(20))
        assert anna.received("note_reminder") == 2


class TestAway:
    async def test_a_deputy_is_asked_and_the_leader_may_still_decide(
        self, town: Town, anna: Person, lone: Person
    ) -> None:
        bo = town.person("Bo")
        await lone.is_away(bo, until=datetime.date(2026, 3, 3))
        first, second = await anna.asks(), await anna.asks(key="other")
        assert (first.leader, first.stands_in_for) == (bo.id, lone.id)
        await bo.denies(first)
        await lone.denies(second)
        town.clock.moment = at(4, 9)
        back = await anna.asks(key="later", deviation_reason="Her er flere familier.")
        assert back.leader == lone.id

    async def test_what_waits_goes_to_the_deputy(self, town: Town, anna: Person, lone: Person) -> None:
        bo = town.person("Bo")
        request = await anna.asks()
        assert [handed.id for handed in await lone.is_away(bo, datetime.date(2026, 3, 9))] == [request.id]
        assert bo.received("approval") == anna.received("handed_over") == 1
        assert await bo.waits() == await lone.waits() == [request.id]

    async def test_a_leader_who_is_back_is_reminded_with_the_deputy(
        self, town: Town, anna: Person, lone: Person
    ) -> None:
        bo = town.person("Bo")
        await anna.asks(meeting=at(20))
        await lone.is_away(bo, datetime.date(2026, 3, 2))
        await town.time_passes_until(at(5, 8))
        assert bo.received("reminder") == lone.received("reminder") == 2

    async def test_a_deputy_never_gets_their_own_request(
        self, town: Town, anna: Person, lone: Person
    ) -> None:
        before = await anna.asks()
        assert await lone.is_away(anna, datetime.date(2026, 3, 9)) == ()
        after = await anna.asks(key="other")
        for it in (await town.stands(before), after):
            assert (it.leader, it.leader_unreachable) == (lone.id, True)
        assert anna.received("leader_unreachable") == 1
        assert (await anna.hands_over(after, town.person("Bo"))).leader_unreachable is False

    async def test_two_who_stand_in_for_each_other_do_not_go_round_in_circles(
        self, town: Town, anna: Person, lone: Person
    ) -> None:
        bo = town.person("Bo")
        await lone.is_away(bo, datetime.date(2026, 3, 9))
        with pytest.raises(DeputiesAway):
            await bo.is_away(lone, datetime.date(2026, 3, 9))
        assert (await anna.asks()).leader == bo.id

    async def test_what_waits_and_what_comes_goes_to_a_deputy_who_is_there(
        self, town: Town, anna: Person, lone: Person
    ) -> None:
        before, bo, ole = await anna.asks(), town.person("Bo"), town.person("Ole")
        await bo.is_away(ole, datetime.date(2026, 3, 9))
        (handed,) = await lone.is_away(bo, datetime.date(2026, 3, 9))
        after = await anna.asks(key="other")
        assert (handed.id, handed.leader, after.leader) == (before.id, ole.id, ole.id)
        assert (handed.stands_in_for, after.stands_in_for) == (lone.id, lone.id)

    async def test_the_register_says_that_the_leader_handed_it_on(
        self, town: Town, anna: Person, lone: Person
    ) -> None:
        it = await anna.asks()
        await lone.is_away(town.person("Bo"), datetime.date(2026, 3, 9))
        (chain,) = [chain async for chain in town.store.queries.chains() if chain[0].about == it.about]
        last = chain[-1]
        assert (last.event, last.actor) == ("refusal.reassign", lone.id)

    async def test_a_leader_may_be_back_before_time(self, town: Town, anna: Person, lone: Person) -> None:
        assert not await lone.is_back()
        await lone.is_away(town.person("Bo"), datetime.date(2026, 3, 9))
        assert await lone.is_back()
        assert (await anna.asks()).leader == lone.id

    async def test_nobody_is_away_for_more_than_a_year(self, town: Town, lone: Person) -> None:
        with pytest.raises(AbsenceTooLong):
            await lone.is_away(town.person("Bo"), datetime.date(9999, 12, 31))

    async def test_an_absence_that_cannot_be(self, town: Town, lone: Person, dora: Person) -> None:
        with pytest.raises(BadAbsence):
            await lone.is_away(dora, datetime.date(2026, 3, 1))
        with pytest.raises(BadAbsence):
            await lone.is_away(lone, datetime.date(2026, 3, 9))
        with pytest.raises(UnknownLeader):
            await lone.is_away(Person(town, "nobody"), datetime.date(2026, 3, 9))

    async def test_who_stands_in_for_the_leader_is_passed_over_on_the_way_up(
        self, town: Town, anna: Person, lone: Person
    ) -> None:
        erik, dora = town.person("Erik"), town.person("Dora", leader="Erik")
        await lone.is_away(dora, datetime.date(2026, 3, 9))
        request = await anna.asks(meeting=at(20))
        await town.time_passes_until(at(3, 12))
        assert (await town.stands(request)).escalated_to == erik.id
        assert (erik.received("approval"), dora.received("approval")) == (1, 1)

    async def test_what_is_handed_over_while_the_clock_looks_up_is_not_escalated_for_the_one_before(
        self, town: Town, anna: Person, lone: Person, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        bo = town.person("Bo")
        request = await anna.asks(meeting=at(20))
        await town.time_passes_until(at(3, 8))
        handed = False

        async def find_slowly(person_id: str) -> Employee | None:
            nonlocal handed
            if not handed:
                handed = True
                await lone.hands_over(request, bo)
            return town.directory.people.get(person_id)

        monkeypatch.setattr(town.directory, "find", find_slowly)
        town.clock.moment = at(3, 10)
        await clockwork.attend(town.desk, request.id)
        stands = await town.stands(request)
        assert (stands.leader, stands.escalated, stands.escalated_to) == (bo.id, None, None)

    async def test_somebody_acting_at_the_same_moment_does_not_keep_a_leader_from_going_away(
        self, town: Town, anna: Person, lone: Person, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        bo, request = town.person("Bo"), await anna.asks()
        faster = [AlreadyHandled(request), AlreadyHandled(request)]

        async def write_slowly(desk: Desk, unit: Unit, step: Step) -> Refusal:
            if faster:
                raise faster.pop()
            return await write(desk, unit, step)

        monkeypatch.setattr(absences, "write", write_slowly)
        await lone.is_away(bo, datetime.date(2026, 3, 9))
        assert (await town.stands(request)).leader == bo.id


class TestUndelivered:
    async def test_with_the_leader_out_of_reach_anna_chooses_another(
        self, town: Town, anna: Person, lone: Person, dora: Person
    ) -> None:
        request = await anna.asks()
        with pytest.raises(OwnRequest):
            await anna.hands_over(request, dora)
        await clockwork.could_not_deliver(town.desk, town.sent("approval")[0])
        assert anna.received("leader_unreachable") == 1
        handed = await anna.hands_over(request, dora)
        assert (handed.leader, handed.leader_unreachable) == (dora.id, False)

    async def test_a_leader_out_of_reach_after_the_decision_changes_nothing_of_it(
        self, town: Town, anna: Person, lone: Person
    ) -> None:
        denied = await lone.denies(await anna.asks())
        await clockwork.could_not_deliver(town.desk, town.sent("approval")[0])
        assert await town.stands(denied) == denied
        assert (anna.received("undelivered"), anna.received("leader_unreachable")) == (1, 0)

    async def test_the_leader_hears_that_anna_could_not_be_told(
        self, town: Town, anna: Person, lone: Person
    ) -> None:
        await lone.approves(await anna.asks())
        await clockwork.could_not_deliver(town.desk, town.sent("refusal_approved")[0])
        assert lone.received("undelivered") == 1
        await clockwork.could_not_deliver(town.desk, town.sent("undelivered")[0])
        assert len(town.sent("undelivered")) == 1


class TestKeeping:
    async def test_what_is_noted_goes_at_its_date_and_its_cards_with_it(
        self, town: Town, anna: Person, lone: Person
    ) -> None:
        noted = await anna.has_noted(await lone.approves(await anna.asks()))
        assert noted.keep_until == at(5) + datetime.timedelta(days=730)
        await town.time_passes_until(noted.keep_until - datetime.timedelta(minutes=1))
        assert await town.stands(noted) == noted
        await town.time_passes_until(noted.keep_until)
        with pytest.raises(UnknownRequest):
            await town.stands(noted)
        assert town.sent(CARDS_GONE, ALL_CARDS)
        assert list(town.memory.tables.chains) == [About("purged", f"refusal:{noted.id}")]

    async def test_what_is_decided_long_before_its_meeting_is_kept_from_the_meeting_on(
        self, town: Town, anna: Person, lone: Person
    ) -> None:
        denied = await lone.denies(await anna.asks(meeting=at(2, 10, month=9)))
        assert denied.keep_until == at(2, 10, month=9) + datetime.timedelta(days=730)

    async def test_what_is_not_noted_in_the_case_stays(self, town: Town, anna: Person, lone: Person) -> None:
        approved = await lone.approves(await anna.asks())
        town.clock.moment = approved.keep_until + datetime.timedelta(days=1)
        assert not await clockwork.purge(town.desk, approved.id)
        await anna.has_noted(approved)
        assert await clockwork.purge(town.desk, approved.id)

    @pytest.mark.parametrize("somebody", ["changes an event", "changes the request", "cuts the end off"])
    async def test_what_was_changed_behind_its_back_stays(
        self, town: Town, anna: Person, lone: Person, somebody: str
    ) -> None:
        denied = await lone.denies(await anna.asks())
        await sealing.seal_the_day(town.desk)
        tables = town.memory.tables
        asked, told = tables.chains[denied.about]
        if somebody == "changes an event":
            tables.chains[denied.about] = (replace(asked, actor="bent"), told)
        elif somebody == "changes the request":
            tables.refusals[denied.id] = replace(denied, leader="bent")
        else:
            tables.chains[denied.about] = (asked,)
        town.clock.moment = denied.keep_until
        with pytest.raises(NotAsWrittenError):
            await clockwork.purge(town.desk, denied.id)
        assert (await town.stands(denied)).id == denied.id

    async def test_a_date_that_somebody_brought_forward_removes_nothing(
        self, town: Town, anna: Person, lone: Person
    ) -> None:
        denied = await lone.denies(await anna.asks())
        town.memory.tables.refusals[denied.id] = replace(denied, keep_until=at(2), wake_at=at(2))
        town.clock.moment = denied.keep_until - datetime.timedelta(seconds=1)
        assert not await clockwork.purge(town.desk, denied.id)
        town.clock.moment = denied.keep_until
        assert await clockwork.purge(town.desk, denied.id)

    async def test_counts_outlive_what_they_count(self, town: Town, anna: Person, lone: Person) -> None:
        denied = await lone.denies(await anna.asks())
        town.clock.moment = denied.keep_until
        assert await clockwork.purge(town.desk, denied.id)
        assert [c.number for c in town.memory.tables.counts if c.outcome == "allowed"] == [1]

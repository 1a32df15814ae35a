"""The note for the case tells what has happened, and when."""

from tests.dialogs.requests.office import Colleague, Office
from tests.dialogs.requests.test_stories import at

AGREED = {"agreed_by_phone": "true", "meeting_date": "", "meeting_time": ""}


async def test_a_no_agreed_by_phone_was_decided_then_and_confirmed_later(
    office: Office, anna: Colleague, lone: Colleague
) -> None:
    await anna.asks(**AGREED)
    await office.time_passes_until(at(24, 9, 30))
    await lone.receives("confirmation")
    await lone.presses("Bekræft")
    note = (await anna.note("refusal_confirmed")).words
    assert "aftalt i telefonen med Lone Lind mandag den 23. november 2026 kl. 13.00" in note
    assert "Lone Lind bekræftede den i Teams tirsdag den 24. november 2026 kl. 09.30" in note


async def test_until_then_the_note_says_when_it_was_agreed_and_that_it_awaits(
    anna: Colleague, lone: Colleague
) -> None:
    await anna.asks(**AGREED)
    note = (await anna.presses("Vis notatet")).words
    assert "aftalt i telefonen med Lone Lind mandag den 23. november 2026 kl. 13.00" in note
    assert "afventer lederens bekræftelse" in note
    assert "i Teams" not in note


async def test_reasons_that_are_read_on_another_day_name_the_day(
    office: Office, anna: Colleague, lone: Colleague
) -> None:
    await anna.asks(**AGREED)
    assert "optage vores samtale i dag" in (await anna.presses("Vis begrundelsen")).words
    await office.time_passes_until(at(24, 9, 30))
    await lone.receives("confirmation")
    await lone.presses("Bekræft")
    words = (await anna.reasons("refusal_confirmed")).words
    assert "optage vores samtale mandag den 23. november 2026 kl. 13.00" in words
    assert "i gang nu" not in words


async def test_a_decision_in_teams_was_made_in_teams(anna: Colleague, lone: Colleague) -> None:
    await anna.asks()
    await lone.types("godkend Hensynet til de andre vejer tungest.")
    note = (await anna.note()).words
    assert "truffet sammen med Lone Lind mandag den 23. november 2026 kl. 13.00" in note
    assert "telefonen" not in note


async def test_a_deputys_decision_names_for_whom_it_was_made(
    anna: Colleague, lone: Colleague, bo: Colleague
) -> None:
    await lone.types("fravær Bo Berg til 4/12")
    await anna.asks()
    await bo.types("godkend Hensynet til de andre vejer tungest.")
    note = (await anna.note()).words
    assert "truffet sammen med Bo Berg som stedfortræder for Lone Lind mandag" in note


async def test_a_leader_who_decides_during_their_absence_stands_in_for_nobody(
    anna: Colleague, lone: Colleague, bo: Colleague
) -> None:
    await lone.types("fravær Bo Berg til 4/12")
    await anna.asks()
    await lone.types("godkend Hensynet til de andre vejer tungest.")
    note = (await anna.note()).words
    assert "truffet sammen med Lone Lind mandag" in note

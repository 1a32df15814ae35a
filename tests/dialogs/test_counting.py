"""What is counted: each advice that a new answer reached, and nothing that points to a person."""

import datetime

from casework.ports import AdviceCount
from tests.cards.gallery import BOTH_GROUNDS, CITIZEN
from tests.dialogs.chat import Chat, World

ALLOWED = AdviceCount("allowed", (), "Jobcenter", "2026-11")


async def test_an_advice_is_counted_when_an_answer_reaches_it() -> None:
    anna = Chat()
    for text in ("hej", "1", "lyd", "ja"):
        await anna.types(text)
    assert anna.world.counted == [ALLOWED]


async def test_looking_around_counts_nothing_more() -> None:
    anna = Chat()
    await anna.sends("interview.start", CITIZEN)
    for text in ("hvorfor", "tilbage", "tekst", "tilbage", "notat", "tilbage", "om", "hvad nu", "tilbage"):
        await anna.types(text)
    assert anna.world.counted == [ALLOWED]


async def test_answering_the_same_again_counts_nothing_more() -> None:
    anna = Chat()
    await anna.sends("interview.start", CITIZEN)
    await anna.presses("Lyd eller billeder")
    await anna.presses("Nu: Kun lyd")
    assert anna.world.counted == [ALLOWED]


async def test_a_start_that_is_an_advice_at_once_counts() -> None:
    anna = Chat()
    await anna.sends("interview.start", {"situation": "recording_misused"})
    assert [counted.verdict for counted in anna.world.counted] == ["contact_hr_legal"]


async def test_the_grounds_are_counted_and_an_unknown_person_has_no_unit() -> None:
    anna = Chat()
    anna.who["person_id"] = "somebody else"
    await anna.sends("interview.start", BOTH_GROUNDS)
    assert anna.world.counted == [
        AdviceCount("refusal_possible", ("harassment", "others_present"), "", "2026-11")
    ]


async def test_the_month_is_the_danish_one() -> None:
    midnight_in_denmark = datetime.datetime(2026, 11, 30, 23, 30, tzinfo=datetime.UTC)
    anna = Chat(world=World(moment=midnight_in_denmark))
    await anna.sends("interview.start", CITIZEN)
    assert anna.world.counted[0].month == "2026-12"

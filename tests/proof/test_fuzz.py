"""The fuzzer for a moment, the same each time; `make fuzz` runs it for long and draws anew."""

import json

import pytest

from dialogs.verbs import VERBS
from tests.proof.fuzz import corpus, oracle
from tests.proof.fuzz.drawing import CPR_SPELLINGS
from tests.proof.fuzz.oracle import CPR_DIGITS, BrokenError
from tests.proof.fuzz.run import fuzz
from tests.proof.fuzz.town import PERSONS, SECRET, Answer

EXAMPLES = 50

ANNA, LONE, EMIL = (PERSONS[name].id for name in ("Anna", "Lone", "Emil"))
REQUEST = {"id": "1", "asked_by": ANNA, "leader": LONE, "stands_in_for": None, "escalated_to": None}


def test_whatever_anybody_sends_everything_holds() -> None:
    fuzz(EXAMPLES, derandomize=True)


def test_the_corpus_is_read() -> None:
    kinds = {activity["type"] for activity in corpus.activities()}
    assert {"message", "invoke", "conversationUpdate", "installationUpdate"} <= kinds


def test_every_deed_of_a_verb_is_somebodys() -> None:
    deeds = {verb for verb in VERBS if verb.partition(".")[0] in ("refusal", "case")}
    shown = {"show", "begin", "step", "document", "sheet", "sheet_step", "find"}
    assert {verb for verb in deeds if verb.partition(".")[2] not in shown} <= set(oracle.DEEDS)


@pytest.mark.parametrize("spelling", CPR_SPELLINGS)
def test_a_cpr_number_is_found_in_the_database_however_it_is_spelt(spelling: str) -> None:
    assert CPR_DIGITS in oracle._without_signs(str({"drafts": [(json.dumps({"text": spelling}),)]}))


@pytest.mark.parametrize(("sender", "deed"), [(EMIL, "approve"), (ANNA, "approve"), (LONE, "withdraw")])
def test_a_deed_of_somebody_who_may_not_is_noticed(sender: str, deed: str) -> None:
    event = {"about": "refusal:1", "event": f"refusal.{deed}", "actor": sender}
    with pytest.raises(BrokenError):
        oracle.check_deeds(sender, {"refusal:1": REQUEST}, {}, [event])


def test_a_change_without_an_event_is_noticed() -> None:
    with pytest.raises(BrokenError):
        oracle.check_deeds(LONE, {"refusal:1": REQUEST}, {"refusal:1": {**REQUEST, "leader": EMIL}}, [])


def test_a_matter_shown_to_a_stranger_is_noticed() -> None:
    answer = Answer(200, SECRET.encode())
    oracle.check_secrets(answer, LONE, [REQUEST])
    with pytest.raises(BrokenError):
        oracle.check_secrets(answer, EMIL, [REQUEST])


@pytest.mark.parametrize("answer", [Answer(500, b""), Answer(501, b""), Answer(200, b'{"statusCode":400}')])
def test_an_answer_that_is_none_is_noticed(answer: Answer) -> None:
    with pytest.raises(BrokenError):
        oracle.check_answer(answer, {"name": "adaptiveCard/action"})

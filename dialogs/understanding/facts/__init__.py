"""What a text clearly states about one conversation. What it leaves open stays unknown."""

from dialogs.understanding.facts.claims import without_recordings_made, without_rejected
from dialogs.understanding.facts.meeting import formal_meeting, medium, only_about_recorder
from dialogs.understanding.facts.persons import Persons
from dialogs.understanding.facts.purpose import harassment_purpose, history, wants_refusal
from dialogs.understanding.facts.recorder import recorder
from dialogs.understanding.facts.signs import SIGNS
from dialogs.understanding.facts.situation import Stage, stage
from dialogs.understanding.facts.words import WISHING
from dialogs.understanding.patterns import Line, tagged
from dialogs.understanding.reading import Reading
from guideline.model import Value

_FIRST_PERSON = frozenset({"jeg", "min", "mit", "my", "i"})


def facts_of(reading: Reading) -> dict[str, Value]:
    """Return the facts that the text states, by the pack's names, in the order in which they are asked."""
    words = without_rejected(reading.words)
    line = tagged(words)
    if not SIGNS["about_recording"].shows(tagged(reading.words)):
        return _answers(line)
    reached = stage(line, tagged(without_recordings_made(words)))
    present = tagged(_since_the_wish(words)) if reached.misused_before else line
    who = recorder(words, line, reading.words)
    found: dict[str, Value | None] = {
        "recorder": who,
        "situation": reached.situation,
        "medium": medium(present),
        "formal_meeting": formal_meeting(line) if who == "employee" else None,
        "only_about_recorder": only_about_recorder(line),
        "wants_refusal": wants_refusal(line) or None,
        "history": _history(line, reached),
        "harassment_purpose": harassment_purpose(present),
    }
    return {fact: value for fact, value in found.items() if value is not None}


def writer_records(reading: Reading) -> bool:
    """Say whether the writer is the employee who records: "må jeg optage min tjenstlige samtale"."""
    line = tagged(reading.words)
    if (
        SIGNS["employee"].shows(line)
        or SIGNS["as_leader"].shows(line)
        or not _FIRST_PERSON & set(reading.words)
    ):
        return False
    return recorder(reading.words, line, reading.words) == "employee"


def said_to_be(reading: Reading) -> str | None:
    """Return who the person spoken of is, when the text corrects that: "nej vent, det er en ansat"."""
    words = without_rejected(reading.words)
    line = tagged(words)
    if not SIGNS["correction"].shows(line):
        return None
    persons = Persons(words, line)
    return next((role for at in reversed(range(len(words))) if (role := persons.named(at))), None)


def _answers(line: Line) -> dict[str, Value]:
    """Return what a few words state that answer a question about a recording, but do not name it.

    A longer text that does not name a recording is about something else.
    """
    if not SIGNS["answers_a_question"].shows(line) or SIGNS["tool"].shows(line):
        return {}
    found: dict[str, Value | None] = {
        "only_about_recorder": only_about_recorder(line),
        "wants_refusal": (wants_refusal(line) and SIGNS["refuse_alone"].shows(line)) or None,
        "history": history(line),
        "harassment_purpose": harassment_purpose(line),
    }
    return {fact: value for fact, value in found.items() if value is not None}


def _since_the_wish(words: tuple[str, ...]) -> tuple[str, ...]:
    """Return what follows the last wish; what lies before it tells of an earlier recording."""
    return words[max((at for at, word in enumerate(words) if word in WISHING), default=0) :]


def _history(line: Line, reached: Stage) -> bool | None:
    """Earlier misuse by somebody who now wishes to record again is history too."""
    return True if reached.misused_before else history(line)

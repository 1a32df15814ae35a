"""Whether a refusal is thought of, what happened before, and what the recording is wanted for."""

from dialogs.understanding.facts.signs import SIGNS
from dialogs.understanding.patterns import Line

_REFUSE = SIGNS["refuse"]
_NOT_REFUSE = SIGNS["not_refuse"]
_HISTORY = SIGNS["history"]
_NO_HISTORY = SIGNS["no_history"]
_OTHERS_HISTORY = SIGNS["others_history"]
_UNSURE_HISTORY = SIGNS["unsure_history"]
_PURPOSE = SIGNS["purpose"]
_UNSURE_PURPOSE = SIGNS["unsure_purpose"]
_NO_PURPOSE = SIGNS["no_purpose"]


def wants_refusal(line: Line) -> bool:
    """Say whether the writer wants to say no, or asks whether they may."""
    return _REFUSE.shows(line) and not _NOT_REFUSE.shows(line)


def history(line: Line) -> bool | None:
    """Say whether the same person has threatened, harassed or published before; False when denied."""
    if _NO_HISTORY.shows(line):
        return False
    if _OTHERS_HISTORY.shows(line) or _UNSURE_HISTORY.shows(line):
        return None
    return True if _HISTORY.shows(line) else None


def harassment_purpose(line: Line) -> bool | None:
    """Say whether this recording is wanted for threats, mockery or pressure; False when denied."""
    if _UNSURE_PURPOSE.shows(line):
        return None
    if _NO_PURPOSE.shows(line):
        return False
    return True if _PURPOSE.shows(line) else None

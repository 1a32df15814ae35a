"""How far it has come: a wish, a recording in sight, a hidden one, or misuse. The latest stage wins."""

from dataclasses import dataclass

from dialogs.understanding.facts.signs import SIGNS
from dialogs.understanding.patterns import Line

_WISH = SIGNS["wish"]
_OPEN = SIGNS["open"]
_OPEN_DENIED = SIGNS["open_denied"]
_COVERT = SIGNS["covert"]
_COVERT_DENIED = SIGNS["covert_denied"]
_NOT_YET = SIGNS["not_yet"]
_MISUSE = SIGNS["misuse"]
_MISUSE_DENIED = SIGNS["misuse_denied"]
_EARLIER = SIGNS["earlier"]
_AGAIN = SIGNS["again"]
_PLANS_TO_SHARE = SIGNS["plans_to_share"]
_NO_WISH = SIGNS["no_wish"]
_DECLINED = SIGNS["declined"]
_ANSWERED_WISH = SIGNS["answered_wish"]


@dataclass(frozen=True, slots=True)
class Stage:
    """The stage reached, and whether misuse lies before it."""

    situation: str | None
    misused_before: bool = False


def stage(line: Line, wished: Line) -> Stage:
    """Return the latest stage that the text clearly states; `wished` is without recordings that exist."""
    declined = _DECLINED.shows(line) and "gerne" not in line.keys
    answered = _ANSWERED_WISH.shows(line) and not declined
    wish = answered or (_WISH.shows(wished) and not declined)
    misused = _MISUSE.shows(line) and not _MISUSE_DENIED.shows(line)
    if misused and wish and (_PLANS_TO_SHARE.shows(line) or (_EARLIER.shows(line) and _AGAIN.shows(line))):
        return Stage(
            "wants_to_record",
            misused_before=not _PLANS_TO_SHARE.shows(line)
            or bool(_EARLIER.shows(line) and _AGAIN.shows(line)),
        )
    if misused:
        return Stage("recording_misused")
    if _COVERT.shows(line) and not _COVERT_DENIED.shows(line) and not _NOT_YET.shows(line):
        return Stage("recording_covertly")
    if _OPEN.shows(line) and not (wish and _OPEN_DENIED.shows(line)):
        return Stage("recording_openly")
    return Stage("wants_to_record" if wish and (answered or not _unwished(line)) else None)


def _unwished(line: Line) -> bool:
    return _NO_WISH.shows(line) and "gerne" not in line.keys

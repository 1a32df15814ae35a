"""What is recorded: sound or images, what kind of meeting, and whom it is about."""

from dialogs.understanding.facts.signs import SIGNS
from dialogs.understanding.patterns import Line

_AUDIO = SIGNS["audio"]
_VIDEO = SIGNS["video"]
_VIDEO_ALSO = SIGNS["video_also"]
_NO_VIDEO = SIGNS["no_video"]
_OFF = SIGNS["off"]

_FORMAL = SIGNS["formal"]
_INFORMAL = SIGNS["informal"]
_NOT_FORMAL = SIGNS["not_formal"]

_NO_OTHERS = SIGNS["no_others"]
_ONLY = SIGNS["only"]
_ALSO = SIGNS["also"]


def medium(line: Line) -> str | None:
    """Return `audio` or `video` when the text says so; a bare "optage" says nothing."""
    if not _VIDEO.shows(line):
        return "audio" if _AUDIO.shows(line) and not _OFF.shows(line) else None
    if _VIDEO_ALSO.shows(line):
        return "video"
    if _NO_VIDEO.shows(line):
        return "audio" if _AUDIO.shows(line) else None
    return "video"


def formal_meeting(line: Line) -> bool | None:
    """Say whether an employee's meeting is one to which they may bring a companion."""
    if _NOT_FORMAL.shows(line):
        return False
    if _FORMAL.shows(line):
        return True
    return False if _INFORMAL.shows(line) else None


def only_about_recorder(line: Line) -> bool | None:
    """Say whether nobody else is discussed, when the text says whom the meeting concerns."""
    if _NO_OTHERS.shows(line):
        return True
    if _ALSO.shows(line):
        return False
    return True if _ONLY.shows(line) else None

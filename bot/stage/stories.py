"""The ready-made stories, as data: who does what, in which order."""

from pathlib import Path
from typing import Any, Literal

import msgspec
import yaml

INTERVIEW = "interview."
"""The beginning of the verbs whose data are facts."""
BESIDE = ("self", "lang")
"""What such data hold besides facts."""

Words = dict[str, str]
"""The same sentence by language: `da` and `en`."""


class Step(msgspec.Struct, forbid_unknown_fields=True):
    """One deed of one person: they open their chat, say something, press a button or answer a file's offer.

    A button is found by its verb and by values in its data, so that a new wording changes no story.
    """

    who: str
    caption: Words
    say: Words | None = None
    press: str | None = None
    data: dict[str, Any] = {}
    inputs: dict[str, Any] = {}
    """What is filled in, as far as the card asks for it."""
    days: dict[str, int] = {}
    """Inputs that are dates: so many days after the bot's present day."""
    file: Literal["accept", "decline"] | None = None
    """How the newest file that is offered is answered."""
    channel: str | None = None
    last: bool = False
    """Of several such buttons on a card the last: the newest line of a list."""
    if_needed: bool = False
    """Skip this step when the button of the next one stands on the newest card already."""
    linger: float = 0.0
    """How much longer than usual what came takes to read, in steps."""


class Story(msgspec.Struct, forbid_unknown_fields=True):
    """A story. `who` are the people on the screen, the main one first."""

    id: str
    title: Words
    about: Words
    who: list[str]
    steps: list[Step]

    def facts(self) -> dict[str, Any]:
        """Return the facts of the guideline that its presses name."""
        steps = [step for step in self.steps if (step.press or "").startswith(INTERVIEW)]
        return {fact: value for step in steps for fact, value in step.data.items() if fact not in BESIDE}


class _Stories(msgspec.Struct):
    stories: list[Story]


def read_stories(path: Path) -> list[Story]:
    """Return the stories of a file; msgspec.ValidationError when it has another shape."""
    return msgspec.convert(yaml.safe_load(path.read_text("utf-8")), _Stories).stories

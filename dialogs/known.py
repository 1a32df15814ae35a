"""What a conversation knows so far. It travels in the cards and is stored nowhere."""

from dataclasses import dataclass

from dialogs.shown import Data
from guideline.decide import relevant
from guideline.facts import domains
from guideline.model import Facts, Pack, Value


@dataclass(frozen=True, slots=True)
class Known:
    """The facts so far, in the order of the questions; the chat's language; who the advice is for."""

    items: tuple[tuple[str, Value], ...]
    lang: str
    for_self: bool = False

    @property
    def facts(self) -> dict[str, Value]:
        """The facts by their ids."""
        return dict(self.items)

    def data(self, **more: object) -> Data:
        """Return what a button carries: what is known, and `more`."""
        carried: Data = {"facts": self.facts, "lang": self.lang}
        if self.for_self:
            carried["self"] = True
        return {**carried, **more}

    def in_language(self, lang: str) -> "Known":
        """Return the same in another language."""
        return Known(self.items, lang, self.for_self)


FOR_STAFF = ("wants_refusal", "history", "harassment_purpose")
"""What only staff consider; whoever asks for themselves is never asked about it."""


def know(pack: Pack, facts: Facts, lang: str, *, for_self: bool) -> Known:
    """Return what counts of these facts: those that an interview over them would ask about.

    Only an employee can ask for themselves; when somebody else turns out to record, that ends.
    A misuse needs no recorder, and then whoever asked for themselves still does.
    """
    counting = relevant(pack, facts)
    own = for_self and counting.get("recorder", "employee") == "employee"
    if own:
        counting = relevant(pack, {fact: value for fact, value in counting.items() if fact not in FOR_STAFF})
    in_order = tuple((fact, counting[fact]) for fact in domains(pack) if fact in counting)
    return Known(in_order, lang, own)

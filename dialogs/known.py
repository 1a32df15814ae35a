"""What a conversation knows so far. It travels in the cards and is stored nowhere."""

from dataclasses import dataclass
from functools import lru_cache

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
        carried: Data = {"facts": _carried(self.items), "lang": self.lang}
        if self.for_self:
            carried["self"] = True
        return {**carried, **more}

    def in_language(self, lang: str) -> "Known":
        """Return the same in another language."""
        return Known(self.items, lang, self.for_self)


@lru_cache(maxsize=64)
def _carried(items: tuple[tuple[str, Value], ...]) -> dict[str, Value]:
    """Return the facts as all buttons of a card carry them: one for all, since it stays with the card."""
    return dict(items)


def know(pack: Pack, facts: Facts, lang: str, *, for_self: bool) -> Known:
    """Return what counts of these facts: those that an interview over them would ask about.

    Only an employee can ask for themselves; when somebody else turns out to record, that ends.
    What only staff consider is left out for them. A misuse needs no recorder, and then whoever asked for
    themselves still does.
    """
    return _know(pack, tuple(facts.items()), lang, for_self)


@lru_cache(maxsize=1024)
def _know(pack: Pack, items: tuple[tuple[str, Value], ...], lang: str, for_self: bool) -> Known:
    """Work it out once: an interview comes by the same few hundred states again and again."""
    facts = dict(items)
    counting = relevant(pack, facts)
    recorder, staff = pack.roles.recorder, pack.roles.refusing.only_staff
    own = for_self and counting.get(recorder.fact, recorder.employee) == recorder.employee
    if own:
        counting = relevant(pack, {fact: value for fact, value in counting.items() if fact not in staff})
    in_order = tuple((fact, counting[fact]) for fact in domains(pack) if fact in counting)
    return Known(in_order, lang, own)

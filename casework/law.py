"""What the casework needs to know of the guideline in force."""

from collections.abc import Mapping
from dataclasses import dataclass

from guideline.base import Condition, Facts
from guideline.model import ASK_MILDER, ASK_NEED, Pack

OTHER = "other"
"""A ground that the guideline does not name; it is marked as such wherever it shows."""


@dataclass(frozen=True, slots=True)
class AlikeBy:
    """The facts by which two conversations are alike, and when others' matters are discussed."""

    recorder: str
    medium: str
    others: Condition


@dataclass(frozen=True, slots=True)
class CaseLaw:
    """The grounds for a refusal, what makes cases alike, and how leaders decide."""

    named: tuple[str, ...]
    """The grounds that the guideline names, in its order."""
    alike: AlikeBy
    unnamed: str
    """The verdict in which a ground that is not named can arise."""
    belongings: frozenset[str] = frozenset()
    """The grounds on which belongings may be kept out of the room."""
    own_meetings: bool = False
    """Whether a leader decides about a meeting of their own."""
    needs: tuple[str, ...] = ()
    """Why people record, as quick choices."""
    milder: tuple[str, ...] = ()
    """Milder means than a refusal, as quick choices."""

    @property
    def grounds(self) -> tuple[str, ...]:
        """Every ground that can be chosen."""
        return (*self.named, OTHER)

    def discusses_others(self, facts: Facts) -> bool:
        """Whether others' matters are discussed, so that they are weighed even without a refusal."""
        return holds(self.alike.others, facts)


def case_law(pack: Pack) -> CaseLaw:
    """Return what the casework needs of a pack."""
    alike, refusing = pack.roles.alike, pack.roles.refusing
    return CaseLaw(
        named=tuple(ground.id for ground in pack.rules.grounds),
        alike=AlikeBy(alike.recorder, alike.medium, alike.others),
        unnamed=refusing.unnamed,
        belongings=frozenset(refusing.belongings),
        own_meetings=refusing.own_meetings,
        needs=_choices(pack, ASK_NEED),
        milder=_choices(pack, ASK_MILDER),
    )


def _choices(pack: Pack, question: str) -> tuple[str, ...]:
    text = pack.texts.get(question)
    return tuple(choice.id for choice in text.choices) if text else ()


def holds(condition: Mapping[str, str | bool], facts: Facts) -> bool:
    """Whether a condition holds; one that asks for nothing never does."""
    return bool(condition) and all(facts.get(fact) == value for fact, value in condition.items())

"""A procedure as a table of transitions, whatever it is about, and its drawing as a Mermaid state diagram."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import Generic, TypeVar

StateT = TypeVar("StateT", bound=StrEnum)
DeedT = TypeVar("DeedT", bound=StrEnum)
RoleT = TypeVar("RoleT", bound=StrEnum)


@dataclass(frozen=True, slots=True)
class Transition(Generic[StateT, DeedT, RoleT]):
    """One row. No origin: it comes into being. No target: it is no longer kept."""

    origin: StateT | None
    deed: DeedT
    who: frozenset[RoleT]
    to: StateT | None


def row(
    origin: StateT | None, deed: DeedT, to: StateT | None, *who: RoleT
) -> Transition[StateT, DeedT, RoleT]:
    """Return a row: from where, by which deed, to where, by whom."""
    return Transition(origin, deed, frozenset(who), to)


def who_ever(table: Iterable[Transition[StateT, DeedT, RoleT]]) -> dict[DeedT, frozenset[RoleT]]:
    """Return for each deed who may do it in any state."""
    found: dict[DeedT, frozenset[RoleT]] = {}
    for one in table:
        found[one.deed] = found.get(one.deed, frozenset()) | one.who
    return found


def drawing(table: Iterable[Transition[StateT, DeedT, RoleT]], roles: Iterable[RoleT]) -> str:
    """Return the table as a Mermaid state diagram; deeds that the same people share have one arrow."""
    in_order = tuple(roles)
    arrows: dict[tuple[str, str, str], list[str]] = {}
    for one in table:
        who = ", ".join(role for role in in_order if role in one.who)
        arrows.setdefault((one.origin or "[*]", one.to or "[*]", who), []).append(one.deed)
    lines = [f"    {a} --> {b}: {' / '.join(deeds)} ({who})" for (a, b, who), deeds in arrows.items()]
    return "\n".join(["stateDiagram-v2", *lines])

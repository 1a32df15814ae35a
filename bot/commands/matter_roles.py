"""What roles.yaml decides of an open matter: what its leader is asked, and which answers count as alike."""

from collections.abc import Iterator

from bot.storage.facts_kept import KeptFacts
from casework.law import OTHER, case_law, holds
from guideline.diff import known_to
from guideline.model import Pack


def changed_roles(old: Pack, new: Pack, kept: KeptFacts) -> list[str]:
    """Return what is otherwise, by its key `role.…`; of a case, only the paragraphs that it cites."""
    before, after = dict(_of(old, kept)), dict(_of(new, kept))
    return [key for key in before if before[key] != after[key]]


def _of(pack: Pack, kept: KeptFacts) -> Iterator[tuple[str, object]]:
    cites = pack.roles.cites
    if kept.ground is None:
        yield "role.cites", (cites.misuse, cites.legal_help)
        return
    law, facts = case_law(pack), known_to(pack, kept.facts)
    yield "role.belongings", kept.ground in law.belongings
    yield "role.own_meetings", law.own_meetings
    alike = law.alike
    compared = (facts.get(alike.recorder), facts.get(alike.medium), holds(alike.others, facts))
    yield "role.alike", (alike.recorder, alike.medium, *compared)
    yield "role.unnamed", law.unnamed if kept.ground == OTHER else None
    yield "role.cites", tuple(getattr(cites, field) for field in cites.__struct_fields__ if field != "misuse")

"""Roles that name what the pack does not have."""

from collections.abc import Collection, Iterator

from guideline.check.conditions import Conditions
from guideline.check.entries import Placed
from guideline.errors import PackError
from guideline.facts import domains, spelt
from guideline.model import Condition, Pack

FILE = "roles.yaml"


def faults(pack: Pack) -> Iterator[PackError]:
    """Find faults in roles.yaml."""
    for where, name, known, what in _named(pack):
        if name not in known:
            remedy = f"use one of {', '.join(known)}" if known else "remove it, since there is none"
            yield PackError(FILE, where, f'"{name}" is no {what} of this pack', remedy)
    yield from _values(pack)
    conditions = Conditions(pack)
    for where, condition in _conditions(pack):
        yield from conditions.over_facts(Placed(FILE, where, pack.roles), "facts", [condition])


def _named(pack: Pack) -> Iterator[tuple[str, str, Collection[str], str]]:
    """Return each name in the file, with its place and what it must be."""
    roles, facts = pack.roles, domains(pack)
    grounds = [ground.id for ground in pack.rules.grounds]
    yield "recorder", roles.recorder.fact, facts, "fact"
    for where, names in (
        ("tells", roles.tells),
        ("refusing", (roles.refusing.considered, *roles.refusing.only_staff)),
        ("alike", (roles.alike.recorder, roles.alike.medium)),
    ):
        yield from ((where, name, facts, "fact") for name in names)
    yield (
        "refusing",
        roles.refusing.unnamed,
        list(dict.fromkeys(rule.verdict for rule in pack.rules.rules)),
        "verdict",
    )
    yield from (("refusing", name, grounds, "ground") for name in roles.refusing.belongings)
    for name in (roles.cards.weighed, roles.cards.unasked):
        if name is not None:
            yield "cards", name, pack.duties, "duty"
    if roles.cards.with_verdict is not None:
        yield "cards", roles.cards.with_verdict, [mark.id for mark in pack.rules.marks], "mark"
    for name in (*roles.public.general, *roles.public.permissions):
        yield "public", name, pack.notices, "notice"
    paragraphs = [paragraph.id for paragraph in pack.paragraphs]
    for field in roles.cites.__struct_fields__:
        yield from (("cites", name, paragraphs, "paragraph") for name in getattr(roles.cites, field))


def _values(pack: Pack) -> Iterator[PackError]:
    """Find values that the recorder cannot have, and facts to compare by that are yes or no."""
    recorder, alike, facts = pack.roles.recorder, pack.roles.alike, domains(pack)
    known = facts.get(recorder.fact, ())
    for value in (recorder.employee, recorder.unsure):
        if value is not None and value not in known:
            told = f'"{value}" is no value of the fact "{recorder.fact}"'
            yield PackError(FILE, "recorder", told, f"it can be {', '.join(map(spelt, known))}")
    for fact in (alike.recorder, alike.medium):
        if any(isinstance(value, bool) for value in facts.get(fact, ())):
            yield PackError(FILE, "alike", f'"{fact}" is answered with yes or no', "name a fact with values")


def _conditions(pack: Pack) -> Iterator[tuple[str, Condition]]:
    roles = pack.roles
    yield "asked_first", roles.asked_first
    yield "new_wish", roles.new_wish.staff
    yield "new_wish", roles.new_wish.own
    yield "alike", roles.alike.others
    yield from ((f"understood, {meaning}", facts) for meaning, facts in roles.understood.items())
    for facts in roles.ready_texts.readers.values():
        yield "ready_texts", facts
    for situation in roles.ready_texts.situations:
        yield f"ready_texts, {situation.id}", situation.facts

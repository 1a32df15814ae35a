"""Roles that name what there is, but lead nowhere or contradict what the pack says elsewhere."""

import itertools
from collections.abc import Iterator

from guideline.check.entries import doubled, rule_name
from guideline.errors import PackError
from guideline.interviews import every_interview
from guideline.law import law_of
from guideline.model import Condition, Facts, Pack, Rule
from guideline.roles import Meaning

FILE = "roles.yaml"

WHO: tuple[Meaning, ...] = (
    "citizen_records",
    "employee_records",
    "municipality_records",
    "somebody_else_records",
)
UNASKED: tuple[Meaning, ...] = ("records_openly", "records_secretly", "recording_was_misused")
CONTRARY: tuple[tuple[Meaning, Meaning], ...] = (
    *itertools.combinations(WHO, 2),
    *(("asks_to_record", it) for it in UNASKED),
    ("records_openly", "recording_was_misused"),
    ("records_secretly", "recording_was_misused"),
    ("only_sound", "with_images"),
    ("meeting_is_formal", "meeting_is_informal"),
    ("about_nobody_else", "about_others"),
    ("has_history", "has_no_history"),
    ("meant_to_harass", "not_meant_to_harass"),
)
"""Meanings of which only one can be true. Openly and secretly may be the same to a guideline."""

STAFFS: tuple[Meaning, ...] = (
    "staff_consider_no",
    "has_history",
    "has_no_history",
    "meant_to_harass",
    "not_meant_to_harass",
)
"""What only staff assess."""


def faults(pack: Pack) -> Iterator[PackError]:
    """Find roles that lead nowhere or astray; the pack is one whose names are all known."""
    yield from _meanings(pack)
    yield from _conditions(pack)
    yield from _only_staff(pack)
    yield from _new_wish(pack)
    yield from _refusals(pack)
    yield from _ready_texts(pack)
    yield from _public(pack)


def _meanings(pack: Pack) -> Iterator[PackError]:
    understood = pack.roles.understood
    for one, other in CONTRARY:
        if one in understood and other in understood and _agree(understood[one], understood[other]):
            told = f'can be true together with "{one}", which says the contrary'
            remedy = "give the two different values of one fact, or leave one out"
            yield PackError(FILE, f"understood, {other}", told, remedy)


def _conditions(pack: Pack) -> Iterator[PackError]:
    """Find conditions that say otherwise than `understood` does."""
    roles = pack.roles
    wanted: tuple[tuple[str, Condition, tuple[Meaning, ...], tuple[Meaning, ...]], ...] = (
        ("asked_first", roles.asked_first, ("asks_to_record",), UNASKED),
        ("alike, others", roles.alike.others, ("about_others",), ("about_nobody_else",)),
    )
    for where, condition, holding, not_holding in wanted:
        for meaning, is_so in (*((it, True) for it in holding), *((it, False) for it in not_holding)):
            facts = roles.understood.get(meaning)
            if facts and (condition.items() <= facts.items()) is not is_so:
                yield PackError(FILE, where, _contradicts(meaning, is_so=is_so), "mend the one that is wrong")


def _contradicts(meaning: str, *, is_so: bool) -> str:
    if is_so:
        return f'does not hold for "{meaning}" of understood'
    return f'holds for "{meaning}" of understood'


def _only_staff(pack: Pack) -> Iterator[PackError]:
    roles = pack.roles
    theirs = {roles.refusing.considered, *(roles.new_wish.staff.keys() - roles.new_wish.own.keys())}
    theirs |= {fact for meaning in STAFFS for fact in roles.understood.get(meaning, {})}
    for fact in sorted(theirs - {roles.recorder.fact, *roles.refusing.only_staff}):
        told = f'only_staff: lacks "{fact}", so that somebody who asks for themselves is asked about it'
        yield PackError(FILE, "refusing", told, "add it")


def _new_wish(pack: Pack) -> Iterator[PackError]:
    for where, facts in (("staff", pack.roles.new_wish.staff), ("own", pack.roles.new_wish.own)):
        rules = _rules_from(pack, facts)
        if rules and all("new_wish" in rule.next for rule in rules):
            told = f"{where}: leads back to the answer that offers a new wish"
            yield PackError(FILE, "new_wish", told, "write what is known when somebody asks anew")


def _refusals(pack: Pack) -> Iterator[PackError]:
    rules, unnamed = pack.rules.rules, pack.roles.refusing.unnamed
    for rule in rules:
        if "request_refusal" in rule.next and not rule.if_refusing:
            empty = "next: offers request_refusal, and if_refusing is empty"
            yield PackError(
                "rules.yaml", rule_name(rule), empty, "write the duties of a refusal, or remove it"
            )
    for name in dict.fromkeys(_considered_in_vain(pack)):
        unasked = "next: offers consider_refusal, and no refusal can be asked for after it"
        yield PackError("rules.yaml", name, unasked, "remove it, or mend the rules that follow")
    refused = dict.fromkeys(
        it.verdict for it in rules if {"request_refusal", "consider_refusal"} & set(it.next)
    )
    if refused and unnamed not in refused:
        unrefused = f'unnamed: no answer "{unnamed}" leads to a refusal'
        yield PackError(FILE, "refusing", unrefused, f"use one of {', '.join(refused)}")


def _considered_in_vain(pack: Pack) -> Iterator[str]:
    """Return the rules at which one may consider a refusal that cannot be asked for then."""
    law, considered = law_of(pack), pack.roles.refusing.considered
    for facts in every_interview(pack):
        outcome = law.outcome(facts)
        if isinstance(outcome, str) or "consider_refusal" not in law.rows[outcome[0]].rule.next:
            continue
        led = law.outcome({**facts, considered: True})
        if not isinstance(led, str) and "request_refusal" not in law.rows[led[0]].rule.next:
            yield rule_name(law.rows[outcome[0]].rule)


def _ready_texts(pack: Pack) -> Iterator[PackError]:
    law, ready = law_of(pack), pack.roles.ready_texts
    for situation in ready.situations:
        for reader, facts in ready.readers.items():
            outcome = law.outcome({**facts, **situation.facts})
            where = f"ready_texts, {situation.id}"
            if isinstance(outcome, str):
                asked = f'facts: lead the reader "{reader}" to the question "{outcome}" and to no text'
                yield PackError(FILE, where, asked, "add the answer to it")
            elif not law.answer(outcome).notices:
                silent = f'facts: lead the reader "{reader}" to an answer that tells the person nothing'
                yield PackError(FILE, where, silent, "change them")
    languages = dict.fromkeys(lang for it in ready.situations for lang in it.words)
    for lang in languages:
        for word in doubled(word for it in ready.situations for word in it.words.get(lang, ())):
            twice = f'the word "{word}" in "{lang}" stands at two ready texts'
            yield PackError(FILE, "ready_texts", twice, "keep it at one")


def _public(pack: Pack) -> Iterator[PackError]:
    law, public = law_of(pack), pack.roles.public
    permissions, general = set(public.permissions), set(public.general)
    for name in sorted(permissions & general):
        always = f'general: "{name}" is a permission, and would be said to everybody'
        yield PackError(FILE, "public", always, "keep it among the permissions alone")
    outcomes = (law.outcome(facts) for facts in every_interview(pack))
    lists = {frozenset(law.answer(it).notices) for it in outcomes if not isinstance(it, str)}
    if any(len(permissions & notices) > 1 for notices in lists):
        both = "permissions: two of them stand in one answer"
        yield PackError(FILE, "public", both, "name the notices of which each answer has one at most")
    beside = {name for notices in lists if permissions & notices for name in notices}
    for name in sorted({name for notices in lists for name in notices} - beside - general):
        alone = f'"{name}" is told only where no permission is'
        yield PackError(FILE, "public", alone, "put it among the permissions, or into general")


def _agree(one: Facts, other: Facts) -> bool:
    """Whether both can be true of one conversation."""
    return all(other.get(fact, value) == value for fact, value in one.items())


def _rules_from(pack: Pack, start: Facts) -> list[Rule]:
    """Return the rules that facts can lead to: the one they settle, or those of every way on from them."""
    law = law_of(pack)
    settled = law.outcome(start)
    if not isinstance(settled, str):
        return [law.rows[settled[0]].rule]
    outcomes = (law.outcome(facts) for facts in every_interview(pack) if _agree(start, facts))
    return [law.rows[outcome[0]].rule for outcome in outcomes if not isinstance(outcome, str)]

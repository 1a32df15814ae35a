"""What a typed answer to a question of the form means."""

from collections.abc import Mapping, Sequence

from cards.words import typed_words
from casework.errors import UnknownChoice
from casework.refusal import leaders
from casework.refusal.form import checked_text, milder_is_short, weighing_is_short
from dialogs.desk import Desk
from dialogs.matching import after_words, is_typed, plain
from dialogs.moments import read_meeting
from dialogs.refusal.filled import MILDER_CHOICES, OWN_WORDS
from dialogs.refusal.form_fields import fields_of
from dialogs.refusal.people import leader_written
from dialogs.refusal.stepping import KEPT, MILDER_MARKS, NEAREST, WEIGHING_MARKS, Steps
from dialogs.shown import Field
from dialogs.step_cards import chosen_in, to_change
from dialogs.stepping import Texts


async def with_answer(desk: Desk, steps: Steps, text: str, by: str) -> Texts:
    """Return the draft with a person's answer to the open question, or raise UserError."""
    texts, at = steps.texts, steps.open
    match at:
        case None:
            return await _change(desk, steps, text, by)
        case "municipal_interest":
            return {**texts, **_interest(texts, checked_text(at, text, needed=True))}
        case "recorder_need" | "milder_means":
            return {**texts, **_chosen_or_said(steps, at, checked_text(at, text, needed=True))}
        case "ground":
            return _ground(texts, _one_of(fields_of(steps.view)[at], text))
        case "agreed_by_phone":
            return {**texts, at: _one_of(fields_of(steps.view)[at], text)}
        case "leader":
            return await _leader(desk, steps, text, by)
        case "meeting":
            return {**texts, **_meeting(desk, text)}
        case _:
            return {**texts, at: checked_text(at, text, needed=True)}


async def _change(desk: Desk, steps: Steps, text: str, by: str) -> Texts:
    """Open a question again ("change 3"), or take another leader ("Dorte Dam is to answer")."""
    name = after_words(typed_words("typed.another_leader"), text)
    if name is None:
        name = _before_words(typed_words("typed.shall_answer"), text)
    if name is None:
        return without(steps.texts, to_change(steps.answered, text))
    if not name:
        return {**without(steps.texts, "leader"), "ask_leader": "true"}
    return await _leader(desk, steps, name, by)


async def _leader(desk: Desk, steps: Steps, text: str, by: str) -> Texts:
    """Take another leader, by id or name, or the nearest again.

    Raises:
        UserError: nobody has the name, several have, or the one who has it cannot be asked.

    """
    texts = without(steps.texts, "leader", "ask_leader")
    if steps.view.whom.nearest and (text == NEAREST or is_typed("typed.nearest_leader", text)):
        return texts
    leader = await leader_written(desk.directory, checked_text("leader", text, needed=True))
    await leaders.whom_to_ask(desk.casework, by, leader)
    return {**texts, "leader": leader or "", "ask_leader": "true"}


def _before_words(said: Sequence[str], text: str) -> str | None:
    """Return what a text says before one of these words at its end; None where it ends on none."""
    tokens = text.split()
    for word in said:
        number = len(plain(word).split())
        if len(tokens) > number and plain(" ".join(tokens[-number:])) == plain(word):
            return " ".join(tokens[:-number])
    return None


def _ground(texts: Texts, ground: str) -> Texts:
    """Ask about another ground anew what was written for the first; the text may stand."""
    written, weighed_for = texts.get("municipal_interest"), texts.get("weighed_for", ground)
    if written is None or weighed_for == ground:
        return {**texts, "ground": ground}
    return {**without(texts, "municipal_interest"), "ground": ground, "earlier_text": written}


def _interest(texts: Texts, text: str) -> Texts:
    """Question a weighing of a few words once, kindly; then take it as it is."""
    stands, ground = texts.get("short_text") or texts.get("earlier_text"), texts.get("ground", "")
    if is_typed("typed.enough", text) and stands:
        return {"municipal_interest": stands, "short_is_meant": "true", "weighed_for": ground}
    if not weighing_is_short(text):
        return {"municipal_interest": text, "weighed_for": ground}
    if "short_text" in texts:
        return {"municipal_interest": text, "short_is_meant": "true", "weighed_for": ground}
    return {"short_text": text}


def _chosen_or_said(steps: Steps, at: str, text: str) -> Texts:
    fields = fields_of(steps.view)
    if at == "milder_means":
        return _milder(steps.texts, fields[MILDER_CHOICES], text)
    return _chosen_or_own(fields[at], text, OWN_WORDS)


def _milder(texts: Texts, field: Field, text: str) -> Texts:
    """Question a word or two, or choices without a why, once; then take them as they are."""
    first = {MILDER_CHOICES: "milder_first", "milder_means": "short_milder"}
    questioned = {name: texts[mark] for name, mark in first.items() if mark in texts}
    if is_typed("typed.enough", text) and questioned:
        return {**questioned, "milder_is_meant": "true"}
    answer = _chosen_or_own(field, text, "milder_means")
    if MILDER_CHOICES in questioned:
        return {**questioned, **answer, "milder_is_meant": "true"}
    if MILDER_CHOICES in answer:
        return {"milder_first": answer[MILDER_CHOICES]}
    if not milder_is_short(text):
        return answer
    return {**answer, "milder_is_meant": "true"} if "short_milder" in texts else {"short_milder": text}


def _chosen_or_own(field: Field, text: str, own_words: str) -> Texts:
    """Return quick choices by their numbers, words or ids; anything else is the requester's own words."""
    parts = [part for part in text.replace(",", " ").split() if not is_typed("typed.and", part)]
    chosen = [chosen_in(field, part) for part in parts]
    if chosen and all(chosen):
        return {field.id: ",".join(dict.fromkeys(c.value for c in chosen if c))}
    whole = chosen_in(field, text)
    return {field.id: whole.value} if whole else {own_words: text}


def _one_of(field: Field, text: str) -> str:
    choice = chosen_in(field, text)
    if choice is None:
        raise UnknownChoice(field.id)
    return choice.value


def _meeting(desk: Desk, text: str) -> Texts:
    found = read_meeting(text, desk.clock.now())
    if found is None:
        raise UnknownChoice("meeting_date", "meeting_time")
    date, time = found
    return {"meeting_date": date, "meeting_time": time} if date else {"now": "true"}


def without(texts: Mapping[str, str], *names: str) -> Texts:
    """Return the draft with some questions open again."""
    gone = {kept for name in names for kept in KEPT.get(name, (name,))}
    if "municipal_interest" in gone:
        gone |= set(WEIGHING_MARKS)
    if "milder_means" in gone:
        gone |= set(MILDER_MARKS)
    return {name: text for name, text in texts.items() if name not in gone}

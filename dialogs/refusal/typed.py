"""Words that decide a request, typed in a chat. Which request is meant must never be a guess."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from cards.words import typed_words, words
from casework.about import About
from casework.ports import Place
from dialogs.asked import Asked
from dialogs.cases import typed as cases_typed
from dialogs.desk import Desk
from dialogs.inputs import version_in
from dialogs.matching import after_words, chosen
from dialogs.refusal import deeds, lists
from dialogs.refusal.card import request_card
from dialogs.refusal.view import look
from dialogs.shown import Data, Shown
from dialogs.turn import Turn

Press = tuple[str, Data]

DECISIONS = frozenset({"refusal.approve", "refusal.deny"})

WORDS = (
    *("approve", "deny", "return", "answer", "reassign", "revoke", "withdraw", "noted"),
    *("handover", "reasons_document"),
)
"""Commands that mean a request even where the chat's last card is about something else."""

MOST = 20
"""Requests of one person that are looked through."""


async def doubtful(desk: Desk, asked: Asked, turn: Turn, press: Press, place: Place | None) -> Shown | None:
    """Return the list to choose from where a typed deed could mean more than one request or case.

    A request may have arrived below the card that was opened last; whoever chose one from the list means it.
    """
    if await cases_typed.is_doubtful(desk, turn, press[0], place):
        return await _which(desk, asked, turn, "hint.which_case")
    if press[0] not in DECISIONS or (place and place.data.get("chosen")):
        return None
    waiting = await desk.casework.store.queries.waiting_for(turn.person_id, 2)
    return await _which(desk, asked, turn, waiting=True) if len(waiting) > 1 else None


async def as_told(desk: Desk, turn: Turn, place: Place | None) -> Place | None:
    """Return the chat's place, its request or case as new as a message has told this person since.

    An answer arrives below the card that was opened before it, and is what is decided on then.
    """
    kind = place.verb.removesuffix(".show") if place else ""
    about_id = place.data.get(kind) if place else None
    if place is None or not isinstance(about_id, str) or kind not in ("refusal", "case"):
        return place
    queries, seen = desk.casework.store.queries, version_in(place.data)
    told = await queries.told_version(About(kind, about_id), turn.person_id)
    if seen is None or told is None or told <= seen:
        return place
    return replace(place, data={**place.data, "version": told})


async def meant(desk: Desk, asked: Asked, turn: Turn, text: str, place: Place | None) -> Press | Shown | None:
    """Return the press that a text means on the one active request or case on which it means any.

    Where it means none, but the chat's last card shows a request, that one has changed and is shown.
    """
    found, lang = [*await cases_typed.presses_meant(desk, asked, turn, text)], asked.known.lang
    if not found and not any(after_words(typed_words(f"typed.{word}"), text) is not None for word in WORDS):
        return None
    queries = desk.casework.store.queries
    mine = [it for it in await queries.mine(turn.person_id, MOST) if lists.is_active(it)]
    theirs = await queries.waiting_for(turn.person_id, MOST)
    for it in (*theirs, *mine):
        told = await queries.told_version(it.about, turn.person_id)
        view = await look(desk.book, desk.casework, it, turn.person_id, lang, version=told)
        press = chosen(request_card(view), text, numbers=False)
        if press and press[0].startswith("refusal."):
            found.append(press)
    if len(found) > 1:
        return await _which_of(desk, asked, turn, found)
    if not found and place and place.verb == "refusal.show":
        hint = words(lang)("errors.not_now")
        return await deeds.show(desk, replace(asked, data=place.data, hint=hint), turn)
    return found[0] if found else None


async def _which_of(desk: Desk, asked: Asked, turn: Turn, found: Sequence[Press]) -> Shown:
    if any(verb.startswith("case.") for verb, _ in found):
        return await _which(desk, asked, turn, "hint.which_case")
    return await _which(desk, asked, turn, waiting=found[0][0] in DECISIONS)


async def _which(
    desk: Desk, asked: Asked, turn: Turn, hint: str = "hint.which_request", *, waiting: bool = False
) -> Shown:
    hinted = replace(asked, hint=words(asked.known.lang)(hint))
    return await (lists.waiting if waiting else lists.mine)(desk, hinted, turn)


def without_cpr(data: Mapping[str, object], offending: frozenset[str]) -> dict[str, object]:
    """Return what a press carried without the inputs that hold a CPR number."""
    return {name: value for name, value in data.items() if name not in offending}


def shown_again(verb: str, data: Mapping[str, object]) -> tuple[str, dict[str, object]] | None:
    """Return the press that shows a form again without acting on it; None for other cards."""
    if verb in ("refusal.submit", "refusal.begin"):
        return "refusal.begin", dict(data)
    if verb == "refusal.step":
        return verb, {name: value for name, value in data.items() if name != "answer"}
    if verb == "absence.set":
        return verb, {"lang": data.get("lang")}
    if verb.startswith("refusal."):
        ask = {"return": "return", "consult": "consult", "reassign": "reassign", "revoke": "revoke"}
        return "refusal.show", {**data, "ask": ask.get(verb.removeprefix("refusal."), "")}
    return cases_typed.shown_again(verb, dict(data))

"""A form that was begun stays: a command typed in the middle of it leads elsewhere, and one word leads back.

Where the chat stands then is the card that the command asked for, since a "yes" answers that one. Its place
carries the form's own, and no text, as every place.
"""

from dataclasses import replace

from cards.render import headed, render
from cards.words import typed_words, words
from casework.ports import Place
from dialogs.problems import FORMS
from dialogs.shown import Shown, Way

_BEGUN = "begun"
"""Where a place carries the place of a form that was begun before it."""

ELSEWHERE = frozenset(
    {"interview.start", "about.show", "list.mine", "list.waiting", "list.cases"}
    | {"misuse.begin", "hr.ask", "refusal.consult", "absence.set"}
)
"""Presses that are commands too: whoever types one that stands on a form has not given the form up."""


def left_at(place: Place | None) -> Place | None:
    """Return the place of the form that was left for this place, if one was."""
    left = place.data.get(_BEGUN) if place else None
    return Place(left["verb"], left["data"]) if isinstance(left, dict) else None


def is_same(place: Place | None, other: Place | None) -> bool:
    """Whether two places are of one form: filled in as a whole, or step by step."""
    return place is not None and other is not None and _form(place) == _form(other)


def carried(shown: Shown, begun: Place | None) -> Shown:
    """Return a card whose place keeps that of the form, unless it shows that form."""
    if begun is None or shown.place is None or is_same(shown.place, begun):
        return shown
    kept = {**shown.place.data, _BEGUN: {"verb": begun.verb, "data": _own(begun)}}
    return replace(shown, place=replace(shown.place, data=kept))


def told(shown: Shown, begun: Place, lang: str) -> Shown:
    """Return the card that a command asked for; it says that the form is still open, and leads back to it."""
    if is_same(shown.place, begun):
        return carried(shown, left_at(begun))
    t, title = words(lang), FORMS.get(begun.verb)
    text = t("begun.form", form=t(title)) if title else t("begun.text")
    name = t("problem.to_form" if title else "problem.to_text")
    way = Way(name, begun.verb, {**_own(begun), "lang": lang}, typed_words("typed.to_form"))
    card = headed(shown.card, render("begun", lang, text=text, way=way))
    # What is only read leaves the chat at the form; of two, the words lead to the one that the card names.
    place = shown.place or Place(begun.verb, _own(begun))
    return carried(replace(shown, card=card, summary=f"{shown.summary} {text}", place=place), begun)


def _own(place: Place) -> dict[str, object]:
    """Return what a form's place carries for itself."""
    return {name: value for name, value in place.data.items() if name != _BEGUN}


def _form(place: Place) -> tuple[object, ...]:
    named = (place.data.get(name) for name in ("refusal", "case", "ask"))
    return FORMS.get(place.verb, place.verb), *named

"""What is said when nothing else can be: cards made at the start, which need nothing to work any more."""

import json

from cards.words import words
from dialogs.turn import Reply

LANGUAGES = ("da", "en")
_PLACE = "REFERENCE"


def _card(lang: str) -> str:
    t = words(lang)
    title = {"type": "TextBlock", "text": t("problem.failed.title"), "wrap": True, "weight": "Bolder"}
    lines = (t("problem.failed.text"), t("problem.failed.reference", reference=_PLACE))
    body = [title, *({"type": "TextBlock", "text": line, "wrap": True} for line in lines)]
    schema = "http://adaptivecards.io/schemas/adaptive-card.json"
    card = {"$schema": schema, "type": "AdaptiveCard", "version": "1.5", "lang": lang, "body": body}
    return json.dumps(card, ensure_ascii=False)


_CARDS = {lang: _card(lang) for lang in LANGUAGES}
_SENTENCES = {
    lang: f"{words(lang)('problem.failed.title')}. "
    + words(lang)("problem.failed.reference", reference=_PLACE)
    for lang in LANGUAGES
}


def last_resort(language: str, reference: str) -> Reply:
    """Return a card in one of our languages with the reference, which must be plain letters and digits."""
    return Reply(_CARDS[language].replace(_PLACE, reference).encode(), sentence(language, reference))


def sentence(language: str, reference: str) -> str:
    """Return the same in one line, where no card fits."""
    return _SENTENCES[language].replace(_PLACE, reference)

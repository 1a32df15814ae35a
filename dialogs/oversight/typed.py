"""Words that open HR/Jura's oversight from any card."""

from cards.words import typed_words
from dialogs.matching import after_words
from dialogs.shown import Data

OPENS = (
    ("typed.overview", "overview.show", "month"),
    ("typed.radar", "radar.show", ""),
    ("typed.access", "access.begin", "about"),
)
"""The words, the press that they mean, and what takes the text behind them; empty: nothing may follow."""


def command(text: str, lang: str) -> tuple[str, Data] | None:
    """Return the press that a text means: "overblik oktober", "radar", "indsigt 2026-17"."""
    for words, verb, takes in OPENS:
        rest = after_words(typed_words(words), text)
        if rest == "":
            return verb, {"lang": lang}
        if rest and takes:
            # Whoever names somebody at once need not be asked again.
            return "access.offer" if takes == "about" else verb, {"lang": lang, takes: rest}
    return None

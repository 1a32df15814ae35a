"""Texts made to keep a search busy: each comes to an end, or these tests never do.

A pattern that goes back over what it has read would take hours for a text of this length.
"""

import pytest

from bot.teams.incoming import Incoming
from bot.teams.turns import typed
from casework.privacy import holds_cpr
from dialogs.matching import plain
from dialogs.understanding import understand

LONG = 200_000
MADE_TO_LAST = [
    "0", "01", "010190", "010190 ", "01 01 90 ", "01.01.90-", "01019012340101901234", " ", "-", "_", "\u2013",
    "<at>", "<at ", "<at></at", "<", "a", "a ", "æ", "a@", "@", "a@.", "www.", "http://",
    "'", "n't", "ikke ",
    "ikke optage ", "siger at han ikke optager men ", "optager borgeren ", "den skrev ", "fra: ",
    "fra: x\n", ".", "\n", "\r\n", "\n \n", "\n> ", "!?", "\u202e",
]  # fmt: skip


@pytest.mark.parametrize("piece", MADE_TO_LAST)
def test_no_text_keeps_the_search_for_cpr_numbers_and_mentions_busy(piece: str) -> None:
    text = piece * (LONG // len(piece))
    holds_cpr(text + "x")
    typed(Incoming("message", text=text))


@pytest.mark.parametrize("piece", MADE_TO_LAST)
def test_no_text_that_is_read_for_its_meaning_keeps_the_reading_busy(piece: str) -> None:
    text = f"x{piece * (LONG // len(piece))}x"
    plain(text)
    understand(text)

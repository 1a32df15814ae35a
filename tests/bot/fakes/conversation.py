"""A conversation that says what it heard."""

import json
from dataclasses import replace

from dialogs.turn import Arrived, Consented, FileContent, FileOffer, Pressed, Reply, Turn, Typed

OFFER = FileOffer("vurdering.docx", "Vurderingen som dokument.", 40_000, "case.document", {"case": "c1"})
FILE = FileContent("vurdering.docx", "application/test", b"en vurdering")


class Listener:
    """Answers every turn with a card that repeats it, offers a file and fails when told to."""

    def __init__(self) -> None:
        self.heard: list[Turn] = []
        self.fails = False
        self.offers = False

    async def typed(self, turn: Typed) -> Reply:
        return self._answer(turn, f"typed {turn.text}")

    async def pressed(self, turn: Pressed) -> Reply:
        return self._answer(turn, f"pressed {turn.verb}")

    async def consented(self, turn: Consented) -> FileContent | Reply:
        said = self._answer(turn, f"consented {turn.verb}")
        return FILE if turn.accepted else said

    def not_handed_over(self, turn: Consented) -> Reply:
        return card(f"not handed over {turn.verb}")

    async def arrived(self, turn: Arrived) -> Reply | None:
        return self._answer(turn, "arrived")

    def failed(self, turn: Turn, reference: str) -> Reply:
        return card(f"failed {reference}")

    def late(self, turn: Pressed, *, is_ending: bool = False) -> Reply:
        return card(f"{'ending' if is_ending else 'late'} {turn.verb}")

    def _answer(self, turn: Turn, words: str) -> Reply:
        self.heard.append(turn)
        if self.fails:
            raise RuntimeError("Anna Agerholm sagde noget")
        said = card(words)
        return replace(said, offer=OFFER) if self.offers else said


def card(words: str) -> Reply:
    """A card with one line."""
    body = [{"type": "TextBlock", "text": words}]
    return Reply(json.dumps({"type": "AdaptiveCard", "version": "1.5", "body": body}).encode(), words)

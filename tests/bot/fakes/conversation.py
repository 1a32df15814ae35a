"""A conversation that says what it heard."""

import json

from dialogs.turn import Arrived, Pressed, Reply, Turn, Typed


class Listener:
    """Answers every turn with a card that repeats it, and fails when told to."""

    def __init__(self) -> None:
        self.heard: list[Turn] = []
        self.fails = False

    async def typed(self, turn: Typed) -> Reply:
        return self._answer(turn, f"typed {turn.text}")

    async def pressed(self, turn: Pressed) -> Reply:
        return self._answer(turn, f"pressed {turn.verb}")

    async def arrived(self, turn: Arrived) -> Reply | None:
        return self._answer(turn, "arrived")

    def failed(self, turn: Turn, reference: str) -> Reply:
        return card(f"failed {reference}")

    def _answer(self, turn: Turn, words: str) -> Reply:
        self.heard.append(turn)
        if self.fails:
            raise RuntimeError("Anna Agerholm sagde noget")
        return card(words)


def card(words: str) -> Reply:
    """A card with one line."""
    body = [{"type": "TextBlock", "text": words}]
    return Reply(json.dumps({"type": "AdaptiveCard", "version": "1.5", "body": body}), words)

"""The stage: a local stand-in for Teams, over the real Bot Connector protocol, for the demo and for tests.

It imports nothing else of the product, and the product nothing of it: the two meet over HTTP alone.
"""

from bot.stage.actor import Actor, NothingCameError
from bot.stage.card import Action, Card
from bot.stage.people import Person, read_people
from bot.stage.teams import Teams

__all__ = ["Action", "Actor", "Card", "NothingCameError", "Person", "Teams", "read_people"]

"""`guideline replay`: stored requests decided again by the edition that they were decided under."""

import sys
from collections.abc import Mapping

from bot.storage.database import Database
from bot.storage.facts_kept import KeptFacts, kept_facts
from guideline.answers import Answer
from guideline.decide import decide
from guideline.diff import known_to
from guideline.model import Pack
from guideline.text_ids import SHORT


async def replay(database: Database, editions: Mapping[str, Pack]) -> int:
    """Write a line for each request and case, and return how many do not follow. Never a written text."""
    wrong = number = 0
    async for kept in kept_facts(database):
        number += 1
        problem = _problem(kept, editions.get(kept.pack.hash))
        wrong += problem is not None
        told = problem or "follows"
        sys.stdout.write(f"{kept.about}\t{kept.pack.version}\t{kept.pack.hash[:SHORT]}\t{told}\n")
    sys.stdout.write(f"{number - wrong} of {number} follow from the edition they were decided under.\n")
    return wrong


def _problem(kept: KeptFacts, pack: Pack | None) -> str | None:
    if pack is None:
        return f"edition {kept.pack.version} ({kept.pack.hash[:SHORT]}) is missing: name its folder"
    result = decide(pack, known_to(pack, kept.facts))
    if kept.verdict is None:
        return None
    if not isinstance(result, Answer):
        return f"stored {kept.verdict}, but {result.fact} is asked about"
    now = (result.verdict, *result.grounds)
    if now != (kept.verdict, *(kept.grounds or ())):
        return f"stored {', '.join((kept.verdict, *(kept.grounds or ())))}, but it gives {', '.join(now)}"
    return None

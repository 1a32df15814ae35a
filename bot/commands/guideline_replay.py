"""`guideline replay`: stored requests decided again by the edition that they were decided under."""

import sys
from collections.abc import Mapping

from bot.commands.guideline_words import DANISH, Words
from bot.storage.database import Database
from bot.storage.facts_kept import KeptFacts, kept_facts
from guideline.answers import Answer
from guideline.decide import decide
from guideline.diff import known_to
from guideline.model import Pack
from guideline.text_ids import SHORT


async def replay(database: Database, editions: Mapping[str, Pack], lang: str = DANISH) -> int:
    """Write a line for each request and case, and return how many do not follow. Never a written text."""
    t = Words("replay", lang)
    wrong = number = 0
    async for kept in kept_facts(database):
        number += 1
        problem = _problem(kept, editions.get(kept.pack.hash), t)
        wrong += problem is not None
        told = problem or t("follows")
        sys.stdout.write(f"{kept.about}\t{kept.pack.version}\t{kept.pack.hash[:SHORT]}\t{told}\n")
    sys.stdout.write(t("counted", right=t.number(number - wrong), all=t.number(number)) + "\n")
    return wrong


def _problem(kept: KeptFacts, pack: Pack | None, t: Words) -> str | None:
    if pack is None:
        return t("missing", version=kept.pack.version, hash=kept.pack.hash[:SHORT])
    result = decide(pack, known_to(pack, kept.facts))
    if kept.verdict is None:
        return None
    if not isinstance(result, Answer):
        return t("asks", stored=kept.verdict, fact=result.fact)
    stored, now = (kept.verdict, *(kept.grounds or ())), (result.verdict, *result.grounds)
    return t("otherwise", stored=", ".join(stored), now=", ".join(now)) if stored != now else None

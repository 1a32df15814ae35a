"""Makes the corpus anew: plays the demo's stories against the real bot, and keeps one activity of each kind.

python -m tests.proof.fuzz.recording
"""

import asyncio
import json
import os
import re
import tempfile
from collections.abc import Iterator
from pathlib import Path

from bot.environment import PREFIX
from bot.stage.demo import STORIES
from bot.stage.people import Json
from bot.stage.player import Player
from bot.stage.stories import read_stories
from tests.proof.fuzz import corpus
from tests.scenarios.town import Town

MOST_OF_A_KIND = 2
UUID = "[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}"
CHANGING = ("timestamp", "localTimestamp", "id")
"""Fields that differ each time and tell nothing."""


async def record() -> list[Json]:
    """Play every story in both languages; return what was sent to the bot."""
    sent: list[Json] = []
    with tempfile.TemporaryDirectory(prefix="corpus-") as folder:
        async with Town(f"sqlite+aiosqlite:///{Path(folder) / 'town.db'}") as town:
            stories = read_stories(STORIES)
            player = Player(town.teams, stories, pace=0)
            for language in ("da-DK", "en-GB"):
                for story in stories:
                    town.person(story.who[0]).speaks(language)
                    await player.steer("start", story.id)
                    await player.finished()
                    sent += [e.request for e in town.teams.traffic.exchanges if e.direction == "to_bot"]
                    town.teams.traffic.exchanges.clear()
            return [_named(activity, town.teams.address) for activity in sent]


def _named(activity: Json, service_url: str) -> Json:
    """Put names in place of what differs each time."""
    text = json.dumps({key: value for key, value in activity.items() if key not in CHANGING})
    text = text.replace(service_url, corpus.SERVICE)
    text = text.replace(json.dumps(activity["conversation"]["id"])[1:-1], corpus.CHAT)
    for kind, name in (("refusal", corpus.REFUSAL), ("case", corpus.CASE), ("key", corpus.KEY)):
        text = re.sub(rf'"{kind}": "{UUID}"', f'"{kind}": "{name}"', text)
    named: Json = json.loads(text)
    return named


def _kind(activity: Json) -> str:
    value = activity.get("value") or {}
    verb = (value.get("action") or {}).get("verb") if activity.get("name") == "adaptiveCard/action" else ""
    parts = (activity["type"], (activity.get("name") or "").partition("/")[2], verb, activity.get("action"))
    return "-".join(str(part) for part in parts if part)


def _some_of_each(sent: list[Json]) -> Iterator[tuple[str, Json]]:
    """Give a few of each kind, no two alike in what they carry."""
    seen: dict[str, list[str]] = {}
    for activity in sent:
        kind, shape = _kind(activity), json.dumps(sorted(_keys(activity)))
        shapes = seen.setdefault(kind, [])
        if shape not in shapes and len(shapes) < MOST_OF_A_KIND:
            shapes.append(shape)
            yield f"{kind}-{len(shapes)}", activity


def _keys(activity: Json) -> Iterator[str]:
    data = ((activity.get("value") or {}).get("action") or {}) if activity["type"] == "invoke" else {}
    yield from data.get("data", {}) if isinstance(data, dict) else ()
    yield str(activity["locale"])


def main() -> None:
    """Make it."""
    for name in [name for name in os.environ if name.startswith(PREFIX)]:
        del os.environ[name]
    for old in corpus.RECORDED.glob("*.json"):
        old.unlink()
    for name, activity in _some_of_each(asyncio.run(record())):
        corpus.save(activity, corpus.RECORDED, name)


if __name__ == "__main__":
    main()

"""The corpus: activities as Teams sends them, a JSON file each, with names for what differs each time.

`recorded/` comes from the demo's stories (`python -m tests.proof.fuzz.recording`), `found/` from the fuzzer.
A name is `{{service}}`, `{{chat}}`, `{{refusal}}`, `{{case}}` or `{{key}}`.
"""

import json
import re
from functools import cache
from pathlib import Path

from bot.stage.people import Json

FOLDER = Path(__file__).parent / "corpus"
RECORDED, FOUND = FOLDER / "recorded", FOLDER / "found"

SERVICE, CHAT, REFUSAL, CASE, KEY = "{{service}}", "{{chat}}", "{{refusal}}", "{{case}}", "{{key}}"


@cache
def activities() -> tuple[Json, ...]:
    """Return everything there is, in an order that stays."""
    files = sorted([*RECORDED.glob("*.json"), *FOUND.glob("*.json")])
    return tuple(json.loads(file.read_text("utf-8")) for file in files)


def save(activity: Json, folder: Path, name: str) -> Path:
    """Write an activity; one with the same name is replaced."""
    folder.mkdir(parents=True, exist_ok=True)
    file = folder / f"{re.sub(r'[^a-z0-9._-]+', '-', name.lower())[:80]}.json"
    file.write_text(json.dumps(activity, ensure_ascii=True, indent=1, sort_keys=True) + "\n", "utf-8")
    return file

"""The corpus: activities as Teams sends them, a JSON file each, with names for what differs each time.

`recorded/` comes from the demo's stories (`python -m tests.proof.fuzz.recording`), `found/` from the fuzzer.
A name is `{{service}}`, `{{chat}}`, `{{refusal}}`, `{{case}}` or `{{key}}`.
"""

import json
import re
from collections.abc import Sequence
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


def keep(fault: str, broke: Sequence[tuple[str, Json]]) -> None:
    """Keep what broke something, who sent what, in place of a longer way to the same fault."""
    for older in FOUND.glob(f"{_slug(fault)}-*.json"):
        older.unlink()
    for number, (who, activity) in enumerate(broke):
        save(activity, FOUND, f"{_slug(fault)}-{number}-{who}")


def save(activity: Json, folder: Path, name: str) -> Path:
    """Write an activity; one with the same name is replaced."""
    folder.mkdir(parents=True, exist_ok=True)
    file = folder / f"{_slug(name)}.json"
    file.write_text(json.dumps(activity, ensure_ascii=True, indent=1, sort_keys=True) + "\n", "utf-8")
    return file


def _slug(name: str) -> str:
    return re.sub(r"[^a-z0-9._-]+", "-", name.lower())[:80]

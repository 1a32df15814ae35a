"""The page for the record of processing tells of everything that is stored, and of nothing else."""

import datetime
import re
from pathlib import Path

from bot.settings import Settings
from bot.storage.drafts import LIFETIME as DRAFT
from bot.storage.migrate import VERSIONS
from bot.storage.outbox import KEPT
from bot.storage.places import LIFETIME as PLACE
from bot.storage.tables import metadata
from casework.refusal.absences import KEPT as ABSENCE

PAGE = (Path(__file__).parents[1] / "docs" / "personal-data.md").read_text("utf-8")
STORED = PAGE.partition("## What is stored")[2].partition("\n## ")[0]
ROWS = {
    name: cells.split(" | ")
    for names, cells in re.findall(r"^\| (`[^|]+`) \| (.+) \|$", STORED, re.MULTILINE)
    for name in re.findall(r"`(\w+)`", names)
}


def test_every_table_has_its_row() -> None:
    assert set(ROWS) == set(metadata.tables) | {VERSIONS}


def test_each_row_says_what_why_and_how_long() -> None:
    assert {name for name, cells in ROWS.items() if len(cells) != 3 or not all(cells)} == set()


def test_the_times_are_those_of_the_code() -> None:
    hours, days = DRAFT.total_seconds() / 3600, KEPT.days
    assert (hours, PLACE, days) == (12, DRAFT, 30)
    assert "twelve hours" in ROWS["places"][2]
    assert all("twelve hours" in ROWS[name][2] for name in ("drafts", "form_drafts"))
    assert ROWS["outbox"][2] == "thirty days"
    assert datetime.timedelta(days=1) == ABSENCE, "the day after the last one; the next it is deleted"
    assert ROWS["absences"][2].startswith("two days after the last day away")
    assert f"`RETENTION_DAYS` is {Settings.retention_days}\n" in STORED


def test_whoever_can_be_named_by_a_row_is_told_of() -> None:
    """A column with somebody's id must not hide in a table that is said to be about nobody."""
    people = {
        "person_id",
        "asked_by",
        "leader",
        "reported_by",
        "owner",
        "chosen_by",
        "deputy",
        "actor",
        "mri",
    }
    about_nobody = {name for name, cells in ROWS.items() if "point to nobody" in cells[2]}
    assert about_nobody
    assert {f"{name}.{column.name}" for name in about_nobody for column in metadata.tables[name].columns} & {
        f"{name}.{column}" for name in about_nobody for column in people
    } == set()

"""What a change of guideline changes, which edition is in force, and what an earlier one had decided."""

import json
import re
import shutil
import subprocess
import sys
from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import msgspec
import pytest

from bot.commands.guideline_diff import open_matters
from bot.commands.guideline_words import COMMANDS, LANGUAGES, Command, catalogue
from bot.storage.database import Database, open_database
from bot.storage.store import SqlStore
from casework.about import PackMark
from casework.cases import cases
from casework.cases.form import CaseForm
from guideline.diff import compare, differences
from guideline.interviews import every_interview
from guideline.load import PACKS, built_in, load_pack
from guideline.model import Pack
from tests.casework.town import PACK, MovableClock, Town, at

ROOT = Path(__file__).parents[3]
NAMES = sorted(folder.name for folder in PACKS.iterdir())
FILMING = {"recorder": "citizen", "situation": "wants_to_record", "medium": "video"}
ASKED = {**FILMING, "only_about_recorder": True}


def run(*arguments: str, given: str = "") -> subprocess.CompletedProcess[str]:
    spoken = ("--language", "en") if arguments[0] == "guideline" and "--language" not in arguments else ()
    command = [sys.executable, "-m", "bot", *arguments, *spoken]
    return subprocess.run(
        command,
        input=given,
        capture_output=True,
        text=True,
        encoding="utf-8",
        cwd=ROOT,
        check=False,
        timeout=90,
    )


def edition(folder: Path, day: str, *changes: tuple[str, str, str]) -> Path:
    """Copy Albertslund's pack, let it begin on a day, and change it."""
    shutil.copytree(built_in("albertslund"), folder)
    (folder / "cases.yaml").unlink(missing_ok=True)
    begins = ("pack.yaml", "in_force_from: 2026-11-23", f"in_force_from: {day}")
    named = ("pack.yaml", "version: 1.0.0", f"version: {day}")
    for file, old, new in (begins, named, *changes):
        text = (folder / file).read_text("utf-8")
        assert old in text
        (folder / file).write_text(text.replace(old, new, 1), "utf-8")
    return folder


WAS = "- {id: audio_only, given: {audio_only: true}}"
IS = "- {id: audio_only, given: {audio_only: true, encourage_disclosure: true}}"
ONLY_UNASKED = ("rules.yaml", f"{WAS}\n  refusing:", f"{IS}\n  refusing:")


@pytest.fixture
def guideline(tmp_path: Path) -> Path:
    """Two editions of a guideline: in the second staff ask for sound only of whoever did not ask."""
    edition(tmp_path / "both" / "first", "2026-11-23")
    edition(tmp_path / "both" / "second", "2027-01-01", ONLY_UNASKED)
    return tmp_path / "both"


def test_a_change_of_rule_is_told_by_what_differs_with_its_facts_and_counts(guideline: Path) -> None:
    told = run("guideline", "diff", str(guideline / "first"), str(guideline / "second")).stdout
    assert "of 18,225 combinations of facts are answered otherwise." in told
    assert "Staff do: no longer audio_only (Ask for sound only)" in told
    assert "Sound or images: Images or video too" in told
    assert len(told.splitlines()) < 60


def test_a_change_of_rule_is_told_in_danish(guideline: Path) -> None:
    both = (str(guideline / "first"), str(guideline / "second"))
    told = run("guideline", "diff", *both, "--language", "da").stdout
    assert re.search(
        r"^[\d.]+ af 18\.225 kombinationer af oplysninger får et andet svar\.$", told, re.MULTILINE
    )
    assert "Det gør medarbejderen: ikke længere audio_only (" in told
    assert "Lyd eller billeder: Også billeder eller video" in told
    assert "Ingen tekst er anderledes." in told
    for english in ("Staff", "no longer", "combinations", "differs"):
        assert english not in told


WEIGH = "notices: [recording_ok_for_now, base_notices, interests_weighed]\n    next: [show_recorder_text, "
ASK_WHEN_WEIGHING = ("rules.yaml", f"{WEIGH}copy_case_note", f"{WEIGH}ask_hr_legal, copy_case_note")


def test_a_way_on_is_told_by_its_button_and_each_situation_once(guideline: Path, tmp_path: Path) -> None:
    other = edition(tmp_path / "other", "2027-01-01", ASK_WHEN_WEIGHING)
    told = run("guideline", "diff", str(guideline / "first"), str(other)).stdout
    assert "Ways on: now ask_hr_legal (Ask HR/Jura)" in told
    rows = [line.strip() for line in told.splitlines() if line.startswith("   when ")]
    assert rows[0] == (
        'when Who records: The citizen, or for the citizen; Situation: "Wants to record" or "Records openly '
        'without asking" or "Records in secret, or I think so"; Only about them: No, others too; '
        "Considering a no: not said"
    )
    assert not [row for row in rows for longer in rows if longer.startswith(f"{row};")]


@pytest.mark.parametrize("changes", [ONLY_UNASKED, ASK_WHEN_WEIGHING])
def test_the_rows_of_a_change_tell_of_its_situations_and_of_no_other(
    changes: tuple[str, str, str], guideline: Path, tmp_path: Path
) -> None:
    old = load_pack(guideline / "first")
    new = load_pack(edition(tmp_path / "other", "2027-01-01", changes))
    compared = compare(old, new)
    for facts in every_interview(old):
        told = [
            change.parts
            for change in compared.changed
            if any(all(facts.get(fact) == value for fact, value in row.items()) for row in change.interviews)
        ]
        assert told == ([parts] if (parts := differences(old, new, facts)) else [])


@pytest.mark.parametrize("command", COMMANDS)
def test_both_languages_say_the_same_with_the_same_places(command: Command) -> None:
    danish, english = (catalogue(command, lang) for lang in LANGUAGES)
    assert english.keys() == danish.keys()
    places = re.compile(r"\{\w+\}")
    for key, words in english.items():
        assert sorted(places.findall(words)) == sorted(places.findall(danish[key])), key


@pytest.mark.parametrize("new", NAMES)
def test_packs_of_other_municipalities_are_compared_and_said_to_differ(new: str) -> None:
    done = run("guideline", "diff", "albertslund", new)
    assert done.returncode == 0
    if new != "albertslund":
        assert "Only the new pack answers" in done.stdout


def test_packs_that_share_no_question_are_not_counted_as_alike() -> None:
    told = run("guideline", "diff", "albertslund", "example-need").stdout
    assert "They share no fact" in told
    assert "0 of 0" not in told


@pytest.mark.parametrize(("day", "asks"), [("2026-12-31", True), ("2027-01-01", False)])
def test_the_edition_in_force_on_the_day_decides(guideline: Path, day: str, *, asks: bool) -> None:
    done = run("decide", "--guideline", str(guideline), "--date", day, given=json.dumps(ASKED))
    assert ("audio_only" in json.loads(done.stdout)["duties"]) is asks


def test_without_a_day_todays_edition_decides(guideline: Path) -> None:
    edition(guideline / "third", "9999-01-01")
    for begun in ("first", "second"):
        manifest = guideline / begun / "pack.yaml"
        manifest.write_text(manifest.read_text("utf-8").replace("in_force_from: 202", "in_force_from: 200"))
    by_default = run("decide", "--guideline", str(guideline), given=json.dumps(ASKED)).stdout
    assert (
        by_default == run("decide", "--guideline", str(guideline / "second"), given=json.dumps(ASKED)).stdout
    )
    assert (
        by_default != run("decide", "--guideline", str(guideline / "third"), given=json.dumps(ASKED)).stdout
    )


@pytest.mark.parametrize("inside", ["", "only"])
def test_a_single_edition_decides_whenever_it_begins(tmp_path: Path, inside: str) -> None:
    edition(tmp_path / "one" / inside, "9999-01-01")
    done = run("decide", "--guideline", str(tmp_path / "one"), given=json.dumps(ASKED))
    assert json.loads(done.stdout)["verdict"] == "allowed"


def test_editions_of_which_none_has_begun_are_told(guideline: Path) -> None:
    for name in ("first", "second"):
        manifest = guideline / name / "pack.yaml"
        manifest.write_text(manifest.read_text("utf-8").replace("in_force_from: 202", "in_force_from: 902"))
    done = run("decide", "--guideline", str(guideline), given="{}")
    assert (done.returncode, done.stdout) == (1, "")
    assert "holds no edition that is in force on " in done.stderr


@pytest.mark.parametrize("name", ["both", "both/first"])
def test_a_day_before_the_guideline_is_told(guideline: Path, name: str) -> None:
    done = run("decide", "--guideline", str(guideline.parent / name), "--date", "2026-11-22", given="{}")
    assert (done.returncode, done.stdout) == (1, "")
    assert len(done.stderr.splitlines()) == 1
    assert "in force" in done.stderr


def test_two_editions_that_begin_on_one_day_are_told(guideline: Path) -> None:
    edition(guideline / "third", "2027-01-01")
    done = run("decide", "--guideline", str(guideline), given="{}")
    assert "begins on 2027-01-01, as second does" in done.stderr


@pytest.fixture
async def database(tmp_path: Path) -> AsyncIterator[Database]:
    opened = await open_database(f"sqlite+aiosqlite:///{tmp_path / 'town.db'}")
    yield opened
    await opened.close()


async def requested(database: Database, pack: Pack, **changes: Any) -> str:
    """Make a request under a pack."""
    town = Town(SqlStore(database, MovableClock()))
    mark = PackMark(pack.manifest.version, pack.hash)
    town.desk = replace(town.desk, pack=mark)
    anna = town.person("Anna", leader="Lone")
    town.person("Lone")
    asked = await anna.asks(pack=mark, **changes)
    return f"refusal:{asked.id}"


async def test_stored_requests_are_replayed_under_the_edition_they_were_decided_under(
    database: Database, guideline: Path, tmp_path: Path
) -> None:
    pack = load_pack(guideline / "first")
    about = await requested(database, pack)
    url = f"sqlite+aiosqlite:///{tmp_path / 'town.db'}"
    done = run("guideline", "replay", str(guideline), "--database", url)
    assert (done.returncode, done.stdout.splitlines()) == (
        0,
        [
            f"{about}\t2026-11-23\t{pack.hash[:12]}\tfollows",
            "1 of 1 follow from the edition they were decided under.",
        ],
    )
    danish = run("guideline", "replay", str(guideline), "--database", url, "--language", "da").stdout
    assert danish.splitlines() == [
        f"{about}\t2026-11-23\t{pack.hash[:12]}\tpasser",
        "1 af 1 passer med den udgave, de er afgjort efter.",
    ]
    missing = run("guideline", "replay", "--database", url)
    assert missing.returncode == 1
    assert f"edition 2026-11-23 ({pack.hash[:12]}) is missing" in missing.stdout


async def test_a_stored_verdict_that_does_not_follow_is_told(
    database: Database, guideline: Path, tmp_path: Path
) -> None:
    await requested(database, load_pack(guideline / "first"), verdict="allowed")
    url = f"sqlite+aiosqlite:///{tmp_path / 'town.db'}"
    done = run("guideline", "replay", str(guideline), "--database", url)
    assert done.returncode == 1
    assert "stored allowed, others_present, but it gives weigh_interests, others_present" in done.stdout


async def test_open_requests_that_would_be_advised_otherwise_are_named_without_what_was_written(
    database: Database, guideline: Path, tmp_path: Path
) -> None:
    about = await requested(
        database, load_pack(guideline / "first"), facts={**FILMING, "only_about_recorder": False}
    )
    url = f"sqlite+aiosqlite:///{tmp_path / 'town.db'}"
    both = (str(guideline / "first"), str(guideline / "second"))
    done = run("guideline", "diff", *both, "--open", "--database", url)
    first, otherwise, in_other_words = done.stdout.splitlines()
    assert first.startswith(f"{about}\twaiting\tStaff do: no longer audio_only")
    assert "helbred" not in done.stdout
    assert otherwise == "1 open matter would be advised otherwise."
    assert in_other_words == "No open matter would get the same advice in other words."
    danish = run(
        "guideline", "diff", *both, "--open", "--database", url, "--language", "da"
    ).stdout.splitlines()
    assert danish[0].startswith(f"{about}\twaiting\tDet gør medarbejderen: ikke længere audio_only")
    assert danish[1:] == [
        "1 åben sag ville få et andet råd.",
        "Ingen åben sag ville få det samme råd med andre ord.",
    ]


SOUND = {**ASKED, "medium": "audio"}


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (
            ("notices.yaml", "da: Du må gerne optage vores samtale.", "da: Optag gerne."),
            "notice recording_ok",
        ),
        (("duties.yaml", "force: must", "force: information"), "duty act_in_role"),
        (("translations.yaml", "approved: null", "approved: 2026-12-01"), "notice recording_ok"),
        (("rules.yaml", "Ja, personen må gerne optage lyd.", "Ja, lyd er fint."), "headline"),
    ],
)
async def test_open_requests_that_would_be_advised_in_other_words_come_after_those(
    database: Database, guideline: Path, tmp_path: Path, change: tuple[str, str, str], told: str
) -> None:
    about = await requested(
        database, load_pack(guideline / "first"), facts=SOUND, verdict="allowed", grounds=()
    )
    await requested(database, load_pack(guideline / "first"), facts={"situation": "recording_misused"})
    edition(tmp_path / "reworded", "2027-02-01", change)
    url = f"sqlite+aiosqlite:///{tmp_path / 'town.db'}"
    both = (str(guideline / "first"), str(tmp_path / "reworded"))
    otherwise, changed, count = run(
        "guideline", "diff", *both, "--open", "--database", url
    ).stdout.splitlines()
    assert otherwise == "No open matter would be advised otherwise."
    assert changed.startswith(f"{about}\twaiting\treads differently: ")
    assert told in changed
    assert count == "1 open matter would get the same advice in other words."


OTHERS = {**FILMING, "medium": "audio", "only_about_recorder": False}
SHOWN = {
    "the ground's own words": (
        ("rules.yaml", "da: Andres personlige forhold kommer op", "da: Andres forhold kommer op"),
        "ground others_present",
    ),
    "the reasons to the citizen": (
        ("texts.yaml", "da: Vi skal også tale om andre menneskers", "da: Vi skal tale om andre menneskers"),
        "text refusal.reasons.others_present",
    ),
    "what the leader decides": (
        (
            "texts.yaml",
            "en: You decide whether the person may",
            "en: It is for you to decide whether they may",
        ),
        "text refusal.leader_decides",
    ),
    "what is asked about the ground": (
        ("texts.yaml", "da: Hvem andre skal I tale om", "da: Hvem skal I tale om"),
        "text weigh.others_present",
    ),
    "the note about a citizen": (
        ("texts.yaml", "da: Borgeren ville gerne optage", "da: Borgeren vil gerne optage"),
        "text note.citizen.wanted",
    ),
    "the label of a fact": (("questions.yaml", "Lyd eller billeder", "Lyd eller film"), "question medium"),
    "the gist of a paragraph": (
        ("paragraphs.yaml", "en: A refusal can be objective when", "en: A no can be objective when"),
        "paragraph B3",
    ),
    "whom to ask": (("pack.yaml", "da: Du finder HR/Jura", "da: I finder HR/Jura"), "pack"),
}


@pytest.mark.parametrize("name", SHOWN)
async def test_an_open_request_reads_differently_when_anything_that_it_shows_does(
    database: Database, guideline: Path, tmp_path: Path, name: str
) -> None:
    change, told = SHOWN[name]
    about = await requested(database, load_pack(guideline / "first"), facts=OTHERS)
    edition(tmp_path / "reworded", "2027-02-01", change)
    url = f"sqlite+aiosqlite:///{tmp_path / 'town.db'}"
    both = (str(guideline / "first"), str(tmp_path / "reworded"))
    otherwise, changed, _ = run("guideline", "diff", *both, "--open", "--database", url).stdout.splitlines()
    assert otherwise == "No open matter would be advised otherwise."
    assert changed == f"{about}\twaiting\treads differently: {told}"


ROLES = {
    "what is asked about belongings": (
        ("roles.yaml", "belongings: [harassment]", "belongings: [harassment, others_present]"),
        "Only one of the packs asks the leader about coat, bag and phone",
    ),
    "what counts as alike": (
        (
            "roles.yaml",
            "medium: medium, others: {only_about_recorder: false}",
            "medium: medium, others: {only_about_recorder: true}",
        ),
        "Other conversations count as alike where earlier answers are shown",
    ),
    "who decides about a leader's meeting": (
        ("roles.yaml", "  belongings:", "  own_meetings: true\n  belongings:"),
        "Somebody else decides about a meeting that the leader holds",
    ),
    "the paragraphs on the card": (
        ("roles.yaml", "leader_decides: [B2]", "leader_decides: [I1]"),
        "The card cites other paragraphs",
    ),
}


@pytest.mark.parametrize("name", ROLES)
async def test_an_open_request_is_told_of_where_its_leader_would_be_asked_or_shown_something_else(
    database: Database, guideline: Path, tmp_path: Path, name: str
) -> None:
    change, told = ROLES[name]
    about = await requested(database, load_pack(guideline / "first"), facts=OTHERS)
    edition(tmp_path / "other", "2027-02-01", change)
    url = f"sqlite+aiosqlite:///{tmp_path / 'town.db'}"
    both = (str(guideline / "first"), str(tmp_path / "other"))
    lines = run("guideline", "diff", *both, "--open", "--database", url).stdout.splitlines()
    assert lines[:2] == [f"{about}\twaiting\t{told}", "1 open matter would be advised otherwise."]


@pytest.mark.parametrize(("ground", "otherwise"), [("other", 1), ("others_present", 0)])
async def test_which_advice_an_unnamed_ground_is_counted_by_matters_to_that_ground_alone(
    database: Database, guideline: Path, ground: str, otherwise: int
) -> None:
    old = load_pack(guideline / "first")
    changed = msgspec.structs.replace(old.roles.refusing, unnamed="weigh_interests")
    new = msgspec.structs.replace(old, roles=msgspec.structs.replace(old.roles, refusing=changed))
    await requested(database, old, facts=OTHERS, ground=ground)
    assert await open_matters(database, old, new) == otherwise


async def test_an_open_case_reads_differently_when_its_assessment_does(
    database: Database, guideline: Path, tmp_path: Path
) -> None:
    town = Town(SqlStore(database, MovableClock()))
    anna = town.person("Anna", leader="Lone")
    facts = {"situation": "recording_misused"}
    form = CaseForm(
        key="case-1",
        kind="misuse",
        facts=facts,
        pack=PACK,
        text="En optagelse er delt.",
        seen_on=at(2).date(),
    )
    made = await cases.report(town.desk, form, anna.id)
    change = ("texts.yaml", "da: I skal vurdere, om sagen bør", "da: I skal tage stilling til, om sagen bør")
    edition(tmp_path / "reworded", "2027-02-01", change)
    url = f"sqlite+aiosqlite:///{tmp_path / 'town.db'}"
    both = (str(guideline / "first"), str(tmp_path / "reworded"))
    _, changed, _ = run("guideline", "diff", *both, "--open", "--database", url).stdout.splitlines()
    assert changed == f"case:{made.id}\tnew\treads differently: text assess.intro"


@pytest.mark.parametrize(
    "change",
    [
        ("texts.yaml", "da: Ud fra det, der er sket før, vurderer", "da: Efter det, der er sket, vurderer"),
        ("texts.yaml", "da: Den ansatte ville gerne optage", "da: Den ansatte vil gerne optage"),
        ("texts.yaml", "da: I skal vurdere, om sagen bør", "da: I skal tage stilling til, om sagen bør"),
    ],
)
async def test_words_that_an_open_request_does_not_show_leave_it_as_it_is(
    database: Database, guideline: Path, tmp_path: Path, change: tuple[str, str, str]
) -> None:
    await requested(database, load_pack(guideline / "first"), facts=OTHERS)
    edition(tmp_path / "reworded", "2027-02-01", change)
    url = f"sqlite+aiosqlite:///{tmp_path / 'town.db'}"
    both = (str(guideline / "first"), str(tmp_path / "reworded"))
    told = run("guideline", "diff", *both, "--open", "--database", url).stdout.splitlines()
    assert told[1:] == ["No open matter would get the same advice in other words."]

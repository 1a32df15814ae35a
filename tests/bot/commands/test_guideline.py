"""`optagelsesguiden guideline`, run as a program."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from guideline.load import built_in

ROOT = Path(__file__).parents[3]

EASY = "Vi beder dig om kun at optage lyd, ikke billeder."
HARD = (
    "Optagelsesønsker forudsætter kommunalbestyrelsens forudgående stillingtagen, hvorefter ledelsens "
    "indstilling fremsendes til efterfølgende godkendelse i forvaltningens øverste beslutningsorganer."
)


def run(*arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "bot", "guideline", *arguments],
        capture_output=True,
        text=True,
        encoding="utf-8",
        cwd=ROOT,
        check=False,
        timeout=60,
    )


@pytest.fixture
def changed(tmp_path: Path) -> Path:
    """A copy of the built-in pack in which one notice is hard to read."""
    folder = tmp_path / "pack"
    shutil.copytree(built_in("albertslund"), folder)
    file = folder / "notices.yaml"
    words = file.read_text(encoding="utf-8")
    assert EASY in words
    file.write_text(words.replace(EASY, HARD), encoding="utf-8")
    return folder


def test_the_built_in_pack_is_sound_and_readable() -> None:
    done = run("check")
    assert done.returncode == 0, done.stdout
    assert "albertslund 1.0.0 is sound" in done.stdout
    assert "No text is too hard." in done.stdout


def test_a_hard_sentence_is_listed_first_and_fails_the_check(changed: Path) -> None:
    done = run("check", str(changed))
    assert done.returncode == 1
    listed = done.stdout.splitlines()[2:]
    assert listed[0].startswith("  notices.yaml, audio_only, text (da): LIX ")
    assert listed[1].strip() == HARD
    assert "1 text is too hard." in done.stdout


def test_a_difference_is_told_by_id_with_both_texts(changed: Path) -> None:
    done = run("diff", "albertslund", str(changed))
    assert done.returncode == 0
    told = done.stdout.splitlines()
    assert told[1] == "changed notices:audio_only:text:da"
    assert told[2].startswith("  - ")
    assert EASY in told[2]
    assert HARD in told[3]
    assert told[-1] == "1 text differs."


def test_an_approval_and_its_end_are_told(tmp_path: Path) -> None:
    folder = tmp_path / "pack"
    shutil.copytree(built_in("albertslund"), folder)
    file = folder / "translations.yaml"
    words = file.read_text(encoding="utf-8")
    draft = "- language: de\n  approved: null"
    assert draft in words
    file.write_text(words.replace(draft, "- language: de\n  approved: 2026-11-20"), encoding="utf-8")
    given = run("diff", "albertslund", str(folder)).stdout.splitlines()
    assert given[1:] == ["No text differs.", "approved: de"]
    taken_back = run("diff", str(folder), "albertslund").stdout.splitlines()
    assert taken_back[1:] == ["No text differs.", "no longer approved: de"]


def test_what_an_employee_is_told_in_another_language_is_compared_too(tmp_path: Path) -> None:
    folder = tmp_path / "pack"
    shutil.copytree(built_in("albertslund"), folder)
    file = folder / "translations.yaml"
    words = file.read_text(encoding="utf-8")
    told = "Sie dürfen das Treffen gern aufnehmen."
    assert told in words
    file.write_text(words.replace(told, "Sie dürfen das Treffen aufnehmen."), encoding="utf-8")
    said = run("diff", "albertslund", str(folder)).stdout.splitlines()
    assert said[1] == "changed translations:recording_ok:employee_notices:de"
    assert said[-1] == "1 text differs."


def test_a_pack_does_not_differ_from_itself() -> None:
    assert run("diff", "albertslund", "albertslund").stdout.splitlines()[-1] == "No text differs."


@pytest.mark.parametrize("arguments", [("check", "nowhere"), ("diff", "albertslund", "nowhere")])
def test_a_pack_that_is_not_there_is_one_sentence(arguments: tuple[str, ...]) -> None:
    done = run(*arguments)
    assert (done.returncode, done.stdout) == (1, "")
    assert len(done.stderr.splitlines()) == 1


def test_help_says_that_rules_are_not_compared() -> None:
    assert "rules, questions and" in " ".join(run("diff", "--help").stdout.split())

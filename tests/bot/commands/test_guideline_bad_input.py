"""What cannot be used as a pack is one clear sentence, whichever command meets it."""

import os
import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from bot.cli import main
from bot.fault_words import in_danish
from guideline.load import built_in, examine

Spoil = Callable[[Path], object]


def replaced(file: str, old: str, new: str) -> Spoil:
    def spoil(folder: Path) -> None:
        words = (folder / file).read_text("utf-8")
        assert old in words
        (folder / file).write_text(words.replace(old, new, 1), encoding="utf-8")

    return spoil


def written(file: str, content: bytes) -> Spoil:
    return lambda folder: (folder / file).write_bytes(content)


RULE = "  - verdict: pause_first\n    when: [{others: true}]"
BAD = {
    "broken": (
        replaced("rules.yaml", "rules:", 'rules: "'),
        r"rules\.yaml, line \d+: is not YAML: .+; look at the quotation marks and indents there\.",
    ),
    "indented with a tab": (
        replaced("rules.yaml", "  - verdict: outside", "\t- verdict: outside"),
        r"rules\.yaml, line \d+: is not YAML: .+; indent with spaces, .+\.",
    ),
    "cyclic": (
        replaced("rules.yaml", "told: [", "told: &told [*told, "),
        r"rules\.yaml, line \d+: uses an anchor; write the value out where it is needed\.",
    ),
    "a list in itself": (
        replaced("rules.yaml", "told: [", "told: [told, "),
        r'rules\.yaml, list told: names another list, "told"; write out what that one holds\.',
    ),
    "huge": (
        written("texts.yaml", b"# " + b"x" * (1 << 20)),
        r"texts\.yaml: is larger than 1048576 bytes; write it shorter\.",
    ),
    "deep": (
        written("texts.yaml", b"[" * 100_000),
        r"texts\.yaml, line 1: is nested too deeply; a pack has six levels\.",
    ),
    "a key twice": (
        replaced("duties.yaml", "  force: must", "  force: must\n  force: may"),
        r'duties\.yaml, line 4: says "force" twice; keep one\.',
    ),
    "a rule that another contradicts": (
        replaced("rules.yaml", RULE, "  - verdict: pause_first\n    when: [{disturbing: true}]"),
        r"rules\.yaml, rule pause_first: can never hold, .*leader_may_decline always holds first; .+",
    ),
    "two rules with one name": (
        replaced("rules.yaml", "verdict: pause_first", "verdict: not_live"),
        r"rules\.yaml, rule not_live: stands twice; give one another name, or remove it\.",
    ),
    "a placeholder that nothing fills in": (
        replaced("duties.yaml", "Kontakt HR/Jura om", "Kontakt {leder} om"),
        r'duties\.yaml, contact_hr_legal: text: "\{leder\}" in "da" is nothing that is filled in; .+',
    ),
    "a force that there is not": (
        replaced("duties.yaml", "force: must", "force: shall"),
        r"duties\.yaml, say_what_holds: force: invalid enum value 'shall'; write one of must, should, .+\.",
    ),
    "a field that there is not": (
        replaced("duties.yaml", "force: must", "forse: must"),
        r'duties\.yaml, say_what_holds: object contains unknown field "forse"; remove it, or .+ id, .+',
    ),
    "a field that is missing": (
        replaced("duties.yaml", "  force: must\n", ""),
        r'duties\.yaml, say_what_holds: object missing required field "force"; write it\.',
    ),
    "yes for true": (
        replaced("rules.yaml", "concludes: false", "concludes: yes"),
        r"rules\.yaml, rule contact_hr_legal: concludes: expected .+; write true or false\.",
    ),
    "a name that leads to another folder": (
        replaced("pack.yaml", "name: example-open", "name: ../../x"),
        r"pack\.yaml, name: must be letters, digits and hyphens; write it such as our-pack\.",
    ),
    "a version that leads to another folder": (
        replaced("pack.yaml", "version: 1.0.0", "version: 1/../../x"),
        r"pack\.yaml, version: must be numbers with .+; write it such as 1\.0\.0\.",
    ),
    "a version that is no number": (
        replaced("pack.yaml", "version: 1.0.0", "version: one"),
        r"pack\.yaml, version: must be numbers with .+; write it such as 1\.0\.0\.",
    ),
    "a day that is none": (
        replaced("pack.yaml", "in_force_from: ", "in_force_from: soon # "),
        r"pack\.yaml: in_force_from: is no day; write it such as 2027-01-01\.",
    ),
    "adopted long after it is in force": (
        replaced("pack.yaml", "  on: null", "  on: 2999-01-01"),
        r"pack\.yaml, adopted: on is later than in_force_from; mend the one that is wrong\.",
    ),
    "an override of the direction of writing": (
        replaced("pack.yaml", "municipality: ", "municipality: \u202e"),
        r"pack\.yaml, line \d+: holds a character that turns the direction of writing; remove it\.",
    ),
    "an escaped override": (
        replaced("pack.yaml", "municipality: ", 'municipality: "\\u202e" # '),
        r"pack\.yaml, line \d+: holds a character that turns the direction of writing; remove it\.",
    ),
    "a space of no width": (
        replaced("pack.yaml", "municipality: ", "municipality: X\u200b"),
        r"pack\.yaml, line \d+: holds a character that nobody sees; write the word anew\.",
    ),
    "a soft hyphen by an escape": (
        replaced("pack.yaml", "municipality: ", 'municipality: "Kommu\\u00adne" # '),
        r"pack\.yaml, line \d+: holds a character that nobody sees; write the word anew\.",
    ),
    "an empty file": (
        written("rules.yaml", b""),
        r"rules\.yaml: is empty; write what belongs there\.",
    ),
    "not UTF-8": (
        written("texts.yaml", "# på dansk".encode("latin-1")),
        r"texts\.yaml, line 1: is not UTF-8; save the file as UTF-8\.",
    ),
}


@pytest.fixture(params=BAD)
def spoilt(request: pytest.FixtureRequest, tmp_path: Path) -> tuple[Path, str]:
    """A pack with one thing wrong, and the sentence that tells it."""
    folder = tmp_path / "pack"
    shutil.copytree(built_in("example-open"), folder)
    spoil, told = BAD[request.param]
    spoil(folder)
    return folder, told


def test_a_pack_that_cannot_be_used_is_one_sentence_wherever_it_is_met(
    spoilt: tuple[Path, str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder, told = spoilt
    assert main(["guideline", "check", "--language", "en", str(folder)]) == 1
    first, second, *_, last = capsys.readouterr().out.splitlines()
    assert first == f"{folder} cannot be used:"
    assert re.fullmatch(told, second.strip())
    assert re.fullmatch(r"\d+ to mend\.", last)
    danish = [in_danish(fault.told) for fault in examine(folder).faults]
    assert all(danish)
    for command, expected in (
        (["guideline", "check", "--suggest", "--language", "en", str(folder)], told),
        (["guideline", "report", str(folder), "--out", str(tmp_path / "report.html")], danish[0]),
        (["guideline", "diff", "--language", "en", "example-open", str(folder)], told),
        (["guideline", "diff", "example-open", str(folder)], danish[0]),
        (["decide", "--guideline", str(folder)], told),
    ):
        assert main(command) == 1
        out, err = capsys.readouterr()
        assert out == ""
        (sentence,) = err.splitlines()
        assert re.search(told, sentence) if expected == told else sentence.endswith(f": {expected}")
    assert not (tmp_path / "report.html").exists()


@pytest.mark.parametrize("file", ["cases.yaml", "rules.yaml"])
def test_a_pipe_in_place_of_a_file_is_not_waited_for(
    file: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "pack"
    shutil.copytree(built_in("example-open"), folder)
    (folder / file).unlink()
    os.mkfifo(folder / file)
    assert main(["guideline", "check", "--language", "en", str(folder)]) == 1
    assert f"{file}: is no ordinary file; put one there." in capsys.readouterr().out


def test_a_guideline_with_more_ways_than_can_be_proved_is_refused(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "pack"
    shutil.copytree(built_in("example-open"), folder)
    with (folder / "questions.yaml").open("a", encoding="utf-8") as file:
        for number in range(25):
            file.write(
                f"- {{fact: f{number}, references: [P2], label: {{da: F, en: F}}, ask: {{da: F?, en: F?}},\n"
                "   answers: [{value: true, text: {da: Ja, en: Yes}},\n"
                "             {value: false, text: {da: Nej, en: No}}],\n"
                "   help: {explain: {da: F, en: F}, if_open: {da: F, en: F}}}\n"
            )
    assert main(["guideline", "check", "--language", "en", str(folder)]) == 1
    assert "questions.yaml: has more than 100,000 ways to an outcome" in capsys.readouterr().out

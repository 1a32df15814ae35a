"""The command `ask`, run as a program."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from guideline.load import built_in, load_pack


def ask(*arguments: str, given: str = "") -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "bot", "ask", *arguments],
        input=given,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
        timeout=60,
    )


def test_each_line_gets_an_answer_in_its_place() -> None:
    done = ask(
        given='{"text": "hvad siger gdpr om det"}\n\nhej\n{"text": 5}\n{"other": ""}\n{"text": "må de filme"}'
    )
    first, *wrong, last = [json.loads(line) for line in done.stdout.splitlines()]
    assert first["topic"] == first["alternatives"][0] == "data_protection"
    assert list(first) == ["topic", "alternatives", "confident", "facts"]
    assert [answer["field"] for answer in wrong] == [None, "text", "other"]
    assert last["topic"] == "video"
    assert done.returncode == 1


BINDING = '{"text": "er det bindende hvad vi siger"}\n'
SAID = '{"text": "borgeren vil gerne optage samtalen med lyd på sin telefon"}\n'


def test_a_guideline_is_told_its_own_topics_and_facts() -> None:
    """A fact of another guideline is never printed; what it has no topic for is not its topic."""
    plain, open_ = (
        json.loads(ask(*options, given=SAID).stdout) for options in ((), ("--guideline", "example-open"))
    )
    assert plain["facts"]["recorder"] == "citizen"
    assert open_["facts"]["party"] == "resident"
    pack = load_pack(built_in("example-open"))
    assert open_["facts"].keys() <= {question.fact for question in pack.questions}
    labels = {topic.id for topic in pack.topics}
    assert set(open_["alternatives"]) == set(plain["alternatives"]) & labels
    unknown = json.loads(ask("--guideline", "example-open", given=BINDING).stdout)
    assert (unknown["topic"], unknown["confident"]) == (None, False)
    assert ask("--guideline", "nowhere", given=SAID).returncode == 1


def test_good_lines_end_well() -> None:
    assert ask(given='{"text": "hej"}\n').returncode == 0


def test_the_evaluation_prints_its_tables(tmp_path: Path) -> None:
    (tmp_path / "own.tsv").write_text("video\tmå de filme\ncovert\toptaget i smug\n", encoding="utf-8")
    (tmp_path / "own.jsonl").write_text('{"text": "borgeren vil optage", "facts": {}}\n', encoding="utf-8")
    done = ask("--evaluate", str(tmp_path / "own.tsv"), str(tmp_path / "own.jsonl"))
    assert done.returncode == 0
    assert "right at first           100.0%  (2 of 2)" in done.stdout
    assert "rows: known, columns: guessed" in done.stdout
    assert "likelihood" in done.stdout
    assert "precision" in done.stdout


@pytest.mark.parametrize(("name", "content"), [("a.txt", ""), ("a.tsv", "no tab"), ("a.jsonl", "{")])
def test_a_file_that_cannot_be_evaluated_is_named(tmp_path: Path, name: str, content: str) -> None:
    (tmp_path / name).write_text(content, encoding="utf-8")
    done = ask("--evaluate", str(tmp_path / name))
    assert done.returncode == 1
    assert name in done.stderr
    assert "Traceback" not in done.stderr

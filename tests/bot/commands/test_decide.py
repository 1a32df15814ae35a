"""`optagelsesguiden decide`, run as a program."""

import json
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bench.peak import STATUS
from bot.commands.decide import LONGEST_LINE, split_lines
from tests.guideline import contract
from tests.guideline.conftest import LIBRARY

ROOT = Path(__file__).parents[3]

PROGRAM = [sys.executable, "-m", "bot"]

linux_only = pytest.mark.skipif(not STATUS.exists(), reason="only Linux tells a program its peak of memory")

ASK_RECORDER = {"ask": "recorder"}


def run(stdin: bytes, *options: str) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(
        [*PROGRAM, "decide", *options], input=stdin, capture_output=True, cwd=ROOT, check=False, timeout=60
    )


def answers(stdin: bytes, *options: str) -> list[Any]:
    return [json.loads(line) for line in run(stdin, *options).stdout.splitlines()]


def test_every_combination_comes_back_in_its_place_with_its_keys_in_order() -> None:
    combinations = list(contract.all_combinations())
    done = run("".join(json.dumps(facts) + "\n" for facts in combinations).encode())
    wanted = [json.dumps(contract.expected(facts), separators=(",", ":")) for facts in combinations]
    assert done.stdout.decode().splitlines() == wanted
    assert (done.returncode, done.stderr) == (0, b"")


def test_an_unknown_fact_may_be_null() -> None:
    assert answers(b'{"recorder": null, "history": null}\n') == [ASK_RECORDER]


def test_a_bad_line_gets_an_error_in_its_place_and_the_others_an_answer() -> None:
    done = run(b'{}\n["recorder"]\n{"recorder": "authority", "colour": "red"}\n{"medium": "smell"}\n{}\n')
    first, not_object, unknown, outside, last = (json.loads(line) for line in done.stdout.splitlines())
    assert first == last == ASK_RECORDER
    assert list(not_object) == list(unknown) == list(outside) == ["error", "field"]
    assert [not_object["field"], unknown["field"], outside["field"]] == [None, "colour", "medium"]
    assert "audio, video" in outside["error"]
    assert "smell" not in outside["error"]
    assert (done.returncode, done.stderr) == (1, b"")


@pytest.mark.parametrize(
    "line",
    [
        b"nonsense",
        b'{"recorder": "citizen"',
        b'{"recorder": "citizen"} {}',
        b"{'recorder': 'citizen'}",
        b'{"recorder": "borg\xe6r"}',
        b'{"history": NaN}',
        b'{"history": 1e999}',
        b"[" * 100_000,
        b"\x00",
        b'"' + b"x" * LONGEST_LINE + b'"',
    ],
    ids=["word", "open", "two", "quotes", "latin-1", "nan", "huge number", "deep", "nul", "long"],
)
def test_a_line_that_cannot_be_read_is_an_error_line(line: bytes) -> None:
    done = run(b"{}\n" + line + b"\n{}\n")
    before, bad, after = (json.loads(answer) for answer in done.stdout.splitlines())
    assert before == after == ASK_RECORDER
    assert bad["error"]
    assert bad["field"] is None
    assert (done.returncode, done.stderr) == (1, b"")


@pytest.mark.parametrize("value", [b"1", b"0", b'"true"', b'""', b"[]", b"{}"])
def test_booleans_are_json_booleans(value: bytes) -> None:
    (bad,) = answers(b'{"history": ' + value + b"}")
    assert bad["field"] == "history"


def test_blank_lines_are_skipped() -> None:
    done = run(b"\n  \n{}\r\n\t\r\n\n{}")
    assert [json.loads(line) for line in done.stdout.splitlines()] == [ASK_RECORDER] * 2
    assert done.returncode == 0


def test_nothing_in_gives_nothing_out() -> None:
    done = run(b"")
    assert (done.stdout, done.stderr, done.returncode) == (b"", b"", 0)


def test_a_byte_order_mark_is_read_past() -> None:
    assert answers(b'\xef\xbb\xbf{"recorder": "citizen"}\n') == [{"ask": "situation"}]


def test_each_line_is_answered_as_it_comes() -> None:
    with subprocess.Popen(
        [*PROGRAM, "decide"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, cwd=ROOT
    ) as program:
        assert program.stdin is not None
        assert program.stdout is not None
        for _ in range(3):
            program.stdin.write(b"{}\n")
            program.stdin.flush()
            assert json.loads(program.stdout.readline()) == ASK_RECORDER


def test_a_closed_pipe_ends_it_quietly() -> None:
    with subprocess.Popen(
        [*PROGRAM, "decide"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        cwd=ROOT,
    ) as program:
        assert program.stdin is not None
        assert program.stdout is not None
        assert program.stderr is not None
        program.stdin.write(b"{}\n")
        program.stdin.flush()
        program.stdout.readline()
        program.stdout.close()
        program.stdin.write(b"{}\n" * 100)
        program.stdin.close()
        assert program.stderr.read() == b""
        assert program.wait(timeout=60) == 0


def peak_kilobytes(stdin: bytes) -> int:
    """Return the most memory that the program held, as it says itself at its end."""
    done = subprocess.run(
        [sys.executable, "-m", "bench.peak", "decide"],
        input=stdin,
        capture_output=True,
        cwd=ROOT,
        check=False,
    )
    return int(done.stderr)


@linux_only
def test_memory_does_not_grow_with_the_input() -> None:
    lines = "".join(json.dumps(facts) + "\n" for facts in contract.all_combinations()).encode()
    assert peak_kilobytes(lines * 8) < peak_kilobytes(lines) + 3_000


@linux_only
def test_memory_does_not_grow_with_bad_lines() -> None:
    assert peak_kilobytes(b"x\n" * 200_000) < peak_kilobytes(b"x\n" * 10_000) + 3_000


@linux_only
def test_memory_does_not_grow_with_an_endless_line() -> None:
    assert peak_kilobytes(b"x" * (40 * LONGEST_LINE)) < peak_kilobytes(b"{}") + 6_000


def test_another_guideline_can_be_given_by_its_folder() -> None:
    assert answers(b"{}", "--guideline", str(LIBRARY)) == [{"ask": "visitor"}]


def test_a_guideline_with_a_fault_ends_it_with_one_sentence(tmp_path: Path) -> None:
    folder = tmp_path / "library"
    shutil.copytree(LIBRARY, folder)
    duties = folder / "duties.yaml"
    duties.write_text(duties.read_text().replace("id: whisper", "id: wisper"))
    done = run(b"{}", "--guideline", str(folder))
    assert (done.stdout, done.returncode) == (b"", 1)
    (sentence,) = done.stderr.decode().splitlines()
    assert 'duties: "whisper" is neither in duties.yaml nor a shared list' in sentence


def test_a_guideline_that_is_not_there_ends_it_with_one_sentence() -> None:
    done = run(b"{}", "--guideline", "atlantis")
    assert (done.stdout, done.returncode) == (b"", 1)
    assert len(done.stderr.splitlines()) == 1


def test_wrong_usage_is_told_apart_from_bad_input() -> None:
    assert run(b"", "--guidline", "albertslund").returncode == 2
    assert subprocess.run(PROGRAM, capture_output=True, cwd=ROOT, check=False).returncode == 2


def test_help_says_what_is_read_and_written() -> None:
    done = run(b"", "--help")
    assert done.returncode == 0
    assert b"JSON" in done.stdout


@given(st.lists(st.sampled_from([b"{}", b"", b" ", b"[1, 2]", b"x" * 50]), max_size=8), st.data())
def test_lines_do_not_depend_on_where_the_chunks_end(lines: list[bytes], data: st.DataObject) -> None:
    whole = b"\n".join(lines)
    cuts = sorted(data.draw(st.lists(st.integers(0, len(whole)), max_size=6)))
    chunks = [whole[start:end] for start, end in zip([0, *cuts], [*cuts, len(whole)], strict=True)]
    found = [line for batch in split_lines(filter(None, chunks)) for line in batch]
    assert found == [line for line in lines if line]

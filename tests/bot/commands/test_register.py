"""`optagelsesguiden register`, run as a program on a register that was lived in, on both databases."""

import csv
import subprocess
import sys
from collections.abc import AsyncIterator, Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import NamedTuple

import openpyxl
import pytest
from sqlalchemy import text

from bot.cli import main
from bot.register import purging
from bot.storage.database import Database, open_database
from bot.storage.store import SqlStore
from casework import sealing
from casework.refusal.request import State
from casework.seals import sealed
from tests.casework.cases.town import HrTown
from tests.casework.store_suite import request, stored
from tests.casework.town import MovableClock, Town, at

HEADER = "about,seq,at,event,actor,pack_version,pack_hash,hash"

ROOT = Path(__file__).parents[3]


@pytest.fixture
async def database(database_url: str) -> AsyncIterator[Database]:
    """A database in which two requests were made and decided, one of them sealed."""
    opened = await open_database(database_url)
    town = Town(SqlStore(opened, MovableClock()))
    anna, lone = town.person("Anna", leader="Lone"), town.person("Lone")
    asked = await lone.asks_back(await anna.asks())
    await lone.approves(await anna.answers(asked))
    await sealing.seal_the_day(town.desk)
    await lone.denies(await anna.asks(key="form-2", case_ref="2026-18"))
    yield opened
    await opened.close()


class Done(NamedTuple):
    status: int
    out: bytes
    err: bytes


class Program:
    """Runs the command in this process, in a thread of its own as it runs an event loop of its own."""

    def __init__(self, database_url: str, output: pytest.CaptureFixture[bytes]) -> None:
        self.url = database_url
        self.output = output

    def __call__(self, deed: str, *arguments: str) -> Done:
        self.output.readouterr()
        with ThreadPoolExecutor(1) as thread:
            given = ["register", deed, *arguments, "--database", self.url]
            status = thread.submit(main, given).result(timeout=60)
        return Done(status, *self.output.readouterr())

    def lines(self, *arguments: str) -> list[str]:
        done = self(*arguments)
        assert (done.status, done.err) == (0, b"")
        return done.out.decode().splitlines()

    def faults(self, *arguments: str) -> list[str]:
        done = self("verify", *arguments)
        assert done.status == 1
        assert done.err.startswith(b"optagelsesguiden register: ")
        assert done.err.count(b"\n") == 1
        return done.out.decode().splitlines()


def as_process(*arguments: str) -> subprocess.CompletedProcess[bytes]:
    command = [sys.executable, "-m", "bot", "register", *arguments]
    return subprocess.run(command, capture_output=True, cwd=ROOT, check=False, timeout=60)


@pytest.fixture
def program(database_url: str, database: Database, capsysbinary: pytest.CaptureFixture[bytes]) -> Program:
    return Program(database_url, capsysbinary)


async def change(database: Database, *commands: str) -> None:
    async with database.engine.begin() as connection:
        for command in commands:
            await connection.execute(text(command))


@pytest.mark.parametrize(
    ("name", "value", "said"),
    [
        ("RETENTION_DAYS", "0", b"OPTAGELSESGUIDEN_RETENTION_DAYS cannot be used"),
        ("RETENTION_DAYS", "abc", b"OPTAGELSESGUIDEN_RETENTION_DAYS cannot be used"),
        ("RETENTION_DAY", "30", b"did you mean OPTAGELSESGUIDEN_RETENTION_DAYS?"),
    ],
)
def test_a_wrong_setting_is_named_before_anything_is_removed(
    program: Program, monkeypatch: pytest.MonkeyPatch, name: str, value: str, said: bytes
) -> None:
    monkeypatch.setenv(f"OPTAGELSESGUIDEN_{name}", value)
    done = program("purge")
    assert done.status == 1
    assert said in done.err


def test_list_tells_how_far_each_has_come(program: Program) -> None:
    header, first, second = (line.split("\t") for line in program.lines("list"))
    assert header == ["about", "events", "first_at", "last_at", "last_event", "state"]
    assert (first[0], first[1], first[4], first[5]) == ("refusal:r1", "4", "refusal.approve", "approved")
    assert (second[0], second[1], second[4], second[5]) == ("refusal:r2", "2", "refusal.deny", "denied")


def test_export_writes_every_event_under_the_agreed_header(program: Program) -> None:
    header, *lines = program.lines("export")
    assert header.startswith(HEADER)
    rows = list(csv.DictReader(lines, fieldnames=header.split(",")))
    assert [(row["about"], row["seq"]) for row in rows] == [
        *(("refusal:r1", str(n)) for n in (1, 2, 3, 4)),
        *(("refusal:r2", str(n)) for n in (1, 2)),
    ]
    assert [row["previous"] for row in rows[1:4]] == [row["hash"] for row in rows[:3]]


def test_a_register_as_written_is_told_so(program: Program) -> None:
    assert program.lines("verify") == ["As written: events 6, matters 2, seals 1."]


@pytest.mark.parametrize(
    ("command", "fault"),
    [
        ("UPDATE events SET actor = 'bent' WHERE seq = 2", "refusal:r1 event 2: changed"),
        ("UPDATE events SET details = '{}' WHERE seq = 3", "refusal:r1 event 3: changed"),
        ("UPDATE events SET at = at + 1 WHERE seq = 3", "refusal:r1 event 3: changed"),
        ("UPDATE events SET at = 9223372036854775807 WHERE seq = 3", "refusal:r1 event 3: changed"),
        ("DELETE FROM events WHERE seq = 2 AND about = 'refusal:r1'", "refusal:r1 event 2: missing"),
        ("DELETE FROM events WHERE seq = 4", "refusal:r1 event 4: tail missing"),
        ("DELETE FROM events WHERE about = 'refusal:r1'", "refusal:r1 event 4: tail missing"),
        ("DELETE FROM events WHERE about = 'refusal:r2'", "refusal:r2 event 1: missing"),
        ("UPDATE seal_heads SET hash = 'x'", "seal:1: changed"),
        (
            "UPDATE refusals SET ground = 'other' WHERE id = 'r2'",
            "refusal:r2 event 2: the request was changed",
        ),
        ("UPDATE refusals SET written = '[]' WHERE id = 'r2'", "refusal:r2 event 2: the request was changed"),
        (
            "UPDATE refusals SET state = 'noted', leader = 'mallory', noted = 1 WHERE id = 'r2'",
            "refusal:r2 event 2: the request was changed",
        ),
        (
            "UPDATE refusals SET state = 'noted' WHERE id = 'r2'",
            "refusal:r2 event 2: the request was changed",
        ),
        ("UPDATE refusals SET leader = 'mallory'", "refusal:r1 event 4: the request was changed"),
        ("UPDATE refusals SET stands_in_for = 'mallory'", "refusal:r1 event 4: the request was changed"),
        ("UPDATE refusals SET escalated_to = 'mallory'", "refusal:r1 event 4: the request was changed"),
        ("UPDATE refusals SET version = 9 WHERE id = 'r1'", "refusal:r1 event 4: the request was changed"),
    ],
)
async def test_what_somebody_did_to_the_database_is_named(
    program: Program, database: Database, command: str, fault: str
) -> None:
    await change(database, command)
    assert any(line.startswith(fault) for line in program.faults())


async def test_a_decision_whose_event_went_with_the_seals_is_named(
    program: Program, database: Database
) -> None:
    await change(
        database,
        "DELETE FROM events WHERE about = 'refusal:r1' AND seq = 4",
        "DELETE FROM seal_heads",
        "DELETE FROM seals",
        "DELETE FROM unsealed",
    )
    assert program.faults() == ["refusal:r1 event 3: the request was changed after it, or removed"]


async def test_two_events_in_each_others_place_are_named(program: Program, database: Database) -> None:
    swap = "UPDATE events SET seq = {} WHERE seq = {} AND about = 'refusal:r1'"
    await change(database, swap.format(9, 2), swap.format(2, 3), swap.format(3, 9))
    assert {"refusal:r1 event 2: reordered", "refusal:r1 event 3: reordered"} <= set(program.faults())


class TestSeal:
    async def test_a_missing_end_shows_against_a_seal_that_was_kept(
        self, program: Program, database: Database, tmp_path: Path
    ) -> None:
        seal = str(tmp_path / "kept.seal")
        program.lines("export", "--seal", seal)
        assert program.lines("verify", "--seal", seal) == program.lines("verify")
        await change(
            database,
            "DELETE FROM events WHERE about = 'refusal:r2' AND seq = 2",
            "DELETE FROM seal_heads",
            "DELETE FROM seals",
        )
        faults = program.faults("--seal", seal)
        assert {"refusal:r2 event 2: tail missing", "seal:1: missing"} <= set(faults)

    async def test_daily_seals_written_anew_show_against_a_seal_that_was_kept(
        self, program: Program, database: Database, tmp_path: Path
    ) -> None:
        seal = str(tmp_path / "kept.seal")
        program.lines("export", "--seal", seal)
        forged = sealed([], None, at(3))
        await change(database, "DELETE FROM seal_heads", "DELETE FROM seals")
        async with SqlStore(database, MovableClock()).unit() as unit:
            await unit.register.add_seal(forged)
        assert program.lines("verify") == ["As written: events 6, matters 2, seals 1."]
        assert program.faults("--seal", seal) == ["seal:1: changed"]

    def test_an_export_without_its_end_shows_too(self, program: Program, tmp_path: Path) -> None:
        export = tmp_path / "register.csv"
        program.lines("export", "--output", str(export))
        assert program.lines("verify", str(export)) == ["As written: events 6, matters 2, seals 0."]
        export.write_text("".join(export.read_text("utf-8").splitlines(keepends=True)[:-1]), "utf-8")
        assert program.faults(str(export)) == ["refusal:r2 event 2: tail missing"]

    @pytest.mark.parametrize("change_it", [lambda seal: seal[:-30], lambda seal: seal.replace("r2", "r3")])
    def test_a_seal_that_was_changed_is_no_seal(
        self, program: Program, tmp_path: Path, change_it: Callable[[str], str]
    ) -> None:
        seal = tmp_path / "kept.seal"
        program.lines("export", "--seal", str(seal))
        seal.write_text(change_it(seal.read_text("utf-8")), "utf-8")
        done = program("verify", "--seal", str(seal))
        assert done.status == 1
        assert b"not whole" in done.err


class TestWorkbook:
    def test_it_opens_as_text_and_verifies(self, program: Program, tmp_path: Path) -> None:
        path = tmp_path / "register.xlsx"
        assert program.lines("export", "--format", "xlsx", "--output", str(path)) == []
        book = openpyxl.load_workbook(path)
        assert book.sheetnames == ["register", "seal"]
        rows = [[str(cell or "") for cell in row] for row in book["register"].iter_rows(values_only=True)]
        assert rows == list(csv.reader(program.lines("export")))
        assert program.lines("verify", str(path)) == ["As written: events 6, matters 2, seals 0."]

    def test_a_changed_cell_and_a_removed_row_show(self, program: Program, tmp_path: Path) -> None:
        path = tmp_path / "register.xlsx"
        path.write_bytes(program("export", "--format", "xlsx").out)
        book = openpyxl.load_workbook(path)
        book["register"]["E3"] = "bent"
        book["register"].delete_rows(7)
        book.save(path)
        assert program.faults(str(path)) == [
            "refusal:r1 event 2: changed",
            "refusal:r2 event 2: tail missing",
        ]


@pytest.fixture
def month_later(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let it be the end of the month, where matters are kept for a week."""
    monkeypatch.setenv("OPTAGELSESGUIDEN_RETENTION_DAYS", "7")
    monkeypatch.setattr(purging, "SystemClock", lambda: MovableClock(at(30)))


class TestPurge:
    @pytest.fixture
    async def old(self, database: Database, month_later: None) -> Database:
        """Two requests past their date: one that was decided, and one that nobody noted in the case."""
        await stored(
            SqlStore(database, MovableClock()),
            request("approved", "8", state=State.APPROVED, keep_until=at(10)),
        )
        await change(database, "UPDATE refusals SET keep_until = 0 WHERE id = 'r2'")
        return database

    async def test_only_what_is_finished_goes_and_the_rest_stays_verifiable(
        self, program: Program, old: Database, tmp_path: Path
    ) -> None:
        seal = str(tmp_path / "before.seal")
        program.lines("export", "--seal", seal)
        told = ["would be removed: 1", "kept, not noted in the case or closed: 1"]
        assert program.lines("purge", "--dry-run") == told
        assert program.lines("purge") == [told[0].replace("would be ", ""), told[1]]
        assert program.lines("purge", "--dry-run")[0] == "would be removed: 0"
        await change(old, "DELETE FROM waiting", "DELETE FROM refusals WHERE id = 'approved'")
        assert program.lines("verify", "--seal", seal) == ["As written: events 5, matters 2, seals 1."]
        assert [line.split("\t")[0] for line in program.lines("list")[1:]] == [
            "purged:refusal:r2",
            "refusal:r1",
        ]

    async def test_what_was_changed_stays_and_is_told(self, program: Program, old: Database) -> None:
        await change(old, "UPDATE refusals SET keep_until = 0, state = 'noted' WHERE id = 'r1'")
        done = program("purge")
        assert (done.status, done.out.splitlines()[0]) == (1, b"removed: 1")
        assert done.err == (
            b"optagelsesguiden register: kept, changed since it was written: 1; see what verify finds.\n"
        )
        assert "refusal:r1 event 4: the request was changed after it, or removed" in program.faults()


class TestCases:
    @pytest.fixture
    async def database(self, database_url: str) -> AsyncIterator[Database]:
        """A database in which a misuse was assessed and closed, and sealed, and a question still waits."""
        opened = await open_database(database_url)
        town = HrTown(SqlStore(opened, MovableClock()))
        anna, hanne = town.colleague("Anna"), town.colleague("Hanne", hr=True)
        await hanne.closes(await hanne.assesses(await hanne.claims(await anna.reports())))
        await sealing.seal_the_day(town.desk)
        await anna.asks_hr(key="form-2")
        yield opened
        await opened.close()

    def test_they_are_listed_exported_and_verified(self, program: Program, tmp_path: Path) -> None:
        first, second = (line.split("\t") for line in program.lines("list")[1:])
        assert (first[0], first[1], first[4], first[5]) == ("case:r1", "4", "case.close", "closed")
        assert (second[0], second[1], second[4], second[5]) == ("case:r2", "1", "case.ask", "new")
        assert program.lines("verify") == ["As written: events 5, matters 2, seals 1."]
        export = str(tmp_path / "register.csv")
        program.lines("export", "--output", export)
        assert program.lines("verify", export) == ["As written: events 5, matters 2, seals 0."]

    @pytest.mark.parametrize(
        ("command", "fault"),
        [
            ("UPDATE events SET actor = 'bent' WHERE seq = 2", "case:r1 event 2: changed"),
            ("DELETE FROM events WHERE seq = 4", "case:r1 event 4: tail missing"),
            ("DELETE FROM events WHERE about = 'case:r2'", "case:r2 event 1: missing"),
            (
                "DELETE FROM cases WHERE id = 'r2'",
                "case:r2 event 1: the case was changed after it, or removed",
            ),
            ("UPDATE cases SET owner = 'bent' WHERE id = 'r1'", "case:r1 event 4: the case was changed"),
            ("UPDATE cases SET written = '[]' WHERE id = 'r1'", "case:r1 event 4: the case was changed"),
            ("UPDATE cases SET unit = 'bent' WHERE id = 'r1'", "case:r1 event 4: the case was changed"),
            ("UPDATE cases SET pack_version = '0' WHERE id = 'r1'", "case:r1 event 4: the case was changed"),
            ("UPDATE cases SET pack_hash = '0' WHERE id = 'r1'", "case:r1 event 4: the case was changed"),
            ("UPDATE cases SET seen_on = NULL WHERE id = 'r1'", "case:r1 event 4: the case was changed"),
        ],
    )
    async def test_what_somebody_did_to_a_case_is_named(
        self, program: Program, database: Database, command: str, fault: str
    ) -> None:
        await change(database, command)
        assert any(line.startswith(fault) for line in program.faults())

    async def test_a_case_that_went_before_any_seal_with_all_its_events_is_named(
        self, program: Program, database: Database
    ) -> None:
        await change(
            database, "DELETE FROM cases WHERE id = 'r2'", "DELETE FROM events WHERE about = 'case:r2'"
        )
        assert program.faults()[0] == "case:r2 event 1: tail missing"

    async def test_a_date_that_somebody_brought_forward_removes_no_evidence(
        self, program: Program, database: Database, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(purging, "SystemClock", lambda: MovableClock(at(30)))
        await change(database, "UPDATE cases SET keep_until = 0")
        assert program.lines("purge")[0] == "removed: 0"

    async def test_only_closed_ones_past_their_date_go(
        self, program: Program, database: Database, month_later: None, tmp_path: Path
    ) -> None:
        seal = str(tmp_path / "before.seal")
        program.lines("export", "--seal", seal)
        assert program.lines("purge") == ["removed: 0", "kept, not noted in the case or closed: 0"]
        await change(database, "UPDATE cases SET keep_until = 0")
        told = ["would be removed: 1", "kept, not noted in the case or closed: 1"]
        assert program.lines("purge", "--dry-run") == told
        assert program.lines("purge") == ["removed: 1", told[1]]
        assert program.lines("verify", "--seal", seal) == ["As written: events 2, matters 2, seals 1."]
        assert [line.split("\t")[0] for line in program.lines("list")[1:]] == ["case:r2", "purged:case:r1"]


@pytest.mark.parametrize("deed", ["list", "export", "verify", "purge"])
def test_a_database_that_is_not_there_is_one_sentence_and_no_new_file(
    tmp_path: Path, capsysbinary: pytest.CaptureFixture[bytes], deed: str
) -> None:
    done = Program(f"sqlite+aiosqlite:///{tmp_path / 'none.db'}", capsysbinary)(deed)
    sentence = b"optagelsesguiden register: There is no database at this address.\n"
    assert done == Done(1, b"", sentence)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("name", "content", "sentence"),
    [
        ("x.csv", b"a,b\n1,2\n", b"a column is missing"),
        ("x.csv", b"\xff\xfe", b"cannot be read as CSV"),
        ("x.csv", None, b"cannot be read as CSV"),
        ("x.xlsx", b"a,b\n1,2\n", b"cannot be read as XLSX"),
        ("x.xlsx", None, b"cannot be read as XLSX"),
    ],
)
def test_a_file_that_is_no_export_is_one_sentence(
    tmp_path: Path,
    capsysbinary: pytest.CaptureFixture[bytes],
    name: str,
    content: bytes | None,
    sentence: bytes,
) -> None:
    if content is not None:
        (tmp_path / name).write_bytes(content)
    done = Program("sqlite+aiosqlite:///none", capsysbinary)("verify", str(tmp_path / name))
    assert (done.status, done.out, done.err.count(b"\n")) == (1, b"", 1)
    assert sentence in done.err


def test_what_is_wrong_with_the_usage_ends_with_2() -> None:
    for arguments in ([], ["export", "--format", "pdf"]):
        assert as_process(*arguments).returncode == 2


def test_as_a_program_it_takes_the_address_from_the_settings(
    program: Program, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("OPTAGELSESGUIDEN_DATABASE_URL", program.url)
    done = as_process("verify")
    assert (done.returncode, done.stdout) == (0, b"As written: events 6, matters 2, seals 1.\n")

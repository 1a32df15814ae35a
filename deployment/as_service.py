#!/opt/optagelsesguiden/bin/python -I
"""Runs the program as the service on one machine: with its settings, as its user, and in its folder.

Root calls it as `optagelsesguiden`, under which name runbook.md puts it on the path. `backup` is the one
command that is not the program's own. The settings are read as systemd reads them for the service, and not by
a shell, to which `;`, `&` and `$` mean something.
"""

import os
import re
import sys
from pathlib import Path

SETTINGS = Path("/etc/optagelsesguiden.env")
FOLDER = "/var/lib/optagelsesguiden"
BACKUP = ("/opt/optagelsesguiden/backup", "/var/backups/optagelsesguiden")
PROGRAM = "/opt/optagelsesguiden/bin/optagelsesguiden"
USER = "optagelsesguiden"

_KEPT = ("PATH", "LANG", "LC_ALL", "TERM", "TZ")
"""What the program may know of whoever calls it. All else is as it is for the service."""

_ENTRY = re.compile(
    r"""[\ \t\n\r]*(?:
      [\#;] (?:\\[\s\S] | [^\\\n\r])*                                     # a comment
      | (?P<name>[^\n\r][^=\n\r]*) =
        (?P<quoted>(?: [\ \t] | '[^']*(?:'|\Z) | "(?:\\[\s\S] | [^"\\])*(?:"|\\?\Z) )*)
        (?P<plain>(?: \\[\s\S] | [^\\\n\r] | \\\Z)*)
      | [^\n\r]+                                                          # what is no setting
    )""",
    re.VERBOSE,
)
_QUOTED = re.compile(r"""'(?P<as_it_is>[^']*)'?|"(?P<escaped>(?:\\[\s\S]|[^"\\])*)"?""")
_NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_]*")
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")


def settings(text: str) -> dict[str, str]:
    """Read settings as systemd does from an `EnvironmentFile=`, the way of Debian 12's where versions differ.

    Source: systemd.exec(5), "EnvironmentFile="; what it leaves open is systemd's src/basic/env-file.c.
    """
    found = {}
    for entry in _ENTRY.finditer(text):
        name = (entry["name"] or "").rstrip(" \t")
        value = _quoted(entry["quoted"] or "") + _plain(entry["plain"] or "")
        if _NAME.fullmatch(name) and not _CONTROL.search(value):
            found[name] = value
    return found


def _quoted(text: str) -> str:
    """Return what stands in quotes, one after the other."""
    return "".join(
        piece["as_it_is"]
        if piece["as_it_is"] is not None
        else re.sub(r"\\(?:([\"\\`$])|\n)", r"\1", piece["escaped"])
        for piece in _QUOTED.finditer(text)
    )


def _plain(text: str) -> str:
    """Return what stands there without quotes; room at its end does not count, unless it is escaped."""
    signs = re.findall(r"\\[\s\S]?|[^\\]", text)
    while signs and signs[-1] in (" ", "\t"):
        signs.pop()
    return "".join(_unescaped(sign) for sign in signs)


def _unescaped(sign: str) -> str:
    """Return the sign itself. An escaped end of a line goes, and so does a backslash at the very end."""
    return sign if sign[0] != "\\" else sign[1:].strip("\n\r")


def main() -> None:
    """Become the service's user, and run what was asked for."""
    try:
        told = settings(SETTINGS.read_bytes().decode("utf-8"))
        os.chdir(FOLDER)
    except PermissionError:
        sys.exit("The settings may be read by root alone: do this as root.")
    except OSError as error:
        sys.exit(f"{error.filename} is not there: install the bot first, as the runbook says.")
    except UnicodeDecodeError:
        sys.exit(f"{SETTINGS} cannot be read: it is not UTF-8 text.")
    given = sys.argv[1:]
    command = BACKUP if given == ["backup"] else (PROGRAM, *given)
    kept = {name: os.environ[name] for name in _KEPT if name in os.environ}
    place = {"HOME": FOLDER, "USER": USER, "LOGNAME": USER, "XDG_DATA_HOME": FOLDER}
    os.umask(0o077)
    os.execvpe(  # noqa: S606  # no shell is wanted
        "setpriv",  # noqa: S607  # the path is root's own
        ["setpriv", f"--reuid={USER}", f"--regid={USER}", "--init-groups", "--no-new-privs", "--", *command],
        {**kept, **place, "PYTHONDONTWRITEBYTECODE": "1", **told},
    )


if __name__ == "__main__":
    main()

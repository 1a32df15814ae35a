"""`teams package`: the app package that is uploaded to Teams, checked as Teams would check it."""

import argparse
import importlib.metadata
import sys
from dataclasses import dataclass
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Annotated

from bot.commands import CommandError
from bot.commands.packs import pack_named
from bot.environment import PREFIX, SettingsError, read
from bot.settings import base_url, refuse_unknown_names
from bot.teams_app.checks import faults
from bot.teams_app.forms import is_app_id, is_public
from bot.teams_app.manifest import App
from bot.teams_app.package import our_icons
from bot.teams_app.package import package as package_of

FILE = Path("optagelsesguiden-teams.zip")
STANDARD_OUTPUT = Path("-")
EPILOG = (
    "The package is written only if Teams would take it. The same settings give the same bytes. "
    "deployment/README.md says what to do with it."
)


@dataclass(frozen=True, kw_only=True)
class PackageSettings:
    """The settings that matter to the package. The bot's secret need not be there to build it."""

    app_id: str = ""
    public_url: Annotated[str | None, base_url] = None
    guideline: str = "albertslund"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare what can be done, and its options."""
    deeds = parser.add_subparsers(metavar="what", required=True)
    building = deeds.add_parser("package", help="build the app package from the settings", epilog=EPILOG)
    building.add_argument(
        "--out", type=Path, metavar="FILE", default=FILE, help=f"- is standard output (default: {FILE})"
    )
    building.add_argument(
        "--version",
        metavar="X.Y.Z",
        default=importlib.metadata.version("optagelsesguiden"),
        help="higher than the one that was uploaded before (default: the program's own, %(default)s)",
    )
    building.add_argument(
        "--icons", type=Path, metavar="FOLDER", help="color.png and outline.png instead of the product's own"
    )


def run(arguments: argparse.Namespace) -> int:
    """Write the package where it is wanted.

    Raises:
        CommandError: a setting is missing or wrong, Teams would refuse the package, or it cannot be written.

    """
    settings = _settings()
    municipality = pack_named(settings.guideline).manifest.municipality
    app = App(settings.app_id, settings.public_url or "", municipality, arguments.version)
    built = _built(app, arguments.icons or our_icons())
    if wrong := faults(built):
        raise CommandError("\n".join(["Teams would refuse the package:", *wrong]))
    _put(arguments.out, built)
    return 0


def _put(out: Path, package: bytes) -> None:
    """Write the package and name its file, or write it to standard output and nothing else."""
    if out == STANDARD_OUTPUT:
        sys.stdout.buffer.write(package)
        return
    try:
        out.write_bytes(package)
    except OSError as error:
        raise CommandError(f"{out} cannot be written to: {error.strerror}.") from None
    sys.stdout.write(f"{out}\n")


def _settings() -> PackageSettings:
    """Return the settings, or raise CommandError with a sentence for each that is missing or wrong."""
    try:
        refuse_unknown_names(Path(".env"))
        settings = read(PackageSettings)
    except SettingsError as error:
        raise CommandError(str(error)) from None
    wrong = {
        "APP_ID": not is_app_id(settings.app_id),
        "PUBLIC_URL": not is_public(settings.public_url or ""),
    }
    if any(wrong.values()):
        raise CommandError("\n".join(_MEANING[name] for name, is_wrong in wrong.items() if is_wrong))
    return settings


_MEANING = {
    "APP_ID": f"set {PREFIX}APP_ID to the bot's application id, a GUID; it is the app's id in Teams too.",
    "PUBLIC_URL": f"set {PREFIX}PUBLIC_URL to the https address under which everybody reaches this server, "
    "for the app leads to its pages on personal data and terms.",
}


def _built(app: App, icons: Traversable | Path) -> bytes:
    try:
        return package_of(app, icons)
    except OSError as error:
        raise CommandError(f"the icon {error.filename} cannot be read: {error.strerror}.") from None

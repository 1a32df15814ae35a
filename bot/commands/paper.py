"""`paper`: a sheet for the meeting room in each language, and a poster, as HTML and PDF."""

import argparse
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

from bot.commands import CommandError
from bot.environment import PREFIX, SettingsError, read
from bot.settings import base_url
from dialogs.edition import edition, short
from guideline.errors import PackError
from guideline.load import find_pack, load_pack
from guideline.model import Pack
from guideline.translations import spoken_languages
from pages.paper import poster_page, sheet_page
from pages.pdf import NoPdfError, TooLongError, pdf

NO_ADDRESS = (
    "the QR code needs the address under which the public reads: "
    f"give --public-url, or set {PREFIX}PUBLIC_URL."
)
NO_ADDRESS_OF_OURS = (
    "the public address must be https, and without a query or a fragment, as in https://optagelse.kommune.dk."
)
NO_PDF = (
    "only the HTML was written. PDF needs the extra `paper` (pip install 'optagelsesguiden[paper]') "
    "and the system's Pango (on Debian: libpango-1.0-0, libpangoft2-1.0-0 and libharfbuzz-subset0); "
    "a browser prints the HTML as well, and --no-pdf leaves PDF out."
)


@dataclass(frozen=True, kw_only=True)
class PaperSettings:
    """The settings that matter to paper. The bot's identity need not be there to print."""

    public_url: Annotated[str | None, base_url] = None
    guideline: str = "albertslund"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the command's options."""
    parser.epilog = "Says only what the municipality has approved; drafts of translations are left out."
    parser.add_argument("--out", type=Path, required=True, metavar="FOLDER", help="where the files are put")
    parser.add_argument("--public-url", metavar="URL", help=f"(default: {PREFIX}PUBLIC_URL)")
    parser.add_argument(
        "--lang", action="append", metavar="LANG", help="a language, once for each (default: all approved)"
    )
    parser.add_argument("--guideline", metavar="NAME|FOLDER", help=f"(default: {PREFIX}GUIDELINE)")
    parser.add_argument("--no-pdf", action="store_true", help="write the HTML only")


def run(arguments: argparse.Namespace) -> int:
    """Write the files and name each on standard output.

    Raises:
        CommandError: there is no address, no such language, no place to write, or no way to make PDF.

    """
    settings = _settings(arguments)
    if settings.public_url is None:
        raise CommandError(NO_ADDRESS)
    try:
        pack = load_pack(find_pack(settings.guideline))
    except PackError as error:
        raise CommandError(str(error)) from None
    drawn = dict(_drawn(pack, _languages(pack, arguments.lang), settings.public_url))
    try:
        _write(arguments.out, drawn, with_pdf=not arguments.no_pdf)
    except OSError as error:
        raise CommandError(f"{arguments.out} cannot be written to: {error.strerror}.") from None
    return 0


def _settings(arguments: argparse.Namespace) -> PaperSettings:
    try:
        return read(PaperSettings, public_url=arguments.public_url, guideline=arguments.guideline)
    except SettingsError:
        raise CommandError(NO_ADDRESS_OF_OURS) from None


def _languages(pack: Pack, asked: Sequence[str] | None) -> list[str]:
    there = list(spoken_languages(pack, drafts=False))
    for lang in asked or ():
        if lang not in there:
            raise CommandError(f"no text in that language is approved; there are: {', '.join(there)}.")
    return [lang for lang in there if lang in (asked or there)]


def _drawn(pack: Pack, langs: Sequence[str], public_url: str) -> Iterator[tuple[str, str]]:
    """Return each file's name without its ending, and the page. Danish stands on the poster once."""
    mark = short(edition(pack))
    for lang in langs:
        yield f"sheet-{lang}", sheet_page(pack, lang, public_url, mark=mark)
    on_poster = [lang for lang in langs if lang != "da-simple" or "da" not in langs]
    yield "poster", poster_page(pack, on_poster, public_url, mark=mark)


def _write(folder: Path, drawn: Mapping[str, str], *, with_pdf: bool) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    for name, html in drawn.items():
        _put(folder / f"{name}.html", html.encode())
    for name, html in drawn.items() if with_pdf else ():
        _put(folder / f"{name}.pdf", _printed(name, html))


def _printed(name: str, html: str) -> bytes:
    try:
        return pdf(html)
    except NoPdfError:
        raise CommandError(NO_PDF) from None
    except TooLongError:
        raise CommandError(f"the text of {name} does not fit on one page; choose fewer languages.") from None


def _put(path: Path, content: bytes) -> None:
    path.write_bytes(content)
    sys.stdout.write(f"{path}\n")

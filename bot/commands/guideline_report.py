"""`guideline report`: the rule atlas of a pack as one document, for its owner to read and sign."""

import datetime
import sys
from collections.abc import Mapping
from pathlib import Path

from bot.commands import CommandError
from bot.commands.guideline_words import DANISH
from bot.commands.packs import folder_named, told_of
from dialogs.edition import edition, short
from guideline.atlas import atlas_of
from guideline.cases import read_cases
from guideline.check.cases import faults
from guideline.errors import PackError
from guideline.load import load_pack
from guideline.model import Pack
from guideline.source import SourceError, belongs_to, missing_in, read_source
from pages.atlas import Tried, atlas_page
from pages.pdf import NoPdfError, pdf

NO_PDF = (
    "only the HTML was written. PDF needs the extra `paper` (in the program's folder: "
    "pip install --require-hashes -r requirements/paper.txt) and the system's Pango "
    "(on Debian: libpango-1.0-0, libpangoft2-1.0-0 and libharfbuzz-subset0); "
    "a browser prints the HTML as well."
)


def report(
    name: str, *, out: Path | None, source: Path | None, with_pdf: bool, day: datetime.date | None = None
) -> int:
    """Write the document and name each file on standard output; the edition is chosen as by `pack_named`.

    Raises:
        CommandError: the pack, its cases or the owner's text cannot be used, or there is no place to write.

    """
    folder = folder_named(name, day, DANISH)
    try:
        pack = load_pack(folder)
        text = _owners_text(pack, source) if source else None
        page = atlas_page(atlas_of(pack), short(edition(pack)), _tried(folder, pack), text)
    except PackError as error:
        raise CommandError(told_of(folder, error, DANISH)) from None
    except SourceError as error:
        raise CommandError(str(error)) from None
    _note_missing(pack, text)
    html = out or Path(f"{pack.manifest.name}-{pack.manifest.version}.html")
    _put(html, page.encode())
    if with_pdf:
        _put(html.with_suffix(".pdf"), _printed(page))
    return 0


def _tried(folder: Path, pack: Pack) -> list[Tried]:
    unread: list[PackError] = []
    cases = read_cases(folder, pack, unread)
    for fault in unread:
        raise fault
    return [Tried(case, "; ".join(fault.problem for fault in faults(pack, [case]))) for case in cases]


def _owners_text(pack: Pack, source: Path) -> Mapping[str, str]:
    text = read_source(source)
    belongs_to(pack, text, str(source))
    return text


def _note_missing(pack: Pack, text: Mapping[str, str] | None) -> None:
    missing = missing_in(pack, text or {}) if text is not None else []
    if missing:
        sys.stderr.write(f"The text given lacks {', '.join(missing)}; the report says so where they stand.\n")


def _printed(page: str) -> bytes:
    try:
        return pdf(page, one_sheet=False)
    except NoPdfError:
        raise CommandError(NO_PDF) from None


def _put(path: Path, content: bytes) -> None:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    except OSError as error:
        raise CommandError(f"{path} cannot be written: {error.strerror}.") from None
    sys.stdout.write(f"{path}\n")

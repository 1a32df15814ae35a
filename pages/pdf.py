"""PDF from a page of ours, tagged for screen readers (PDF/UA-1, ISO 14289-1). Needs the extra `paper`."""

import re
from collections.abc import Callable
from typing import Any


class NoPdfError(Exception):
    """WeasyPrint, or a library of the system that it draws with, is not there."""


class TooLongError(Exception):
    """The text does not fit on one sheet."""


def pdf(html: str, *, one_sheet: bool = True) -> bytes:
    """Print a page. It carries all it needs: nothing is fetched, and a file it asked for would be a fault.

    Fields of a form can be filled in on the screen.

    Raises:
        NoPdfError: it cannot be made on this machine.
        TooLongError: what it says needs more than the one sheet.

    """
    try:
        from weasyprint import HTML
        from weasyprint.urls import URLFetcher
    except (ImportError, OSError):  # OSError: Pango is missing
        raise NoPdfError from None
    fetcher = URLFetcher(allowed_protocols=("data",), fail_on_errors=True)
    options: dict[str, Any] = {"pdf_variant": "pdf/ua-1", "pdf_forms": True}
    document = HTML(string=html, url_fetcher=fetcher).render(**options)
    if one_sheet and len(document.pages) > 1:
        raise TooLongError
    printed: bytes = document.write_pdf(**options, finisher=_with_languages(html))
    return printed


def _with_languages(html: str) -> Callable[[Any, Any], None]:
    """Return what adds the language of each section; WeasyPrint itself tells only the whole page's."""
    languages = re.findall(r'<section lang="([^"]+)"', html)

    def finish(_document: Any, printed: Any) -> None:
        sections = [it for it in printed.objects if isinstance(it, dict) and it.get("S") == "/Sect"]
        for section, language in zip(sections if languages else [], languages, strict=True):
            section["Lang"] = f"({language})"

    return finish

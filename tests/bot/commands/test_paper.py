"""`optagelsesguiden paper`, as somebody gives it."""

import sys
from pathlib import Path

import pytest
from pypdf import PdfReader

from bot.cli import main

URL = "https://optagelse.kommune.dk"


def names(folder: Path) -> set[str]:
    return {path.name for path in folder.iterdir()}


def test_every_approved_language_gets_a_sheet_and_all_share_a_poster(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "paper"
    assert main(["paper", "--out", str(out), "--public-url", f"{URL}/"]) == 0
    stems = ["sheet-da", "sheet-da-simple", "sheet-en", "poster"]
    assert names(out) == {f"{stem}.{ending}" for stem in stems for ending in ("html", "pdf")}
    assert [len(PdfReader(path).pages) for path in out.glob("*.pdf")] == [1, 1, 1, 1]
    assert sorted(capsys.readouterr().out.split()) == sorted(str(path) for path in out.iterdir())


def test_chosen_languages_and_html_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OPTAGELSESGUIDEN_PUBLIC_URL", URL)
    assert main(["paper", "--out", str(tmp_path), "--lang", "en", "--no-pdf"]) == 0
    assert names(tmp_path) == {"sheet-en.html", "poster.html"}
    assert f"{URL}/info?lang=en" in (tmp_path / "poster.html").read_text("utf-8")


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        ([], "give --public-url, or set OPTAGELSESGUIDEN_PUBLIC_URL"),
        (["--public-url", "http://kommune.dk"], "must be https"),
        (["--public-url", f"{URL}/?a=b"], "without a query or a fragment"),
        (["--public-url", f"{URL}/#top"], "without a query or a fragment"),
        (["--public-url", f"{URL}?"], "without a query or a fragment"),
        (["--public-url", URL, "--lang", "tlh"], "there are: da, da-simple, en."),
        (["--public-url", URL, "--lang", "de"], "no text in that language is approved"),
        (["--public-url", URL, "--guideline", "atlantis"], "albertslund"),
    ],
)
def test_what_is_missing_is_told_and_nothing_is_written(
    given: list[str], sentence: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "paper"
    assert main(["paper", "--out", str(out), *given]) == 1
    assert sentence in capsys.readouterr().err
    assert not out.exists()


def test_a_place_that_cannot_be_written_to_is_told(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    taken = tmp_path / "file"
    taken.touch()
    assert main(["paper", "--out", str(taken), "--public-url", URL]) == 1
    assert "cannot be written to" in capsys.readouterr().err


def test_without_weasyprint_the_html_is_there_and_a_sentence_says_how_to_get_pdf(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "weasyprint", None)
    assert main(["paper", "--out", str(tmp_path), "--public-url", URL, "--lang", "da"]) == 1
    assert names(tmp_path) == {"sheet-da.html", "poster.html"}
    assert "optagelsesguiden[paper]" in capsys.readouterr().err

"""`optagelsesguiden teams package`, as an administrator gives it."""

import json
import shutil
import sys
import zipfile
from pathlib import Path

import pytest

from bot.cli import main
from bot.teams_app.manifest import LONGEST_DEVELOPER
from bot.teams_app.package import our_icons
from guideline.load import built_in, load_pack

APP_ID = "6f2d1c9e-6c0a-4d5e-9d53-0f8a1b2c3d4e"


@pytest.fixture(autouse=True)
def settings(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for name, value in {"APP_ID": APP_ID, "PUBLIC_URL": "https://optagelse.kommune.dk/"}.items():
        monkeypatch.setenv(f"OPTAGELSESGUIDEN_{name}", value)
    monkeypatch.chdir(tmp_path)


def manifest(path: Path) -> dict[str, object]:
    with zipfile.ZipFile(path) as archive:
        read: dict[str, object] = json.loads(archive.read("manifest.json"))
    return read


def test_the_package_is_made_of_the_settings_and_its_name_is_the_output(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["teams", "package"]) == 0
    assert capsys.readouterr().out == "optagelsesguiden-teams.zip\n"
    made = manifest(tmp_path / "optagelsesguiden-teams.zip")
    assert (made["id"], made["version"]) == (APP_ID, "0.1.0")
    assert made["developer"] == {
        "name": "Albertslund Kommune",
        "websiteUrl": "https://optagelse.kommune.dk/info",
        "privacyUrl": "https://optagelse.kommune.dk/privacy",
        "termsOfUseUrl": "https://optagelse.kommune.dk/terms",
    }


def test_another_municipality_another_version_and_another_place(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("OPTAGELSESGUIDEN_GUIDELINE", "example-open")
    out = tmp_path / "app.zip"
    assert main(["teams", "package", "--out", str(out), "--version", "2.0.1"]) == 0
    made = manifest(out)
    assert made["version"] == "2.0.1"
    assert "Albertslund" not in json.dumps(made)
    name = load_pack(built_in("example-open")).manifest.municipality
    assert len(name) > LONGEST_DEVELOPER
    assert made["name"] == {"short": "Optagelsesguiden", "full": f"Optagelsesguiden – {name}"}


def test_twice_gives_the_same_bytes(tmp_path: Path) -> None:
    for name in ("one.zip", "two.zip"):
        assert main(["teams", "package", "--out", name]) == 0
    assert (tmp_path / "one.zip").read_bytes() == (tmp_path / "two.zip").read_bytes()


def test_a_container_that_may_not_write_gives_it_out(
    tmp_path: Path, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    assert main(["teams", "package", "--out", "app.zip"]) == 0
    sys.stdout.flush()
    capfdbinary.readouterr()
    assert main(["teams", "package", "--out", "-"]) == 0
    sys.stdout.flush()
    assert capfdbinary.readouterr().out == (tmp_path / "app.zip").read_bytes()


@pytest.mark.parametrize(
    ("name", "value", "sentence"),
    [
        ("APP_ID", "", "set OPTAGELSESGUIDEN_APP_ID to the bot's application id"),
        ("APP_ID", "optag", "set OPTAGELSESGUIDEN_APP_ID to the bot's application id"),
        ("PUBLIC_URL", "", "set OPTAGELSESGUIDEN_PUBLIC_URL to the https address"),
        ("PUBLIC_URL", "http://127.0.0.1:3978", "set OPTAGELSESGUIDEN_PUBLIC_URL to the https address"),
        ("PUBLIC_URL", "http://kommune.dk", "OPTAGELSESGUIDEN_PUBLIC_URL must be an https address"),
        ("PUBLIK_URL", "x", "did you mean OPTAGELSESGUIDEN_PUBLIC_URL?"),
        ("GUIDELINE", "atlantis", "albertslund"),
    ],
)
def test_a_setting_that_is_missing_or_wrong_is_named_in_one_sentence(
    name: str,
    value: str,
    sentence: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setenv(f"OPTAGELSESGUIDEN_{name}", value)
    assert main(["teams", "package"]) == 1
    told = capsys.readouterr().err
    assert sentence in told
    assert told.count("\n") == 1
    assert list(tmp_path.iterdir()) == []


def test_what_teams_would_refuse_is_told_and_not_written(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    icons = tmp_path / "icons"
    icons.mkdir()
    for name in ("color.png", "outline.png"):
        (icons / name).write_bytes((our_icons() / "color.png").read_bytes())
    given = ["--version", "1.0", "--icons", str(icons), "--out", str(tmp_path / "app.zip")]
    assert main(["teams", "package", *given]) == 1
    first, *sentences = capsys.readouterr().err.splitlines()
    assert first == "optagelsesguiden teams: Teams would refuse the package:"
    assert sentences == [
        "version must be three numbers, as in 1.2.0: Teams takes nothing before or after them.",
        "outline.png is 192 by 192 pixels: it must be 32 by 32.",
        "outline.png has no transparent pixel: the outline stands on nothing.",
        "outline.png has pixels that are not pure white: draw the outline in #ffffff alone.",
    ]
    assert not (tmp_path / "app.zip").exists()


def test_a_municipality_whose_name_is_too_long_is_told_where_to_shorten_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    import guideline

    pack = tmp_path / "pack"
    shutil.copytree(Path(guideline.__file__).parent / "packs" / "albertslund", pack)
    written = (pack / "pack.yaml").read_text("utf-8")
    (pack / "pack.yaml").write_text(written.replace("Albertslund Kommune", "Kommunen " + "langt ude " * 9))
    monkeypatch.setenv("OPTAGELSESGUIDEN_GUIDELINE", str(pack))
    assert main(["teams", "package"]) == 1
    assert "shorten `municipality` in the guideline's pack.yaml" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        (["--out", "nowhere/app.zip"], "nowhere/app.zip cannot be written to: No such file or directory."),
        (["--icons", "nowhere"], "the icon nowhere/color.png cannot be read: No such file or directory."),
    ],
)
def test_a_place_that_is_not_there_is_told(
    given: list[str], sentence: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["teams", "package", *given]) == 1
    assert sentence in capsys.readouterr().err

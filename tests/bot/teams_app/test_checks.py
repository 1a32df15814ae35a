"""What Teams would refuse is refused here first: each fault is planted, and told in a sentence."""

import io
import json
import zipfile
from collections.abc import Callable
from typing import Any

import pytest
from PIL import Image

from bot.teams_app.checks import faults
from bot.teams_app.package import zipped
from tests.bot.teams_app.packages import Content, read, sound, with_json

Change = Callable[[Any], None]


def changed(change: Change, name: str = "manifest.json") -> Content:
    content = sound()
    document = read(content, name)
    change(document)
    return with_json(content, name, document)


def put(place: str, value: object) -> Change:
    """Return the deed that writes a value at a place, as `bots.0.scopes`."""

    def do(document: Any) -> None:
        *way, last = place.split(".")
        for step in way:
            document = document[int(step) if step.isdigit() else step]
        document[int(last) if last.isdigit() else last] = value

    return do


def drop(place: str) -> Change:
    def do(document: Any) -> None:
        *way, last = place.split(".")
        for step in way:
            document = document[int(step) if step.isdigit() else step]
        del document[last]

    return do


def png(mode: str, size: tuple[int, int], colour: Any) -> bytes:
    whole = io.BytesIO()
    Image.new(mode, size, colour).save(whole, "PNG")
    return whole.getvalue()


def test_the_products_own_package_has_no_fault() -> None:
    assert faults(zipped(sound())) == []


LISTED = "bots.0.commandLists.0.commands"
SEARCHES = "composeExtensions.0.commands"


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        (put("version", "1.2.0-beta"), "version must be three numbers, as in 1.2.0"),
        (put("version", "1.2"), "version must be three numbers, as in 1.2.0"),
        (put("version", "99999999999.0.0"), "version must be three numbers, as in 1.2.0"),
        (put("id", "optagelsesguiden"), "id is not a GUID"),
        (put("id", "0" * 8 + "-0000" * 3 + "-" + "0" * 12), "id is no application's: set it to the bot's"),
        (put("bots.0.botId", "28:x"), "bots[0].botId is not a GUID"),
        (put("composeExtensions.0.botId", "0" * 8 + "-0000" * 3 + "-" + "0" * 12), "have different ids"),
        (put("manifestVersion", "1.19"), "manifestVersion is not 1.25"),
        (put("accentColor", "teal"), "accentColor must be written as in #0f6c6c."),
        (drop("accentColor"), "The manifest has no accentColor, which Teams needs."),
        (drop("developer.privacyUrl"), "The manifest has no developer.privacyUrl"),
        (put("name.short", ""), "The manifest has no name.short"),
        (put("developer.name", "x" * 33), "developer.name in manifest.json has 33 characters of at most 32"),
        (
            put("name.short", "x" * 31),
            "name.short in manifest.json has 31 characters of at most 30: shorten it.",
        ),
        (put("name.full", "x" * 101), "name.full in manifest.json has 101 characters of at most 100"),
        (
            put("description.short", "x" * 81),
            "description.short in manifest.json has 81 characters of at most 80",
        ),
        (put("description.full", "x" * 4001), "has 4001 characters of at most 4000"),
        (
            put(f"{LISTED}.0.title", "x" * 129),
            "commands[0].title in manifest.json has 129 characters of at most 128",
        ),
        (put(f"{LISTED}.0.title", " "), "commands[0].title in manifest.json is empty: write it."),
        (put(f"{LISTED}.0.title", "hjælp\nmig"), "commands[0].title in manifest.json has a line break"),
        (put("name.short", "Optag\x07"), "name.short in manifest.json has a line break"),
        (put("description.full", "a\x07"), "description.full in manifest.json has a line break"),
        (
            put("localizationInfo.additionalLanguages.0.languageTag", "DA"),
            "translated into da, its own language",
        ),
        (
            put("localizationInfo.additionalLanguages", [{"languageTag": "en", "file": "en.json"}] * 2),
            "additionalLanguages have en twice",
        ),
        (put(f"{LISTED}.0.title", "hjælp"), "The commands for personal have Hjælp twice"),
        (
            put(LISTED, [{"title": f"x{n}", "description": "y"} for n in range(13)]),
            "has 13 entries of at most 12",
        ),
        (put(f"{SEARCHES}.1.id", "recorderText"), "The message extension's commands have recorderText twice"),
        (put(f"{SEARCHES}.0.title", "x" * 33), "has 33 characters of at most 32: shorten it."),
        (put(f"{SEARCHES}.0.description", "x" * 129), "has 129 characters of at most 128: shorten it."),
        (put(f"{SEARCHES}.0.parameters.0.title", "x" * 33), "has 33 characters of at most 32: shorten it."),
        (put(f"{SEARCHES}.0.parameters", []), "command recorderText has no parameter to type into"),
        (put("bots.0.scopes", ["personal", "world"]), 'bots[0].scopes[1] must be "personal", "team", '),
        (put("bots.0.scopes", []), "The bot has no scope"),
        (put("permissions", ["identity", "camera"]), 'permissions[1] must be "identity" or '),
        (put("permissions", "identity"), "permissions must be a list."),
        (put("permissions", ["identity"] * 3), "permissions has 3 entries of at most 2"),
        (put(f"{SEARCHES}.0.context", ["chat"]), "composeExtensions[0].commands[0].context[0] must be"),
        (put(f"{SEARCHES}.0.type", "search"), '.commands[0].type must be "query" or "action".'),
        (put(f"{SEARCHES}.0.initialRun", "true"), ".commands[0].initialRun must be true or false."),
        (put(f"{SEARCHES}.0.parameters.0.inputType", "line"), 'inputType must be "text", "textarea", '),
        (put("defaultInstallScope", "everywhere"), 'defaultInstallScope must be "personal", "team", '),
        (put("defaultGroupCapability.team", "app"), 'defaultGroupCapability.team must be "tab", "bot" or'),
        (put("bots.0.supportsFiles", "true"), "bots[0].supportsFiles must be true or false."),
        (put("bots.0.supportsFiles", 1), "bots[0].supportsFiles must be true or false."),
        (put("bots.0.isNotificationOnly", "false"), "bots[0].isNotificationOnly must be true or false."),
        (put("bots.0.commandLists.1.scopes", ["world"]), "bots[0].commandLists[1].scopes[0] must be"),
        (drop("bots.0.botId"), "The manifest has no bots[0].botId, which Teams needs."),
        (drop("composeExtensions.0.botId"), "The manifest has no composeExtensions[0].botId"),
        (drop("localizationInfo.defaultLanguageTag"), "has no localizationInfo.defaultLanguageTag"),
        (drop("bots.0.commandLists.0.scopes"), "The manifest has no bots[0].commandLists[0].scopes"),
        (drop(f"{LISTED}.3.description"), "has no bots[0].commandLists[0].commands[3].description"),
        (put("localizationInfo.defaultLanguageTag", "dansk_dk"), "defaultLanguageTag is not the tag of a"),
        (
            put("localizationInfo.additionalLanguages.0.languageTag", "en_GB"),
            "additionalLanguages[0].languageTag is not the tag of a language",
        ),
        (put("developer", "Solbakke"), "developer must be a JSON object."),
        (put("description.full", 7), "description.full must be a text."),
        (put("bots.0.scopes", ["personal"]), "commandLists[1] is for team, where the bot is not"),
        (drop("supportsChannelFeatures"), 'An app for teams must say "supportsChannelFeatures": "tier1"'),
        (
            put("supportsChannelFeatures", "tier2"),
            'An app for teams must say "supportsChannelFeatures": "tier1"',
        ),
        (put("colour", "red"), "The manifest has colour, which is not a name that Teams knows there"),
        (put("bots.0.supportsVoice", True), "The manifest has bots[0].supportsVoice, which is not a name"),
        (put("name.short", "Optag i Teams"), "name.short in manifest.json has the word Teams"),
        (put("name.full", "Microsoft Optag"), "name.full in manifest.json has the word Microsoft"),
        (
            put("developer.privacyUrl", "http://optagelse.kommune.dk"),
            "developer.privacyUrl must be an https address",
        ),
        (
            put("developer.websiteUrl", "https://opt agelse.kommune.dk/info"),
            "developer.websiteUrl must be an https address",
        ),
        (
            put("developer.websiteUrl", "https://localhost/info"),
            "developer.websiteUrl must be an https address",
        ),
        (
            put("developer.websiteUrl", "https://10.0.0.4/info"),
            "developer.websiteUrl must be an https address",
        ),
        (
            put("developer.termsOfUseUrl", "https://[/terms"),
            "developer.termsOfUseUrl must be an https address",
        ),
        (
            put("icons.color", "farve.png"),
            "farve.png is named in the manifest and not in the package: put it in.",
        ),
    ],
)
def test_a_fault_of_the_manifest_is_told(change: Change, sentence: str) -> None:
    told = faults(zipped(changed(change)))
    assert [one for one in told if sentence in one], told


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        (lambda it: it.pop("description.short"), "en.json has no description.short: translate it"),
        (
            lambda it: it.pop("bots[0].commandLists[1].commands[0].title"),
            "en.json has no bots[0].commandLists[1].commands[0].title",
        ),
        (put("developer", "x"), "en.json has developer, which is no text of the manifest"),
        (
            lambda it: it.update({"bots[0].commandLists[0].commands[11].title": "x"}),
            "which is no text of the manifest",
        ),
        (lambda it: it.update({"description.short": "x" * 81}), "in en.json has 81 characters of at most 80"),
        (lambda it: it.update({"name.short": "Teams guide"}), "name.short in en.json has the word Teams"),
        (lambda it: it.update({"name.short": "Opt\nag"}), "name.short in en.json has a line break"),
        (lambda it: it.update({"description.full": 7}), "description.full in en.json is not a text."),
    ],
)
def test_a_fault_of_a_translation_is_told(change: Change, sentence: str) -> None:
    told = faults(zipped(changed(change, "en.json")))
    assert [one for one in told if sentence in one], told


@pytest.mark.parametrize(
    ("name", "picture", "sentence"),
    [
        ("color.png", b"<svg/>", "color.png is not a PNG picture."),
        (
            "color.png",
            png("RGB", (96, 96), "#0f6c6c"),
            "color.png is 96 by 96 pixels: it must be 192 by 192.",
        ),
        ("color.png", png("RGBA", (192, 192), (0, 0, 0, 0)), "color.png lets the background through"),
        ("outline.png", b"", "outline.png is not a PNG picture."),
        ("outline.png", png("RGBA", (20, 20), (255, 255, 255, 0)), "outline.png is 20 by 20 pixels"),
        ("outline.png", png("RGB", (32, 32), "#ffffff"), "outline.png has no transparent pixel"),
        ("outline.png", png("RGBA", (32, 32), (255, 255, 255, 0)), "outline.png is empty"),
        (
            "outline.png",
            png("RGBA", (32, 32), (254, 255, 255, 9)),
            "outline.png has pixels that are not pure white",
        ),
    ],
)
def test_a_fault_of_an_icon_is_told(name: str, picture: bytes, sentence: str) -> None:
    told = faults(zipped({**sound(), name: picture}))
    assert [one for one in told if sentence in one], told


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        ({"optag/" + name: data for name, data in sound().items()}, "has no manifest.json at its root"),
        ({**sound(), "manifest.json": b"[]"}, "manifest.json is not a JSON object in UTF-8."),
        ({**sound(), "manifest.json": '{"id": "ø"}'.encode("latin-1")}, "manifest.json is not a JSON object"),
        ({**sound(), "en.json": b"{"}, "en.json is not a JSON object in UTF-8."),
        ({**sound(), "notes.txt": b"x"}, "notes.txt is named nowhere in the manifest: leave it out."),
        ({**sound(), "icons/color.png": b"x"}, "icons/color.png is in a folder"),
        (
            {n: d for n, d in sound().items() if n != "en.json"},
            "en.json is named in the manifest and not in the package",
        ),
    ],
)
def test_a_fault_of_the_layout_is_told(content: Content, sentence: str) -> None:
    told = faults(zipped(content))
    assert [one for one in told if sentence in one], told


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_a_file_that_is_there_twice_is_told() -> None:
    whole = io.BytesIO(zipped(sound()))
    with zipfile.ZipFile(whole, "a") as archive:
        archive.writestr("en.json", sound()["en.json"])
    assert faults(whole.getvalue()) == ["en.json is in the package 2 times: leave one."]


@pytest.mark.parametrize("data", [b"", b"PK", b"x" * 100])
def test_what_is_no_zip_is_told(data: bytes) -> None:
    assert faults(data) == ["The package is not a ZIP that can be read: make it again."]


@pytest.mark.parametrize(
    "odd", ["bots", "composeExtensions", "icons", "localizationInfo", "name", "developer"]
)
@pytest.mark.parametrize("value", [None, 1, "x", [], [1], {}, {"x": []}])
def test_whatever_stands_in_a_manifest_there_is_an_answer(odd: str, value: object) -> None:
    content = sound()
    assert isinstance(
        faults(zipped(with_json(content, "manifest.json", {**read(content), odd: value}))), list
    )
    assert json.loads(content["manifest.json"])

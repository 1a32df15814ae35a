"""The package as Microsoft's own schemas have it, and the same from the same settings."""

import hashlib
import io
import json
import re
import zipfile
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft4Validator, FormatChecker

from bot.teams_app.checks import faults
from bot.teams_app.limits import COUNTS, LENGTHS, PARTS, VALUES, Limit
from bot.teams_app.manifest import SCHEMA_VERSION, manifest, texts
from bot.teams_app.package import our_icons, package, zipped
from bot.teams_app.words import DEFAULT, OTHERS, app_words
from dialogs.extension import COMMANDS
from tests.bot.teams_app.packages import APP, read, sound, with_json

SCHEMAS = (
    Path(__file__).parent
    / "schemas"
    / "node_modules"
    / "@microsoft"
    / "app-manifest"
    / "build"
    / "json-schemas"
)


@cache
def schema(name: str, version: str = SCHEMA_VERSION) -> Any:
    return json.loads((SCHEMAS / "teams" / f"v{version}" / f"{name}.schema.json").read_text("utf-8"))


def violations(name: str, document: object) -> list[str]:
    validator = Draft4Validator(schema(name), format_checker=FormatChecker())
    return [f"{list(error.path)}: {error.message}" for error in validator.iter_errors(document)]


def test_the_manifest_is_one_by_microsofts_schema() -> None:
    assert violations("MicrosoftTeams", read(sound())) == []


@pytest.mark.parametrize("language", OTHERS)
def test_each_translation_is_one_by_microsofts_schema(language: str) -> None:
    assert violations("MicrosoftTeams.Localization", read(sound(), f"{language}.json")) == []


def test_the_schemas_refuse_what_is_none() -> None:
    assert violations("MicrosoftTeams", {**read(sound()), "colour": "red"})
    assert violations("MicrosoftTeams.Localization", {**read(sound(), "en.json"), "developer.name": "x"})


def test_no_lower_version_knows_private_and_shared_channels() -> None:
    lower = [path.name[1:] for path in (SCHEMAS / "teams").glob("v1.*")]
    knowing = [
        version
        for version in lower
        if "supportsChannelFeatures" in schema("MicrosoftTeams", version)["properties"]
    ]
    assert min(knowing, key=lambda version: int(version.partition(".")[2])) == SCHEMA_VERSION


@pytest.mark.parametrize("language", OTHERS)
def test_every_text_that_can_be_translated_is(language: str) -> None:
    localisation = schema("MicrosoftTeams.Localization")
    can_be = [re.escape(name) + "$" for name in localisation["properties"]] + list(
        localisation["patternProperties"]
    )
    ours = dict(texts(read(sound())))
    translated = read(sound(), f"{language}.json")
    missing = (
        {place for place in ours if any(re.match(p, place) for p in can_be)} - {"$schema"} - translated.keys()
    )
    assert missing == set()
    same = {place for place, text in translated.items() if ours.get(place) == text}
    assert same == {"name.short", "name.full", "bots[0].commandLists[1].commands[0].title"}, (
        "a name is a name"
    )


@pytest.mark.parametrize("language", [DEFAULT, *OTHERS])
def test_the_words_have_every_command_of_the_default_language(language: str) -> None:
    words, default = app_words(language), app_words(DEFAULT)
    assert (len(words.personal), len(words.team)) == (len(default.personal), len(default.team))
    assert list(words.texts) == list(default.texts) == list(COMMANDS)
    description = manifest(APP, language)["description"]["full"]
    assert APP.municipality in description
    assert "{" not in description


@pytest.mark.parametrize("limit", LENGTHS, ids=lambda limit: limit.places)
def test_our_limits_of_length_are_microsofts(limit: Limit) -> None:
    places = [place for place, _ in texts(read(sound())) if re.fullmatch(limit.places, place)]
    assert places
    for place in places:
        start = "https://" if place.endswith("Url") else ""
        for more, refused in ((0, False), (1, True)):
            text = start.ljust(limit.most + more, "x")
            assert bool(violations("MicrosoftTeams", with_text(place, text))) == refused, place


@pytest.mark.parametrize("limit", COUNTS, ids=lambda limit: limit.places)
def test_our_limits_of_number_are_microsofts(limit: Limit) -> None:
    place = re.sub(r"\\d\+", "0", limit.places).replace("\\", "")
    for more, refused in ((0, False), (1, True)):
        manifest = read(sound())
        holder, last = within(manifest, place)
        holder[last] = [holder[last][0]] * (limit.most + more)
        assert bool(violations("MicrosoftTeams", manifest)) == refused


def with_text(place: str, text: str) -> Any:
    manifest = read(sound())
    holder, last = within(manifest, place)
    holder[last] = text
    return manifest


def within(document: Any, place: str) -> tuple[Any, Any]:
    """Return what holds a place, and the last step to it."""
    *way, last = [int(step) if step.isdigit() else step for step in re.findall(r"\w+", place)]
    for step in way:
        document = document[step]
    return document, last


def at(place: str) -> Any:
    """Return what the schema says of a place."""
    part = schema("MicrosoftTeams")
    for name in re.findall(r"\w+|\[\]", place):
        part = part["items"] if name == "[]" else part["properties"][name]
    return part


def test_every_name_that_we_know_is_one_that_teams_knows_and_needs() -> None:
    for place, (needs, may) in PARTS.items():
        assert {*needs.split(), *may.split()} <= at(place)["properties"].keys(), place
        assert set(at(place).get("required", ())) <= set(needs.split()), place


def test_our_values_are_microsofts() -> None:
    for place, values in VALUES.items():
        theirs = at(place).get("enum") or [True, False]
        assert (at(place).get("type") == "boolean") == (theirs == [True, False]), place
        assert set(values) == set(theirs), place


ODD: tuple[object, ...] = (None, 7, "x", "", True, [], ["x"], {}, {"x": "y"}, "gone")


@pytest.mark.parametrize("odd", ODD, ids=repr)
def test_whatever_the_schema_refuses_we_refuse(odd: object) -> None:
    """Each place of the manifest in turn holds something else, or is not there."""
    validator = Draft4Validator(schema("MicrosoftTeams"))
    refused, content = 0, sound()
    for way in ways(read(content)):
        document = read(content)
        holder = document
        for step in way[:-1]:
            holder = holder[step]
        if odd == "gone":
            del holder[way[-1]]
        else:
            holder[way[-1]] = odd
        if not validator.is_valid(document):
            refused += 1
            assert faults(zipped(with_json(content, "manifest.json", document))), way
    assert refused > len(PARTS)


def ways(part: object, way: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """Return the steps to every place of a manifest; of a list to its first entry."""
    if way:
        yield way
    inner = part.items() if isinstance(part, dict) else enumerate(part[:1]) if isinstance(part, list) else ()
    for step, value in inner:
        yield from ways(value, (*way, step))


def test_the_same_settings_give_the_same_bytes() -> None:
    first, again = package(APP, our_icons()), package(APP, our_icons())
    assert hashlib.sha256(first).digest() == hashlib.sha256(again).digest()
    with zipfile.ZipFile(io.BytesIO(first)) as archive:
        assert archive.namelist() == ["manifest.json", "color.png", "outline.png", "en.json"]
        assert {
            (entry.date_time, entry.compress_type, entry.create_system) for entry in archive.infolist()
        } == {((1980, 1, 1, 0, 0, 0), zipfile.ZIP_STORED, 3)}


def test_the_app_leads_to_pages_that_there_are() -> None:
    from bot.public import PublicPages
    from guideline.load import built_in, load_pack
    from pages.privacy import Kept

    pages = PublicPages(load_pack(built_in("albertslund")), None, Kept(730), drafts=False)
    there = {APP.public_url + route.path for route in pages.routes()}
    addresses = {value for name, value in read(sound())["developer"].items() if name.endswith("Url")}
    assert addresses - there == set()
    assert len(addresses) == 3


def test_it_asks_for_no_permission_of_graph_and_no_address() -> None:
    manifest = read(sound())
    assert {
        "webApplicationInfo",
        "authorization",
        "validDomains",
        "devicePermissions",
    } & manifest.keys() == set()

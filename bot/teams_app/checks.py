"""Whether Teams would take a package, before it is uploaded: a sentence for each thing that it would refuse.

A package is read as Teams reads it, from the bytes of the ZIP; what made it is not asked. Sources:
`limits.py`; for icons learn.microsoft.com, "App icons"; for names "Teams Store validation guidelines".
"""

import io
import json
import re
import zipfile
from collections.abc import Callable, Iterator, Mapping, Sequence

from bot.teams_app.forms import COLOUR, GUID, LANGUAGE, NO_APP, VERSION, has_unseen_signs, is_public
from bot.teams_app.icon_checks import faults_of_color, faults_of_outline
from bot.teams_app.limits import (
    COUNTS,
    LENGTHS,
    LISTS,
    MICROSOFTS_WORDS,
    PARTS,
    SCOPES,
    VALUES,
    Limit,
)
from bot.teams_app.manifest import MANIFEST, SCHEMA_VERSION, Json, texts, translatable

LOCALISATION_REQUIRED = ("name.short", "description.short", "description.full")

Content = Mapping[str, bytes]


def faults(package: bytes) -> list[str]:
    """Return a sentence for each thing that Teams would refuse; none for a package that it takes."""
    try:
        archive = zipfile.ZipFile(io.BytesIO(package))
        names = archive.namelist()
        content = {name: archive.read(name) for name in names}
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError):
        return ["The package is not a ZIP that can be read: make it again."]
    if MANIFEST not in content:
        return [f"The package has no {MANIFEST} at its root: put the files into the ZIP, not their folder."]
    manifest = _json(content[MANIFEST])
    if manifest is None:
        return [f"{MANIFEST} is not a JSON object in UTF-8."]
    return [
        *_of_the_layout(names, manifest),
        *_of_the_manifest(manifest),
        *_of_what_it_names(manifest, content),
    ]


def _json(data: bytes) -> Json | None:
    try:
        read = json.loads(data.decode("utf-8"))
    except ValueError:
        return None
    return read if isinstance(read, dict) else None


def _of_the_layout(names: list[str], manifest: Json) -> Iterator[str]:
    wanted = {MANIFEST, *_icons(manifest).values(), *(file for _, file in _languages(manifest))}
    for name in sorted(set(names)):
        if names.count(name) > 1:
            yield f"{name} is in the package {names.count(name)} times: leave one."
        if "/" in name or "\\" in name:
            yield f"{name} is in a folder: every file must be at the root of the ZIP."
        elif name not in wanted:
            yield f"{name} is named nowhere in the manifest: leave it out."
    for name in sorted(wanted - set(names)):
        yield f"{name} is named in the manifest and not in the package: put it in."


def _of_the_manifest(manifest: Json) -> Iterator[str]:
    written = dict(texts(manifest))
    yield from _of_the_shape(manifest, "", "")
    yield from _of_lengths(written, MANIFEST)
    yield from _of_counts(manifest, "")
    yield from _of_forms(written)
    yield from _of_addresses(written)
    yield from _of_names(written, MANIFEST)
    yield from _of_scopes(manifest)
    yield from _of_commands(manifest)
    yield from _of_languages(manifest)


def _of_the_shape(value: object, place: str, where: str) -> Iterator[str]:
    """Tell what is missing, unknown or of another kind. `place` names all entries of a list alike."""
    if place in LISTS:
        if not isinstance(value, list):
            yield f"{where} must be a list."
            return
        for number, inner in enumerate(value):
            yield from _of_the_shape(inner, f"{place}[]", f"{where}[{number}]")
    elif place in PARTS:
        yield from _of_a_part(value, place, where)
    elif place in VALUES:
        if not any(value == one and isinstance(value, type(one)) for one in VALUES[place]):
            yield f"{where} must be {_one_of(VALUES[place])}."
    elif not isinstance(value, str):
        yield f"{where} must be a text."


def _of_a_part(part: object, place: str, where: str) -> Iterator[str]:
    if not isinstance(part, dict):
        yield f"{where} must be a JSON object."
        return
    needs, may = (names.split() for names in PARTS[place])
    start = f"{where}." if where else ""
    for name in needs:
        if part.get(name) in (None, ""):
            yield f"The manifest has no {start}{name}, which Teams needs."
    for name, inner in part.items():
        if name not in (*needs, *may):
            yield f"The manifest has {start}{name}, which is not a name that Teams knows there: leave it out."
        elif inner is not None or name in may:
            yield from _of_the_shape(inner, f"{place}.{name}" if place else name, f"{start}{name}")


def _one_of(values: Sequence[str | bool]) -> str:
    """Return values as the manifest spells them."""
    *others, last = (json.dumps(value) for value in values)
    return f"{', '.join(others)} or {last}"


def _of_lengths(written: Mapping[str, str], file: str) -> Iterator[str]:
    for place, text in written.items():
        limit = _limit(LENGTHS, place)
        if limit and len(text) > limit.most:
            yield f"{place} in {file} has {len(text)} characters of at most {limit.most}: {limit.remedy}."
        if limit and not text.strip():
            yield f"{place} in {file} is empty: write it."
        if has_unseen_signs(text, lines=place == "description.full"):
            yield f"{place} in {file} has a line break or another unseen sign: leave it out."


def _limit(limits: tuple[Limit, ...], place: str) -> Limit | None:
    return next((limit for limit in limits if re.fullmatch(limit.places, place)), None)


def _of_counts(part: object, place: str) -> Iterator[str]:
    if isinstance(part, list):
        limit = _limit(COUNTS, place)
        if limit and len(part) > limit.most:
            yield f"{place} has {len(part)} entries of at most {limit.most}: leave some out."
        for number, inner in enumerate(part):
            yield from _of_counts(inner, f"{place}[{number}]")
    elif isinstance(part, dict):
        for name, inner in part.items():
            yield from _of_counts(inner, f"{place}.{name}" if place else str(name))


def _of_forms(written: Mapping[str, str]) -> Iterator[str]:
    if written.get("manifestVersion", SCHEMA_VERSION) != SCHEMA_VERSION:
        yield f"manifestVersion is not {SCHEMA_VERSION}, by whose rules this package is checked."
    for place, text in written.items():
        if re.fullmatch(r"id|(bots|composeExtensions)\[\d+\]\.botId", place):
            yield from _of_an_id(place, text)
        if re.fullmatch(r"localizationInfo\..*[lL]anguageTag", place) and not LANGUAGE.fullmatch(text):
            yield f"{place} is not the tag of a language: write it as in da or en-gb."
    if not VERSION.fullmatch(written.get("version", "0.0.0")):
        yield "version must be three numbers, as in 1.2.0: Teams takes nothing before or after them."
    if not COLOUR.fullmatch(written.get("accentColor", "#000000")):
        yield "accentColor must be written as in #0f6c6c."
    bots = {text for place, text in written.items() if place.endswith(".botId")}
    if len(bots) > 1:
        yield "The bot and the message extension have different ids: both must be the bot's application id."


def _of_an_id(place: str, text: str) -> Iterator[str]:
    if not GUID.fullmatch(text):
        yield f"{place} is not a GUID: set it to the bot's application id."
    if text == NO_APP:
        yield f"{place} is no application's: set it to the bot's application id."


def _of_addresses(written: Mapping[str, str]) -> Iterator[str]:
    for place, text in written.items():
        if re.fullmatch(r"developer\.\w+Url", place) and not is_public(text):
            yield f"{place} must be an https address that people can reach from anywhere, not {text}."


def _of_names(written: Mapping[str, str], file: str) -> Iterator[str]:
    for place in ("name.short", "name.full"):
        found = MICROSOFTS_WORDS & set(re.findall(r"\w+", written.get(place, "").casefold()))
        for word in sorted(found):
            yield f"{place} in {file} has the word {word.title()}: an app may not bear a name of Microsoft's."


def _of_scopes(manifest: Json) -> Iterator[str]:
    for bot in _parts(manifest.get("bots")):
        scopes = _strings(bot.get("scopes"))
        if not scopes:
            yield f"The bot has no scope: say where it works, as {_one_of(SCOPES)}."
        if "team" in scopes and manifest.get("supportsChannelFeatures") != "tier1":
            yield 'An app for teams must say "supportsChannelFeatures": "tier1" at the root of the manifest.'
        for number, commands in enumerate(_parts(bot.get("commandLists"))):
            for scope in sorted(set(_strings(commands.get("scopes"))) - set(scopes)):
                yield f"commandLists[{number}] is for {scope}, where the bot is not: leave it out."


def _of_commands(manifest: Json) -> Iterator[str]:
    lists = [one for bot in _parts(manifest.get("bots")) for one in _parts(bot.get("commandLists"))]
    for one in lists:
        scopes = " and ".join(_strings(one.get("scopes")))
        yield from _twice(
            (str(c.get("title")) for c in _parts(one.get("commands"))), f"The commands for {scopes}"
        )
    for extension in _parts(manifest.get("composeExtensions")):
        searches = _parts(extension.get("commands"))
        yield from _twice((str(search.get("id")) for search in searches), "The message extension's commands")
        for search in searches:
            if not _parts(search.get("parameters")):
                yield f"The message extension's command {search.get('id')} has no parameter to type into."


def _of_languages(manifest: Json) -> Iterator[str]:
    info = manifest.get("localizationInfo")
    own = str(info.get("defaultLanguageTag")) if isinstance(info, dict) else ""
    tags = [tag for tag, _ in _languages(manifest)]
    if own.casefold() in (tag.casefold() for tag in tags):
        yield f"The manifest is translated into {own}, its own language: leave that translation out."
    yield from _twice(iter(tags), "localizationInfo.additionalLanguages")


def _twice(names: Iterator[str], where: str) -> Iterator[str]:
    seen: set[str] = set()
    for name in names:
        if name.casefold() in seen:
            yield f"{where} have {name} twice: name one of them otherwise."
        seen.add(name.casefold())


def _of_what_it_names(manifest: Json, content: Content) -> Iterator[str]:
    checks: Mapping[str, Callable[[bytes, str], Iterator[str]]] = {
        "color": faults_of_color,
        "outline": faults_of_outline,
    }
    for kind, file in _icons(manifest).items():
        if file in content and kind in checks:
            yield from checks[kind](content[file], file)
    for _, file in _languages(manifest):
        if file in content:
            yield from _of_a_translation(manifest, content[file], file)


def _of_a_translation(manifest: Json, data: bytes, file: str) -> Iterator[str]:
    read = _json(data)
    if read is None:
        yield f"{file} is not a JSON object in UTF-8."
        return
    ours, theirs = translatable(manifest), {name: text for name, text in read.items() if name != "$schema"}
    for place in sorted(theirs.keys() - ours.keys()):
        yield f"{file} has {place}, which is no text of the manifest that can be translated: leave it out."
    for place in sorted({*ours, *LOCALISATION_REQUIRED} - theirs.keys()):
        yield f"{file} has no {place}: translate it, or people read two languages at once."
    written = {place: text for place, text in theirs.items() if isinstance(text, str)}
    yield from (f"{place} in {file} is not a text." for place in sorted(theirs.keys() - written.keys()))
    yield from _of_lengths(written, file)
    yield from _of_names(written, file)


def _icons(manifest: Json) -> dict[str, str]:
    icons = manifest.get("icons")
    found = icons.items() if isinstance(icons, dict) else ()
    return {kind: file for kind, file in found if isinstance(file, str)}


def _languages(manifest: Json) -> list[tuple[str, str]]:
    info = manifest.get("localizationInfo")
    others = _parts(info.get("additionalLanguages") if isinstance(info, dict) else None)
    return [(str(one.get("languageTag")), str(one.get("file"))) for one in others]


def _parts(value: object) -> list[Json]:
    return [part for part in value if isinstance(part, dict)] if isinstance(value, list) else []


def _strings(value: object) -> list[str]:
    return [text for text in value if isinstance(text, str)] if isinstance(value, list) else []

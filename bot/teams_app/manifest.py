"""The app's manifest: what Teams is told of the bot, and which texts of it are translated.

Source: the schema of version 1.25, developer.microsoft.com/json-schemas/teams/v1.25. It is the lowest that
knows `supportsChannelFeatures`: HR/Jura may choose a private or a shared channel for their cases, and from
1.25 on Teams refuses an app for teams that does not say so.
"""

import re
import textwrap
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias

from bot.teams_app.words import DEFAULT, OTHERS, Named, app_words

Json: TypeAlias = dict[str, Any]

NAME = "Optagelsesguiden"
SCHEMA_VERSION = "1.25"
SCHEMA = f"https://developer.microsoft.com/json-schemas/teams/v{SCHEMA_VERSION}/MicrosoftTeams.schema.json"
MANIFEST, COLOR, OUTLINE = "manifest.json", "color.png", "outline.png"
ACCENT = "#0f6c6c"
"""The ground of the colour icon."""

SEARCH_PARAMETER = "search"

LONGEST_DEVELOPER = 32
"""Characters; the whole name stands in the app's full one."""

TRANSLATED = re.compile(
    r"name\.(short|full)|description\.(short|full)"
    r"|bots\[0\]\.commandLists\[\d\]\.commands\[\d+\]\.(title|description)"
    r"|composeExtensions\[0\]\.commands\[\d\]\.(parameters\[\d\]\.)?(title|description)"
)
"""The places, of those that the manifest has, that a translation's file can name."""


@dataclass(frozen=True, slots=True)
class App:
    """What differs from one municipality to another."""

    bot_id: str
    """The bot's application id, a GUID. It is the app's own id too: a bot for trial and one for real are two
    apps in the catalogue, and each stays the same app from one package to the next."""
    public_url: str
    """Where the public pages are, without a slash at the end."""
    municipality: str
    version: str


def manifest(app: App, language: str = DEFAULT) -> Json:
    """Return the manifest with its texts in a language; in a package they are in the default one."""
    words = app_words(language)
    return {
        "$schema": SCHEMA,
        "manifestVersion": SCHEMA_VERSION,
        "version": app.version,
        "id": app.bot_id,
        "localizationInfo": {
            "defaultLanguageTag": DEFAULT,
            "additionalLanguages": [{"languageTag": tag, "file": file_of(tag)} for tag in OTHERS],
        },
        "developer": {
            "name": textwrap.shorten(app.municipality, LONGEST_DEVELOPER, placeholder="…"),
            "websiteUrl": f"{app.public_url}/info",
            "privacyUrl": f"{app.public_url}/privacy",
            "termsOfUseUrl": f"{app.public_url}/terms",
        },
        "name": {"short": NAME, "full": f"{NAME} – {app.municipality}"},
        "description": {
            "short": words.short,
            "full": words.full.format(municipality=app.municipality).strip(),
        },
        "icons": {"outline": OUTLINE, "color": COLOR},
        "accentColor": ACCENT,
        "bots": [_bot(app, words.personal, words.team)],
        "composeExtensions": [_extension(app, words.texts, words.search)],
        "permissions": ["identity", "messageTeamMembers"],
        "defaultInstallScope": "personal",
        "defaultGroupCapability": {"team": "bot"},
        "supportsChannelFeatures": "tier1",
    }


def _bot(app: App, personal: Sequence[Named], team: Sequence[Named]) -> Json:
    return {
        "botId": app.bot_id,
        "scopes": ["personal", "team"],
        "supportsFiles": True,
        "isNotificationOnly": False,
        "commandLists": [_commands("personal", personal), _commands("team", team)],
    }


def _commands(scope: str, commands: Sequence[Named]) -> Json:
    return {"scopes": [scope], "commands": [_named(command) for command in commands]}


def _extension(app: App, texts: Mapping[str, Named], search: Named) -> Json:
    parameter = {"name": SEARCH_PARAMETER, **_named(search), "inputType": "text"}
    return {
        "botId": app.bot_id,
        "commands": [
            {
                "id": name,
                "type": "query",
                **_named(text),
                "context": ["compose"],
                "initialRun": True,
                "parameters": [parameter],
            }
            for name, text in texts.items()
        ],
    }


def _named(named: Named) -> Json:
    return {"title": named.title, "description": named.description}


def file_of(language: str) -> str:
    """Return the name of a translation's file."""
    return f"{language}.json"


def translation(app: App, language: str) -> dict[str, str]:
    """Return the texts of the manifest in a language by their places, as `description.short`."""
    return translatable(manifest(app, language))


def translatable(of: Json) -> dict[str, str]:
    """Return the texts of a manifest that a translation's file can name, each by its place."""
    return {place: text for place, text in texts(of) if TRANSLATED.fullmatch(place)}


def texts(part: object, place: str = "") -> Iterator[tuple[str, str]]:
    """Return every text below a part of a manifest with its place, as `bots[0].commandLists[1].scopes[0]`."""
    if isinstance(part, str):
        yield place, part
    elif isinstance(part, dict):
        for name, inner in part.items():
            yield from texts(inner, f"{place}.{name}" if place else str(name))
    elif isinstance(part, list | tuple):
        for number, inner in enumerate(part):
            yield from texts(inner, f"{place}[{number}]")

"""What a manifest must and may hold, and how much of it: as far as our own goes, no further.

Source: the schemas of version 1.25 (see `manifest.py`). The tests hold these tables to
those schemas, and plant in each place of our manifest what the schemas refuse.
"""

import re
from typing import NamedTuple


class Limit(NamedTuple):
    """Which places it is for, as a pattern; the most characters; and what somebody can do about it."""

    places: str
    most: int
    remedy: str = "shorten it"


MUNICIPALITY = "shorten `municipality` in the guideline's pack.yaml"

LENGTHS = (
    Limit(r"developer\.name", 32),
    Limit(r"developer\.\w+Url", 2048),
    Limit(r"name\.short", 30),
    Limit(r"name\.full", 100, MUNICIPALITY),
    Limit(r"description\.short", 80),
    Limit(r"description\.full", 4000),
    Limit(r"bots\[0\]\.commandLists\[\d+\]\.commands\[\d+\]\.title", 128),
    Limit(r"bots\[0\]\.commandLists\[\d+\]\.commands\[\d+\]\.description", 4000),
    Limit(r"composeExtensions\[0\]\.commands\[\d+\]\.id", 64),
    Limit(r"composeExtensions\[0\]\.commands\[\d+\]\.(parameters\[\d+\]\.)?title", 32),
    Limit(r"composeExtensions\[0\]\.commands\[\d+\]\.(parameters\[\d+\]\.)?description", 128),
    Limit(r"composeExtensions\[0\]\.commands\[\d+\]\.parameters\[\d+\]\.name", 64),
)

COUNTS = (
    Limit(r"bots", 1),
    Limit(r"bots\[0\]\.scopes", 4),
    Limit(r"bots\[0\]\.commandLists", 3),
    Limit(r"bots\[0\]\.commandLists\[\d+\]\.scopes", 4),
    Limit(r"bots\[0\]\.commandLists\[\d+\]\.commands", 12),
    Limit(r"composeExtensions", 1),
    Limit(r"composeExtensions\[0\]\.commands", 10),
    Limit(r"composeExtensions\[0\]\.commands\[\d+\]\.context", 3),
    Limit(r"composeExtensions\[0\]\.commands\[\d+\]\.parameters", 5),
    Limit(r"permissions", 2),
)


class Part(NamedTuple):
    """The names that a part of the manifest needs, and those that it may have; Teams refuses any other."""

    needs: str
    may: str = ""


_NAMED = "title description"

PARTS: dict[str, Part] = {
    "": Part(
        "manifestVersion version id developer name description icons accentColor",
        "$schema localizationInfo bots composeExtensions permissions defaultInstallScope "
        "defaultGroupCapability supportsChannelFeatures",
    ),
    "localizationInfo": Part("defaultLanguageTag", "additionalLanguages"),
    "localizationInfo.additionalLanguages[]": Part("languageTag file"),
    "developer": Part("name websiteUrl privacyUrl termsOfUseUrl"),
    "name": Part("short", "full"),
    "description": Part("short full"),
    "icons": Part("outline color"),
    "bots[]": Part("botId scopes", "supportsFiles isNotificationOnly commandLists"),
    "bots[].commandLists[]": Part("scopes commands"),
    "bots[].commandLists[].commands[]": Part(_NAMED),
    "composeExtensions[]": Part("botId commands"),
    "composeExtensions[].commands[]": Part("id title", "type description context initialRun parameters"),
    "composeExtensions[].commands[].parameters[]": Part("name title", "description inputType"),
    "defaultGroupCapability": Part("", "team"),
}
"""What holds names, by its place."""

SCOPES = ("personal", "team", "groupChat", "copilot")
_YES_OR_NO = (True, False)

VALUES: dict[str, tuple[str | bool, ...]] = {
    "bots[].scopes[]": SCOPES,
    "bots[].supportsFiles": _YES_OR_NO,
    "bots[].isNotificationOnly": _YES_OR_NO,
    "bots[].commandLists[].scopes[]": SCOPES,
    "composeExtensions[].commands[].type": ("query", "action"),
    "composeExtensions[].commands[].context[]": ("compose", "commandBox", "message"),
    "composeExtensions[].commands[].initialRun": _YES_OR_NO,
    "composeExtensions[].commands[].parameters[].inputType": (
        *("text", "textarea", "number", "date", "time", "toggle", "choiceset"),
    ),
    "permissions[]": ("identity", "messageTeamMembers"),
    "defaultInstallScope": ("personal", "team", "groupChat", "meetings", "copilot"),
    "defaultGroupCapability.team": ("tab", "bot", "connector"),
}
"""What may stand where only some values may; everywhere else stands a text."""

LISTS = frozenset(place[: at.start()] for place in (*PARTS, *VALUES) for at in re.finditer(r"\[\]", place))
"""The places of lists."""

MICROSOFTS_WORDS = frozenset(
    {"microsoft", "teams", "office", "outlook", "copilot", "sharepoint", "onedrive", "azure", "windows"}
)
"""Names of Microsoft's that no other's app may bear."""

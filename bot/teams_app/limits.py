"""What a manifest may hold, and how much of it: as far as our own goes, no further.

Source: the schemas of version 1.25 (see `manifest.py`). The tests hold these limits to
those schemas.
"""

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
    Limit(r"bots\[0\]\.commandLists", 3),
    Limit(r"bots\[0\]\.commandLists\[\d+\]\.commands", 12),
    Limit(r"composeExtensions", 1),
    Limit(r"composeExtensions\[0\]\.commands", 10),
    Limit(r"composeExtensions\[0\]\.commands\[\d+\]\.parameters", 5),
)

KNOWN: dict[str, str] = {
    "": "$schema manifestVersion version id localizationInfo developer name description icons accentColor "
    "bots composeExtensions permissions defaultInstallScope defaultGroupCapability supportsChannelFeatures",
    "localizationInfo": "defaultLanguageTag additionalLanguages",
    "localizationInfo.additionalLanguages[]": "languageTag file",
    "developer": "name websiteUrl privacyUrl termsOfUseUrl",
    "name": "short full",
    "description": "short full",
    "icons": "outline color",
    "bots[]": "botId scopes supportsFiles isNotificationOnly commandLists",
    "bots[].commandLists[]": "scopes commands",
    "bots[].commandLists[].commands[]": "title description",
    "composeExtensions[]": "botId commands",
    "composeExtensions[].commands[]": "id type title description context initialRun parameters",
    "composeExtensions[].commands[].parameters[]": "name title description inputType",
    "defaultGroupCapability": "team",
}
"""The names that each part may have; Teams refuses any other."""

REQUIRED = (
    *("manifestVersion", "version", "id", "accentColor"),
    *("developer.name", "developer.websiteUrl", "developer.privacyUrl", "developer.termsOfUseUrl"),
    *("name.short", "description.short", "description.full", "icons.outline", "icons.color"),
)

MICROSOFTS_WORDS = frozenset(
    {"microsoft", "teams", "office", "outlook", "copilot", "sharepoint", "onedrive", "azure", "windows"}
)
"""Names of Microsoft's that no other's app may bear."""

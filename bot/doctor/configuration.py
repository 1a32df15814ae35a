"""The settings: every one that is wrong, and as many as can be used all the same.

A start stops at the first wrong setting. Here the others are looked at too: what is wrong counts as not set.
"""

import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from bot.doctor.finding import Finding, fault, ok, warning
from bot.environment import PREFIX, SettingsError, usable, written
from bot.settings import Settings, contradictions, refuse_unknown_names

ABOUT = "settings"
WHERE = "Mend it in the environment or in .env; docs/settings.md lists every setting."


@dataclass(frozen=True, slots=True)
class Configuration:
    """The settings as far as they can be used, what is wrong with the others, and which those are."""

    settings: Settings
    findings: tuple[Finding, ...]
    unusable: frozenset[str]


def read_configuration(env_file: Path = Path(".env")) -> Configuration:
    """Read the settings; nothing that is wrong with them stops this."""
    told, wrong = _told(env_file)
    values, faults = usable(Settings, told)
    wrong += faults.values()
    settings = Settings(**({"app_type": "None"} | values))
    if not faults:
        wrong += contradictions(settings)
    doubtful = [] if faults else list(_doubtful(settings))
    findings = [*(fault(ABOUT, one, WHERE) for one in wrong), *doubtful] or [_fine(settings, len(values))]
    return Configuration(settings, tuple(findings), frozenset(faults))


def _told(env_file: Path) -> tuple[dict[str, str], list[str]]:
    """Return what is written, and what is wrong with its names."""
    try:
        told = written(env_file)
    except SettingsError as error:
        return dict(os.environ), list(error.sentences)
    try:
        refuse_unknown_names(env_file)
    except SettingsError as error:
        return told, list(error.sentences)
    return told, []


def _doubtful(settings: Settings) -> Iterator[Finding]:
    """Say what the bot can start with, and hardly anybody means."""
    if settings.is_guarded and settings.app_tenant_id.lower() not in settings.tenants:
        yield warning(
            ABOUT,
            f"{PREFIX}ALLOWED_TENANTS does not name {PREFIX}APP_TENANT_ID: everybody there gets 403.",
            "Name the bot's own tenant too, or leave the setting out.",
        )
    if settings.reminder_hours >= settings.escalation_hours:
        yield warning(
            ABOUT,
            f"{PREFIX}REMINDER_HOURS is not below {PREFIX}ESCALATION_HOURS: a leader may not be "
            "reminded before the leader's leader is asked.",
            "Let the reminder come first.",
        )


def _fine(settings: Settings, given: int) -> Finding:
    return ok(ABOUT, f"{given} given, all of them can be used ({PREFIX}APP_TYPE={settings.app_type}).")

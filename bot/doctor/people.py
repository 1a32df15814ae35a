"""The directory: who can be looked up, and who is of HR/Jura.

Source of the permissions: learn.microsoft.com, "Get user", "List group transitive members", "Get user mailbox
settings".
"""

from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path

from bot.directory.graph import GROUP_SECONDS, MEMBERS, USERS
from bot.directory.graph_answers import USER_FIELDS, GraphUser
from bot.directory.graph_calls import GraphCalls, Token
from bot.directory.graph_errors import GraphAwayError, GraphRefusedError, MissingPermissionError
from bot.directory.graph_mailboxes import SETTINGS as MAILBOXES
from bot.directory.graph_questions import GraphQuestions
from bot.directory.yaml_file import read_directory
from bot.doctor.finding import Finding, fault, ok, skipped, warning
from bot.doctor.patient import NoTokenError, Patient
from bot.environment import PREFIX
from bot.settings import GRAPH
from bot.startup import StartError
from bot.teams.credentials import graph_scope
from casework.errors import DirectoryUnavailable

DIRECTORY, HR = "directory", "hr group"
NOBODY = "00000000-0000-4000-8000-000000000000"
"""An id of no person's: Graph answers 404 to whoever may ask, and 403 to whoever may not."""


async def look_at_people(patient: Patient) -> Sequence[Finding]:
    """Ask Graph what the bot will ask, or read the file."""
    chosen = patient.settings.directory
    if not chosen:
        return [
            warning(
                DIRECTORY,
                f"{PREFIX}DIRECTORY is not set: no leader can be found, and nobody can be told from a guest.",
                f"Set {PREFIX}DIRECTORY=graph, or name a file of people.",
            )
        ]
    if chosen != GRAPH:
        return [_file(chosen)]
    if patient.lacks("graph_url", "hr_group"):
        return [skipped(DIRECTORY, "Not tried: its settings are wrong.")]
    return await _graph(patient)


def _file(name: str) -> Finding:
    try:
        people = read_directory(Path(name))
    except StartError as error:
        return fault(DIRECTORY, str(error), "docs/settings.md shows how a file looks.")
    if not people.has_hr:
        return warning(
            DIRECTORY, "The file names nobody of HR/Jura.", "Write `hr: true` beside those who are."
        )
    return ok(DIRECTORY, "The file of people can be read.")


async def _graph(patient: Patient) -> Sequence[Finding]:
    settings = patient.settings
    if settings.app_type == "None":
        return await _ask_twice(patient, None)
    scope = graph_scope(settings.graph_url)
    try:
        await patient.token(scope)
    except NoTokenError:
        return [skipped(DIRECTORY, "Not tried: the identity gives no token for Microsoft Graph.")]
    return await _ask_twice(patient, partial(patient.token, scope))


async def _ask_twice(patient: Patient, token: Token | None) -> Sequence[Finding]:
    """Ask again where Graph did not answer in time: the bot itself is as impatient, but asks often."""
    session, url = patient.session, patient.settings.graph_url
    for _ in range(2):
        calls, of_groups = (
            GraphCalls(session, url, token),
            GraphCalls(session, url, token, seconds=GROUP_SECONDS),
        )
        found = await _ask(patient, calls, of_groups)
        if _away() not in found:
            break
    return found


async def _ask(patient: Patient, calls: GraphCalls, of_groups: GraphCalls) -> Sequence[Finding]:
    settings = patient.settings
    try:
        await GraphQuestions(calls).user(f"users/{NOBODY}", USERS, {"$select": USER_FIELDS})
        people = ok(DIRECTORY, f"Microsoft Graph answers; {USERS} is there.")
    except MissingPermissionError as error:
        people = _denied(DIRECTORY, error, patient)
    except GraphAwayError:
        return [_away()]
    except GraphRefusedError:
        return [_strange()]
    if not settings.hr_group:
        return [people, _no_group()]
    try:
        path, query = f"groups/{settings.hr_group}/transitiveMembers", {"$select": USER_FIELDS, "$top": "999"}
        members = await GraphQuestions(of_groups).users(path, MEMBERS, query)
    except MissingPermissionError as error:
        return [people, _hr_unknown(_denied(HR, error, patient))]
    except GraphAwayError:
        return [people, _group_is_slow()]
    except GraphRefusedError:
        return [people, _strange()]
    return [people, _group(members), *await _mailboxes(calls, members or [])]


def _group(members: list[GraphUser] | None) -> Finding:
    if members is None:
        return fault(
            HR,
            f"{PREFIX}HR_GROUP is no group of this tenant: nobody is of HR/Jura.",
            "Write the object id of the group, from its overview in Entra.",
        )
    working = sum(member.works for member in members)
    if not working:
        return fault(HR, "The group has no members who can sign in.", "Add HR/Jura to it, in Entra.")
    return ok(HR, f"{working} members; {MEMBERS} is there.")


async def _mailboxes(calls: GraphCalls, members: list[GraphUser]) -> Sequence[Finding]:
    """Say whether the permission that the bot does without is there; it is asked of one of HR/Jura's."""
    somebody = next((member.id for member in members if member.works), None)
    if somebody is None:
        return []
    try:
        async with calls.question(MAILBOXES):
            url = calls.at(f"users/{somebody}/mailboxSettings/automaticRepliesSetting", {})
            status = (await calls.call("GET", url)).status
    except DirectoryUnavailable:
        return [skipped("absence", "Not seen: Microsoft Graph did not answer in time.")]
    if status == 403:
        return [
            ok("absence", f"{MAILBOXES} is not there, which may be meant: automatic replies do not show.")
        ]
    return [ok("absence", f"{MAILBOXES} is there: automatic replies show before a request is sent.")]


def _denied(about: str, error: MissingPermissionError, patient: Patient) -> Finding:
    by = patient.settings.app_type
    how = (
        "with New-MgServicePrincipalAppRoleAssignment, as docs/directory.md shows; "
        "a managed identity's takes up to a day to come into force"
        if by != "SingleTenant"
        else "under API permissions, Microsoft Graph, Application permissions, then Grant admin consent; "
        "it takes an hour to come into force"
    )
    return fault(
        about,
        f"Microsoft Graph refuses: the application permission {error.permission} is missing.",
        f"Give it to the bot's identity {how}.",
    )


def _hr_unknown(denied: Finding) -> Finding:
    return replace(
        denied,
        says=f"{denied.says} Until then nobody gets what is HR/Jura's; leaders are found all the same.",
    )


def _away() -> Finding:
    return fault(
        DIRECTORY,
        "Microsoft Graph does not answer in time.",
        f"Let this machine reach the host of {PREFIX}GRAPH_URL on port 443; see Microsoft's service health.",
    )


def _group_is_slow() -> Finding:
    return fault(
        HR,
        f"The members of {PREFIX}HR_GROUP could not be read within {GROUP_SECONDS:.0f} seconds: "
        "until they can, nobody gets what is HR/Jura's.",
        "See Microsoft's service health; a group of fewer members is read faster.",
    )


def _strange() -> Finding:
    return fault(
        DIRECTORY,
        "Microsoft Graph does not accept the token, or does not understand the question.",
        f"{PREFIX}GRAPH_URL and {PREFIX}LOGIN_URL must be of the same cloud, and no proxy may answer for it.",
    )


def _no_group() -> Finding:
    return warning(
        HR,
        f"{PREFIX}HR_GROUP is not set: nobody is of HR/Jura.",
        "Write the object id of the Entra group whose members are.",
    )

"""Activities as Teams sends them. All names and ids are made up."""

from typing import Any

Json = dict[str, Any]

TENANT = "aaaaaaaa-0000-4000-8000-000000000001"
ANNA = "11111111-1111-4111-8111-111111111111"
BOT = {"id": "28:bot", "name": "Optagelsesguiden"}


def _activity(kind: str, service_url: str, changes: Json) -> Json:
    activity: Json = {
        "type": kind,
        "id": "f:activity",
        "channelId": "msteams",
        "serviceUrl": service_url,
        "from": {"id": "29:anna", "name": "Anna Agerholm", "aadObjectId": ANNA},
        "recipient": BOT,
        "conversation": {"id": "a:chat", "conversationType": "personal", "tenantId": TENANT},
        "channelData": {"tenant": {"id": TENANT}},
        "locale": "da-DK",
    }
    return activity | changes


def message(service_url: str, text: str | None = "hej", **changes: Any) -> Json:
    """Somebody types."""
    return _activity("message", service_url, {"text": text, **changes})


def press(service_url: str, verb: Any = "interview.start", data: Any = None, **changes: Any) -> Json:
    """Somebody presses a button of a card."""
    action = {"type": "Action.Execute", "verb": verb, "data": {} if data is None else data}
    value = {"action": action, "trigger": "manual"}
    basics = {"name": "adaptiveCard/action", "value": value, "replyToId": "f:card"}
    return _activity("invoke", service_url, basics | changes)


def consent(service_url: str, upload_url: str | None, *, accepts: bool = True, **changes: Any) -> Json:
    """Somebody says yes or no to a file; a yes brings where the file goes."""
    value: Json = {
        "type": "fileUpload",
        "action": "accept" if accepts else "decline",
        "context": {"verb": "case.document", "data": {"case": "c1"}},
    }
    if accepts and upload_url is not None:
        value["uploadInfo"] = {
            "uploadUrl": upload_url,
            "contentUrl": "https://example.sharepoint.com/personal/anna/vurdering%201.docx",
            "name": "vurdering 1.docx",
            "uniqueId": "1150D938-8870-4044-9F2C-5BBDEBA70C9D",
            "fileType": "docx",
        }
    basics = {"name": "fileConsent/invoke", "value": value, "replyToId": "f:consent"}
    return _activity("invoke", service_url, basics | changes)


def members_added(service_url: str, member_id: str = BOT["id"], **changes: Any) -> Json:
    """Somebody, by default the bot, is added to a chat."""
    return _activity("conversationUpdate", service_url, {"membersAdded": [{"id": member_id}], **changes})


def installed(service_url: str, action: str = "add", **changes: Any) -> Json:
    """The app is installed."""
    return _activity("installationUpdate", service_url, {"action": action, **changes})

"""Activities in exactly the shape in which Teams sends them to a bot."""

import datetime
import uuid
import zoneinfo
from dataclasses import dataclass

from bot.stage.people import TENANT, Json, Person
from bot.stage.world import TENANT_DATA, Chat, Message

TIME_ZONE = "Europe/Copenhagen"


@dataclass(frozen=True, slots=True)
class Bot:
    """The bot's account, and the address at which it reaches the stage."""

    app_id: str
    name: str
    service_url: str

    @property
    def account(self) -> Json:
        """Return the bot as sender or recipient."""
        return {"id": f"28:{self.app_id}", "name": self.name}


@dataclass(frozen=True, slots=True)
class Envelope:
    """Who sends from where: what all activities have in common."""

    bot: Bot
    chat: Chat
    sender: Person
    locale: str
    team_id: str
    root: str | None = None

    def wrap(self, kind: str, **more: object) -> Json:
        """Return an activity of this kind."""
        now = datetime.datetime.now(datetime.UTC)
        local = now.astimezone(zoneinfo.ZoneInfo(TIME_ZONE))
        return {
            "type": kind,
            "id": f"f:{uuid.uuid4()}",
            "timestamp": now.isoformat(timespec="milliseconds").replace("+00:00", "Z"),
            "localTimestamp": local.isoformat(timespec="milliseconds"),
            "localTimezone": TIME_ZONE,
            "locale": self.locale,
            "channelId": "msteams",
            "serviceUrl": self.bot.service_url,
            "from": self.sender.account,
            "recipient": self.bot.account,
            "conversation": self._conversation(),
            "channelData": self._channel_data(),
            **more,
        }

    def _conversation(self) -> Json:
        where: Json = {"id": self.chat.id, "conversationType": self.chat.kind, "tenantId": TENANT}
        if self.chat.kind == "channel":
            where["isGroup"] = True
            if self.root:
                where["id"] = f"{self.chat.id};messageid={self.root}"
        return where

    def _channel_data(self) -> Json:
        if self.chat.kind == "personal":
            return dict(TENANT_DATA)
        place = {"channel": {"id": self.chat.id}, "team": {"id": self.team_id}}
        return {"teamsChannelId": self.chat.id, "teamsTeamId": self.team_id, **place, **TENANT_DATA}

    def client(self) -> Json:
        """Return the entity in which a client tells its language and platform."""
        country = self.locale.rpartition("-")[2]
        client = {"locale": self.locale, "country": country, "platform": "Web", "timezone": TIME_ZONE}
        return {"type": "clientInfo", **client}


def installed(envelope: Envelope) -> list[Json]:
    """Return what Teams sends when the app is added: two activities, in this order."""
    members = [envelope.bot.account]
    if envelope.chat.kind == "personal":
        members.insert(0, {"id": envelope.sender.mri, "aadObjectId": envelope.sender.id})
    joined = envelope.wrap("conversationUpdate", membersAdded=members)
    if envelope.chat.kind == "channel":
        joined["channelData"]["eventType"] = "teamMemberAdded"
    return [joined, envelope.wrap("installationUpdate", action="add", entities=[envelope.client()])]


def uninstalled(envelope: Envelope) -> list[Json]:
    """Return what Teams sends when the app is removed; of a team, its members learn of it first."""
    removed = envelope.wrap("installationUpdate", action="remove", entities=[envelope.client()])
    if envelope.chat.kind == "personal":
        return [removed]
    left = envelope.wrap("conversationUpdate", membersRemoved=[envelope.bot.account])
    left["channelData"]["eventType"] = "teamMemberRemoved"
    return [left, removed]


def typed(envelope: Envelope, message: Message, *, files: list[Json]) -> Json:
    """Return a message as it was typed; with the bot's name in front where it was mentioned."""
    text, entities = message.text, [envelope.client()]
    if message.mentions:
        at = f"<at>{envelope.bot.name}</at>"
        text = f"{at} {text}"
        entities.insert(0, {"type": "mention", "text": at, "mentioned": envelope.bot.account})
    activity = envelope.wrap("message", id=message.id, text=text, textFormat="plain", entities=entities)
    return {**activity, "attachments": files} if files else activity


def edited(envelope: Envelope, message: Message) -> Json:
    """Return what Teams sends when a person has changed a message of their own."""
    activity = envelope.wrap("messageUpdate", id=message.id, text=message.text, textFormat="plain")
    activity["channelData"]["eventType"] = "editMessage"
    return activity


def deleted(envelope: Envelope, message: Message) -> Json:
    """Return what Teams sends when a person has deleted a message of their own."""
    activity = envelope.wrap("messageDelete", id=message.id)
    activity["channelData"]["eventType"] = "softDeleteMessage"
    return activity


def pressed(envelope: Envelope, message: Message, action: Json, trigger: str) -> Json:
    """Return the invoke of an Action.Execute; inputs are merged into its data already."""
    activity = envelope.wrap("invoke", name="adaptiveCard/action", replyToId=message.id)
    activity["entities"] = [envelope.client()]
    activity["channelData"]["source"] = {"name": "message"}
    activity["value"] = {"action": action, "trigger": trigger}
    return activity


def submitted(envelope: Envelope, message: Message, data: Json) -> Json:
    """Return what an old client makes of an Action.Submit: a message with a value and no text."""
    return envelope.wrap("message", replyToId=message.id, value=data, entities=[envelope.client()])


def consented(envelope: Envelope, message: Message, upload: Json | None) -> Json:
    """Return the invoke of an answer to a file's question; a yes brings where the file goes."""
    file, action = message.file or {}, "accept" if upload else "decline"
    activity = envelope.wrap("invoke", name="fileConsent/invoke", replyToId=message.id)
    activity["entities"] = [envelope.client()]
    activity["value"] = {"type": "fileUpload", "action": action, "context": file.get(action)}
    if upload:
        activity["value"]["uploadInfo"] = upload
    return activity

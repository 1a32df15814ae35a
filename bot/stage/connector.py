"""The Bot Connector's REST interface, as Teams answers it: what the bot calls."""

import re
from collections.abc import Awaitable, Callable
from typing import Any

import msgspec
from aiohttp import web

from bot.stage.faults import CODES, Faults
from bot.stage.incoming import TooBigError, notes_on, read_content
from bot.stage.people import Json, Person
from bot.stage.traffic import Exchange, Traffic
from bot.stage.world import Chat, Message, World

Handler = Callable[["Call"], Awaitable[tuple[int, Any]]]
OBJECT_ID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", re.IGNORECASE)
PAGE_SIZE = 50


class CallError(Exception):
    """The call is answered with an error, in the shape that Teams gives it."""

    def __init__(self, status: int, code: str, message: str) -> None:
        super().__init__(message)
        self.status, self.code, self.message = status, code, message


class Call:
    """One call of the bot: its path, its body, and the line of the traffic panel that shows it."""

    def __init__(self, request: web.Request, body: Json, exchange: Exchange) -> None:
        self.request, self.body, self.exchange = request, body, exchange

    def part(self, name: str) -> str:
        """Return a part of the path."""
        return str(self.request.match_info[name])


class Connector:
    """Turns REST calls into deeds in the world."""

    def __init__(self, world: World, traffic: Traffic, faults: Faults) -> None:
        self._world, self._traffic, self._faults = world, traffic, faults

    def routes(self) -> list[web.RouteDef]:
        """Return the routes of the interface, version 3."""
        one = "/v3/conversations/{chat}"
        return [
            web.post("/v3/conversations", self._answer(self._create)),
            web.post(f"{one}/activities", self._answer(self._send)),
            web.post(f"{one}/activities/{{message}}", self._answer(self._send)),
            web.put(f"{one}/activities/{{message}}", self._answer(self._update)),
            web.delete(f"{one}/activities/{{message}}", self._answer(self._delete)),
            web.get(f"{one}/activities/{{message}}/members", self._answer(self._members)),
            web.get(f"{one}/members", self._answer(self._members)),
            web.get(f"{one}/members/{{member}}", self._answer(self._member)),
            web.get(f"{one}/pagedmembers", self._answer(self._paged_members)),
        ]

    def _answer(self, handle: Handler) -> Callable[[web.Request], Awaitable[web.Response]]:
        async def answer(request: web.Request) -> web.Response:
            body = await _json_of(request)
            title = str(body.get("type", "")) or handle.__name__.strip("_").replace("_", " ")
            exchange = self._traffic.begin("from_bot", request.method, request.path, title, body or None)
            status, reply, headers = await self._outcome(handle, Call(request, body, exchange))
            self._traffic.end(exchange, status, reply)
            return web.Response(
                status=status,
                headers=headers,
                body=b"" if reply is None else msgspec.json.encode(reply),
                content_type="application/json",
            )

        return answer

    async def _outcome(self, handle: Handler, call: Call) -> tuple[int, Any, dict[str, str]]:
        chat = call.request.match_info.get("chat")
        fault = self._faults.take(chat) if call.request.method != "GET" else None
        if fault is None:
            return *await _handled(handle, call), {}
        if fault.delivered:
            await _handled(handle, call)
        if fault.hangs:
            await self._faults.hang()
        if fault.cuts and call.request.transport:
            call.request.transport.close()
        headers = {} if fault.retry_after is None else {"Retry-After": f"{fault.retry_after:g}"}
        return fault.status, _error(CODES.get(fault.status, "Error"), "Ordered by a test."), headers

    async def _create(self, call: Call) -> tuple[int, Any]:
        channel = (call.body.get("channelData") or {}).get("channel") or {}
        if channel.get("id"):
            return self._create_thread(call, str(channel["id"]))
        members = call.body.get("members") or [{}]
        chat = self._world.personal_chat(self._addressee(members[0]).id)
        if not chat.present:
            raise CallError(
                403, "BotNotInConversationRoster", "The bot is not part of the conversation roster."
            )
        reply = {"id": chat.id}
        if call.body.get("activity"):
            reply["activityId"] = self._post(chat, call.body["activity"], None, call).id
        return 201, reply

    def _addressee(self, member: Json) -> Person:
        member_id = str(member.get("id") or "")
        if not member_id:
            raise CallError(400, "BadArgument", "The id of the member is missing. Put the object id into id.")
        found = self._world.by_mri.get(member_id)
        if found is None and OBJECT_ID.fullmatch(member_id):
            found = self._world.people.get(member_id.lower())
        if found is None:
            raise CallError(400, "BadSyntax", "No such user in this tenant.")
        return found

    def _create_thread(self, call: Call, channel_id: str) -> tuple[int, Any]:
        chat = self._chat(channel_id)
        activity = call.body.get("activity")
        if not isinstance(activity, dict):
            raise CallError(400, "BadArgument", "A new thread needs an activity.")
        message = self._post(chat, activity, None, call)
        return 201, {"id": f"{chat.id};messageid={message.id}", "activityId": message.id}

    async def _send(self, call: Call) -> tuple[int, Any]:
        chat_id, _, root = call.part("chat").partition(";messageid=")
        chat = self._chat(chat_id)
        if call.body.get("type") == "typing":
            self._world.feed.publish("typing", chat=chat.id)
            return 201, {"id": self._world.new_id()}
        message = self._post(chat, call.body, root or None, call)
        return 201, {"id": message.id} if message.id else {}

    def _post(self, chat: Chat, activity: Json, root: str | None, call: Call) -> Message:
        content = _content(activity, call.exchange)
        if content.text and content.card:
            # Teams makes two messages of it, and tells the id of neither.
            text = Message(self._world.new_id(), None, text=content.text, root=root)
            card = Message(self._world.new_id(), None, card=content.card, summary=content.summary, root=root)
            self._world.post(chat, text)
            self._world.post(chat, card)
            return Message("", None)
        message = Message(self._world.new_id(), None, content.text, content.card, content.summary)
        message.file, message.root = content.file, root
        return self._world.post(chat, message)

    async def _update(self, call: Call) -> tuple[int, Any]:
        chat, message = self._own_message(call)
        content = _content(call.body, call.exchange)
        self._world.change(chat, message, content.text, content.card, content.summary, content.file)
        return 200, {"id": message.id}

    async def _delete(self, call: Call) -> tuple[int, Any]:
        self._world.delete(*self._own_message(call))
        return 200, None

    def _own_message(self, call: Call) -> tuple[Chat, Message]:
        chat = self._chat(call.part("chat").partition(";messageid=")[0])
        message = chat.find(call.part("message"))
        if message is None:
            raise CallError(404, "ActivityNotFoundInConversation", "The activity was not found.")
        if message.author is not None:
            raise CallError(403, "BadArgument", "A bot can change its own messages only.")
        return chat, message

    async def _members(self, call: Call) -> tuple[int, Any]:
        return 200, self._roster(call)

    async def _member(self, call: Call) -> tuple[int, Any]:
        wanted = call.part("member")
        for member in self._roster(call):
            if wanted in (member["id"], member["objectId"]):
                return 200, member
        raise CallError(404, "MemberNotFoundInConversation", "The member was not found.")

    async def _paged_members(self, call: Call) -> tuple[int, Any]:
        roster, query = self._roster(call), call.request.query
        start = int(query.get("continuationToken") or 0)
        end = start + int(query.get("pageSize") or PAGE_SIZE)
        page: Json = {"members": roster[start:end]}
        return 200, page if end >= len(roster) else {**page, "continuationToken": str(end)}

    def _roster(self, call: Call) -> list[Json]:
        chat = self._chat(call.part("chat").partition(";messageid=")[0])
        return [self._world.people[member].member for member in chat.members]

    def _chat(self, chat_id: str) -> Chat:
        chat = self._world.chats.get(chat_id)
        if chat is None:
            raise CallError(404, "ConversationNotFound", "Conversation not found.")
        if not chat.present:
            raise CallError(
                403, "BotNotInConversationRoster", "The bot is not part of the conversation roster."
            )
        return chat


def _content(activity: Json, exchange: Exchange) -> Any:
    exchange.notes.extend(notes_on(activity))
    try:
        return read_content(activity)
    except TooBigError as big:
        raise CallError(413, "MessageSizeTooBig", "Message size too large.") from big


async def _handled(handle: Handler, call: Call) -> tuple[int, Any]:
    try:
        return await handle(call)
    except CallError as refusal:
        return refusal.status, _error(refusal.code, refusal.message)


def _error(code: str, message: str) -> Json:
    return {"error": {"code": code, "message": message}}


async def _json_of(request: web.Request) -> Json:
    try:
        body = msgspec.json.decode(await request.read() or b"{}")
    except msgspec.DecodeError:
        return {}
    return body if isinstance(body, dict) else {}

"""A tiny bot that speaks the protocol, so that the stage can be tried without the product."""

import asyncio
from typing import Any

import aiohttp
from aiohttp import web

Json = dict[str, Any]
CARD = "application/vnd.microsoft.card.adaptive"


def card(*body: Json, actions: list[Json] | None = None, **more: object) -> Json:
    return {"type": "AdaptiveCard", "version": "1.5", "lang": "da", "body": list(body), **more} | (
        {"actions": actions} if actions else {}
    )


def text(words: str, **more: object) -> Json:
    return {"type": "TextBlock", "text": words, "wrap": True, **more}


def button(title: str, verb: str, data: Json, **more: object) -> Json:
    return {"type": "Action.Execute", "title": title, "verb": verb, "data": data, **more}


def start_card() -> Json:
    facts = {"recorder": "citizen", "situation": "wants_to_record"}
    situation = {
        "type": "ColumnSet",
        "selectAction": button(
            "Nogen optager skjult", "interview.start", {"facts": {"recorder": "third_party"}}
        ),
        "columns": [{"type": "Column", "items": [text("Nogen optager skjult", weight="bolder")]}],
    }
    return card(
        text("Hvad sker der?", style="heading", size="large"),
        situation,
        actions=[
            button("En borger vil optage", "interview.start", {"facts": facts}),
            button("Skriv en note", "note.form", {}),
            button("Skriv en kort besked", "note.notice", {}),
            button("Gå i stykker", "note.break", {}),
        ],
    )


def medium_card(facts: Json) -> Json:
    return card(
        text("Lyd eller billeder?", style="heading"),
        actions=[
            button("Kun lyd", "interview.answer", {"facts": facts, "medium": "audio"}),
            button("Også billeder", "interview.answer", {"facts": facts, "medium": "video"}),
        ],
    )


def advice_card(facts: Json) -> Json:
    verdict = {
        "type": "Container",
        "style": "good",
        "id": "verdict.allowed",
        "items": [text("Ja, det er i orden.")],
    }
    return card(
        verdict, text("Sig det højt.", id="duty.act_in_role"), actions=[button("Forfra", "start", facts)]
    )


def form_card() -> Json:
    return card(
        {
            "type": "Input.Text",
            "id": "note",
            "label": "Din note",
            "isRequired": True,
            "errorMessage": "Skriv en note",
        },
        {"type": "Input.Toggle", "id": "recorded", "title": "Samtalen blev optaget"},
        actions=[
            button("Gem", "note.save", {"key": "k1"}),
            button("Fortryd", "start", {}, associatedInputs="none"),
        ],
    )


def notes_card(data: Json) -> Json:
    """A list of notes; one that is chosen is written by the same verb, first without and then with a text."""
    if "note" in data:
        return card(text(f"Gemt i {data['name']}: {data['note']}"))
    if "name" in data:
        field = {"type": "Input.Text", "id": "note", "label": "Din note"}
        return card(field, actions=[button("Gem", "note.write", {"name": data["name"]})])
    return card(text("Noter"), actions=[button(n, "note.write", {"name": n}) for n in ("Ny", "Nyest")])


class EchoBot:
    """Answers messages with cards and presses with cards, and keeps what it was sent."""

    def __init__(self) -> None:
        self.activities: list[Json] = []
        self.sent: list[tuple[int, Any]] = []
        self.consent_status = 200
        self.answered = asyncio.Event()
        """Somebody has answered an offer of a file."""
        self.hold = asyncio.Event()
        self.hold.set()

    async def start(self) -> str:
        self._session = aiohttp.ClientSession()
        app = web.Application()
        app.router.add_post("/api/messages", self._take)
        self._runner = web.AppRunner(app, access_log=None)
        await self._runner.setup()
        site = web.TCPSite(self._runner, "127.0.0.1", 0)
        await site.start()
        return f"http://127.0.0.1:{self._runner.addresses[0][1]}"

    async def stop(self) -> None:
        await self._session.close()
        await self._runner.cleanup()

    async def call(self, method: str, url: str, body: Json | None = None) -> tuple[int, Any]:
        async with self._session.request(method, url, json=body) as response:
            answer = (response.status, await response.json() if await response.read() else None)
        self.sent.append(answer)
        return answer

    async def send(self, about: Json, **message: object) -> tuple[int, Any]:
        chat = about["conversation"]["id"]
        url = f"{about['serviceUrl']}v3/conversations/{chat}/activities"
        return await self.call("POST", url, {"type": "message", **message})

    async def send_card(self, about: Json, content: Json) -> tuple[int, Any]:
        attachment = {"contentType": CARD, "content": content}
        return await self.send(about, attachments=[attachment], summary="Et kort")

    async def offer_file(self, about: Json, name: str = "vurdering.docx") -> tuple[int, Any]:
        content = {"description": "Et dokument.", "sizeInBytes": 4000, "acceptContext": {"a": 1}}
        return await self._send_file(about, "consent", name, content={**content, "declineContext": {"d": 1}})

    async def show_file(self, about: Json, upload: Json) -> tuple[int, Any]:
        content = {"uniqueId": upload["uniqueId"], "fileType": upload["fileType"]}
        more = {"content": content, "contentUrl": upload["contentUrl"]}
        return await self._send_file(about, "info", upload["name"], **more)

    async def _send_file(self, about: Json, kind: str, name: str, **more: object) -> tuple[int, Any]:
        card_type = f"application/vnd.microsoft.teams.card.file.{kind}"
        attachment = {"contentType": card_type, "name": name, **more}
        return await self.send(about, attachments=[attachment], summary=name)

    async def put(self, url: str, content: bytes, **headers: str) -> int:
        async with self._session.put(url, data=content, headers=headers) as response:
            return response.status

    async def fetch(self, url: str) -> tuple[int, bytes, str]:
        async with self._session.get(url) as response:
            return response.status, await response.read(), response.headers.get("Content-Disposition", "")

    async def _take(self, request: web.Request) -> web.Response:
        activity = await request.json()
        self.activities.append(activity)
        await self.hold.wait()
        if activity.get("name") == "fileConsent/invoke":
            self.answered.set()
            return web.json_response({}, status=self.consent_status)
        if activity["type"] == "invoke":
            return self._answer(activity["value"]["action"])
        if activity["type"] == "message" or activity.get("action") == "add":
            await self._reply(activity)
        return web.Response(status=202)

    async def _reply(self, activity: Json) -> None:
        words = activity.get("text", "hej")
        if words.endswith("hej"):
            await self.send_card(activity, start_card())
        elif words.endswith("genopfrisk"):
            await self.send_card(activity, refreshing_card())
        else:
            await self.send(activity, type="typing")
            await self.send(activity, text=f"Du skrev: {words}")

    def _answer(self, action: Json) -> web.Response:
        data = action.get("data", {})
        if action["verb"] == "note.break":
            return web.json_response({"error": "broken"}, status=500)
        if action["verb"] == "note.notice":
            return _invoke("application/vnd.microsoft.activity.message", "Gemt for dig")
        return _invoke(CARD, self._next_card(action["verb"], data))

    def _next_card(self, verb: str, data: Json) -> Json:
        facts = data.get("facts", {})
        match verb:
            case "interview.start":
                return medium_card(facts)
            case "interview.answer":
                return advice_card(facts)
            case "note.form":
                return form_card()
            case "note.list" | "note.write":
                return notes_card(data)
            case "note.save":
                return card(text(f"Gemt: {data['note']} ({data['recorded']})"))
            case "view":
                return card(text("Kun for dig"))
        return start_card()


def refreshing_card() -> Json:
    action = {"type": "Action.Execute", "verb": "view", "data": {}}
    return card(text("For alle"), refresh={"action": action})


def _invoke(kind: str, value: object) -> web.Response:
    return web.json_response({"statusCode": 200, "type": kind, "value": value})

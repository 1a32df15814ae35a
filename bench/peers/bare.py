"""Nothing but aiohttp, on the event loop that our bot runs on: the baseline of both kinds of turn.

A press is read as JSON and answered with JSON. A message is taken, and a short one is posted to where it came
from. Nobody is asked for a token. With ANSWER a press is answered with the bytes of that file instead: what a
card costs by its size alone.
"""

import asyncio
import os
from pathlib import Path
from typing import Any

import uvloop
from aiohttp import ClientSession, web

ECHO = "application/vnd.microsoft.activity.message"

ANSWER = Path(os.environ["ANSWER"]).read_bytes() if "ANSWER" in os.environ else None

posting: set[asyncio.Task[None]] = set()


async def messages(request: web.Request) -> web.Response:
    """Answer a press; answer a message by one of our own."""
    activity = await request.json()
    if ANSWER:
        return web.Response(body=ANSWER, content_type="application/json")
    if activity["type"] == "invoke":
        said = activity["value"]["action"]["verb"]
        return web.json_response({"statusCode": 200, "type": ECHO, "value": said})
    task = asyncio.create_task(_post(request.app[SESSION], activity))
    posting.add(task)
    task.add_done_callback(posting.discard)
    return web.Response(status=202)


async def _post(session: ClientSession, activity: dict[str, Any]) -> None:
    path = f"/v3/conversations/{activity['conversation']['id']}/activities/{activity['id']}"
    async with session.post(
        activity["serviceUrl"] + path, json={"type": "message", "text": "echo"}
    ) as response:
        await response.json()


SESSION = web.AppKey("session", ClientSession)


async def main() -> None:
    """Serve until killed."""
    async with ClientSession() as session:
        app = web.Application()
        app[SESSION] = session
        app.router.add_post("/api/messages", messages)
        runner = web.AppRunner(app, access_log=None)
        await runner.setup()
        await web.TCPSite(runner, "127.0.0.1", int(os.environ["PORT"]), backlog=1024).start()
        await asyncio.Event().wait()


if __name__ == "__main__":
    uvloop.run(main())

"""Everybody's OneDrive, as far as a bot can tell: upload sessions, and files that one can have afterwards."""

import re
import secrets
import uuid
from dataclasses import dataclass
from urllib.parse import quote

from aiohttp import web

from bot.stage.people import Json
from bot.stage.traffic import Exchange, Traffic

_RANGE = re.compile(r"bytes 0-(\d+)/(\d+)")


@dataclass(slots=True)
class File:
    """A file, or the place for one that has not come yet."""

    id: str
    name: str
    content: bytes | None = None
    content_type: str = ""


class OneDrive:
    """Upload sessions as Teams opens them when somebody accepts a file: one file each, once."""

    def __init__(self, address: str, traffic: Traffic) -> None:
        self._address, self._traffic = address.rstrip("/"), traffic
        self._sessions: dict[str, File] = {}
        self._files: dict[str, File] = {}

    def routes(self) -> list[web.RouteDef]:
        """Return where files are put and fetched."""
        return [
            web.put("/onedrive/uploads/{session}", self._put),
            web.get("/onedrive/files/{id}/{name}", self._get),
        ]

    def open_session(self, name: str) -> Json:
        """Return `uploadInfo` for a new file, as Teams tells it."""
        file, session = File(str(uuid.uuid4()).upper(), name), secrets.token_urlsafe(24)
        self._sessions[session] = self._files[file.id] = file
        return {
            "uploadUrl": f"{self._address}/onedrive/uploads/{session}",
            "contentUrl": f"{self._address}/onedrive/files/{file.id}/{quote(name, safe='')}",
            "name": name,
            "uniqueId": file.id,
            "fileType": name.rpartition(".")[2],
        }

    def content(self, file_id: str) -> bytes | None:
        """Return what came for a file; None where nothing has."""
        file = self._files.get(file_id)
        return file.content if file else None

    async def _put(self, request: web.Request) -> web.Response:
        body = await request.read()
        exchange = self._traffic.begin("from_bot", "PUT", request.path, "file", f"{len(body)} bytes")
        status, answer = self._take(request, body, exchange)
        self._traffic.end(exchange, status, answer)
        return web.json_response(answer, status=status)

    def _take(self, request: web.Request, body: bytes, exchange: Exchange) -> tuple[int, Json]:
        if request.headers.get("Authorization"):
            exchange.notes.append("The bot's token went with the file: it does not belong there.")
        file = self._sessions.get(request.match_info["session"])
        if file is None:
            return 404, _error("itemNotFound", "The upload session was not found.")
        if not _is_whole(request.headers.get("Content-Range", ""), body):
            return 416, _error("invalidRange", "The stage takes a file whole: bytes 0-<last>/<size>.")
        del self._sessions[request.match_info["session"]]
        file.content, file.content_type = body, request.headers.get("Content-Type", "")
        return 201, {"id": file.id, "name": file.name, "size": len(body)}

    async def _get(self, request: web.Request) -> web.Response:
        file = self._files.get(request.match_info["id"])
        if file is None or file.content is None:
            raise web.HTTPNotFound
        headers = {
            "Content-Type": file.content_type or "application/octet-stream",
            "Content-Disposition": f"attachment; filename*=UTF-8''{quote(file.name, safe='')}",
            "X-Content-Type-Options": "nosniff",
        }
        return web.Response(body=file.content, headers=headers)


def _is_whole(told: str, body: bytes) -> bool:
    found = _RANGE.fullmatch(told)
    return found is not None and (int(found[1]) + 1, int(found[2])) == (len(body), len(body))


def _error(code: str, message: str) -> Json:
    return {"error": {"code": code, "message": message}}

"""Files to where Teams wants them: the upload session in the person's OneDrive that a consent names.

Source: learn.microsoft.com, "Send and receive files using bot" (bots-filesv4): the whole content by one PUT
with `Content-Range`. The address comes with the consent and is a secret of its own, so nothing of the bot's
is sent with it: no token, no cookie; and nothing leads on from it.
"""

import logging

import aiohttp
from yarl import URL

from bot.loopback import is_loopback
from dialogs.turn import FileContent

log = logging.getLogger(__name__)

HOSTS = (".sharepoint.com",)
"""Where OneDrive for work stands in the public cloud and in GCC: `*.sharepoint.com` (learn.microsoft.com,
"Microsoft 365 URLs and IP address ranges"). Elsewhere (GCC High, DoD, 21Vianet) bots hand no files over."""

TIMEOUT = aiohttp.ClientTimeout(total=30, connect=5)
"""Seconds for a whole file."""

LONGEST_URL = 4000
_HTTPS = 443


class UploadError(Exception):
    """The file was not taken. Holds the HTTP status, None where the address will not do or no answer came."""

    def __init__(self, status: int | None = None) -> None:
        self.status = status
        super().__init__(f"status {status}")


class Uploads:
    """Puts files. `local` allows this machine as well, where Teams is only played."""

    def __init__(self, session: aiohttp.ClientSession, *, local: bool) -> None:
        self._session = session
        self._local = local

    async def put(self, url: str | None, file: FileContent) -> None:
        """Send a file's whole content, once; raises UploadError."""
        address = upload_address(url or "", local=self._local)
        if address is None:
            log.warning("upload.address_refused")
            raise UploadError
        last, whole = len(file.content) - 1, len(file.content)
        headers = {"Content-Type": file.content_type, "Content-Range": f"bytes 0-{last}/{whole}"}
        try:
            async with self._session.put(
                address,
                data=file.content,
                headers=headers,
                timeout=TIMEOUT,
                allow_redirects=False,
            ) as response:
                status = response.status
        except (aiohttp.ClientError, OSError, TimeoutError) as error:
            log.warning("upload.broken_off", extra={"kind": type(error).__name__})
            raise UploadError from None
        if status not in (200, 201):
            log.warning("upload.refused", extra={"status": status})
            raise UploadError(status)


def upload_address(url: str, *, local: bool) -> URL | None:
    """Return the address if files may be put there: https on OneDrive's hosts, `local` also this machine."""
    try:
        address = URL(url, encoded=True)
        host, port = (address.host or "").lower(), address.port
    except ValueError:
        return None
    if address.user is not None or address.password is not None or len(url) > LONGEST_URL:
        return None
    at_home = local and address.scheme == "http" and is_loopback(host)
    at_onedrive = address.scheme == "https" and host.endswith(HOSTS) and port == _HTTPS
    return address if at_home or at_onedrive else None

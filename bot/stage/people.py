"""The people on the stage, read from the same directory file that the bot reads."""

import base64
import hashlib
from pathlib import Path
from typing import Any

import msgspec
import yaml

Json = dict[str, Any]

TENANT = "5c1e0b7a-2d4f-4b63-9a51-0d8e7f6a3b21"
"""The tenant that the stage plays."""


class Person(msgspec.Struct, frozen=True):
    """Somebody with an account in the tenant. `id` is the Entra object id."""

    id: str
    name: str
    unit: str = ""
    leader: str | None = None
    hr: bool = False

    @property
    def mri(self) -> str:
        """Return the id that Teams gives a user towards a bot: another one than Entra's."""
        digest = hashlib.sha384(f"{TENANT}/{self.id}".encode()).digest()
        return "29:1" + base64.urlsafe_b64encode(digest).decode()

    @property
    def account(self) -> Json:
        """Return the person as the sender of an activity."""
        return {"id": self.mri, "name": self.name, "aadObjectId": self.id}

    @property
    def member(self) -> Json:
        """Return the person in a roster, with the fields that Teams gives there."""
        given, _, surname = self.name.rpartition(" ")
        address = self.name.lower().replace(" ", ".") + "@example.org"
        return {
            **self.account,
            "objectId": self.id,
            "givenName": given,
            "surname": surname,
            "email": address,
            "userPrincipalName": address,
            "tenantId": TENANT,
            "userRole": "user",
        }


class _Directory(msgspec.Struct):
    people: list[Person]


def read_people(path: Path) -> list[Person]:
    """Return the people of a directory file; ValueError when the file has another shape."""
    return msgspec.convert(yaml.safe_load(path.read_text("utf-8")), _Directory).people

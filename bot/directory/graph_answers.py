"""What Microsoft Graph answers, as far as it is read.

Source: learn.microsoft.com, "Microsoft Graph REST API v1.0 reference".
"""

import msgspec

USER_FIELDS = "id,displayName,department,accountEnabled,userType"


class GraphUser(msgspec.Struct, rename="camel", frozen=True):
    """A user, or something else where a list mixes kinds (`@odata.type`)."""

    id: str
    display_name: str | None = None
    department: str | None = None
    account_enabled: bool | None = None
    user_type: str | None = None
    kind: str | None = msgspec.field(name="@odata.type", default=None)

    @property
    def is_staff(self) -> bool:
        """Whether this is a user of the municipality's own: no guest, contact, group or device."""
        return self.kind in (None, "#microsoft.graph.user") and (self.user_type or "").casefold() != "guest"

    @property
    def works(self) -> bool:
        """Whether this is staff whose account may sign in."""
        return self.is_staff and self.account_enabled is not False


class Page(msgspec.Struct, frozen=True):
    """A part of a list, and where the next one is."""

    value: list[GraphUser]
    next_link: str | None = msgspec.field(name="@odata.nextLink", default=None)


class _Error(msgspec.Struct):
    code: str = ""


class Refusal(msgspec.Struct):
    """What went wrong, in Graph's own word. Its message may name people, and is not read."""

    error: _Error = msgspec.field(default_factory=_Error)


class BatchAnswer(msgspec.Struct):
    """The answer to one request of a batch."""

    status: int
    body: msgspec.Raw = msgspec.Raw(b"{}")
    headers: dict[str, str] = {}

    def header(self, name: str) -> str:
        """Return a header of it, however its name is spelt; "" where there is none."""
        return next((said for key, said in self.headers.items() if key.lower() == name.lower()), "")


class Batch(msgspec.Struct):
    """The answers to a batch."""

    responses: list[BatchAnswer]


def code_in(body: bytes) -> str:
    """Return Graph's own word for what went wrong; "" where it says none."""
    try:
        return msgspec.json.decode(body, type=Refusal).error.code[:60]
    except (msgspec.MsgspecError, ValueError, RecursionError):
        return ""

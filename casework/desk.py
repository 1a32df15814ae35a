"""What a use case works with."""

import uuid
from collections.abc import Callable
from dataclasses import dataclass, field

from casework.about import PackMark
from casework.law import CaseLaw
from casework.policy import Policy
from casework.ports import Clock, Directory
from casework.store import Store


def _random_id() -> str:
    return str(uuid.uuid4())


@dataclass(frozen=True, slots=True)
class Desk:
    """The world outside, as the use cases see it. `pack` and `law` are the guideline in force."""

    store: Store
    directory: Directory
    clock: Clock
    pack: PackMark
    law: CaseLaw
    policy: Policy = field(default_factory=Policy)
    new_id: Callable[[], str] = _random_id
    fixed_channel: str | None = None
    """The conversation that an administrator named as HR/Jura's channel; then nobody chooses it in chat."""
    staff_is_known: bool = False
    """The directory knows everybody who works here: whom it does not know is a guest."""

    async def is_guest(self, person_id: str) -> bool:
        """Return whether somebody does not work here; raises DirectoryUnavailable.

        Without a directory nobody can be told from a guest, and nobody is taken for one.
        """
        return self.staff_is_known and await self.directory.find(person_id) is None

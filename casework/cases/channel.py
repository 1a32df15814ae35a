"""The channel in which HR/Jura get what they must act on."""

import datetime
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class HrChannel:
    """The channel that somebody of HR/Jura chose in chat."""

    conversation_id: str
    """Without a thread."""
    chosen_by: str
    at: datetime.datetime

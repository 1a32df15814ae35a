"""What a municipality may choose about the casework."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Policy:
    """How patient the procedure is. Hours are working hours."""

    reminder_hours: float = 4
    escalation_hours: float = 8
    retention_days: int = 730

"""What HR/Jura's channel is told besides single matters, and what of all its messages waits for it."""

from casework.cases.telling import CASE_STEP
from casework.messages import UNDELIVERED

OVERDUE = "overdue"
"""About `overdue:<date>`: HR/Jura's cases that waited too long at 8 o'clock, all in one message."""

OVERVIEW = "overview"
"""About `overview:<month>`: how that month went."""

MOVED = "moved"
"""About `moved:<since when the channel is theirs>`: many open cases get their cards there, bit by bit."""

WAITS_FOR_IT = frozenset({CASE_STEP, UNDELIVERED, OVERVIEW})
"""Given up where the channel cannot be reached, these are delivered once it can be.

A case's card is drawn anew then, what is overdue is told anew each morning, and of a request its people hear.
"""

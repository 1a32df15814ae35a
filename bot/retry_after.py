"""The header `Retry-After`: a number of seconds, or a date (RFC 9110, 10.2.3)."""

import datetime
import email.utils


def retry_after(given: str) -> float | None:
    """Return the seconds to wait from now on; None where the header says nothing that can be read."""
    try:
        seconds = float(given)
    except ValueError:
        return _seconds_until(given)
    return seconds if 0 <= seconds < float("inf") else None


def _seconds_until(date: str) -> float | None:
    try:
        moment = email.utils.parsedate_to_datetime(date)
    except (ValueError, OverflowError):
        return None
    if moment.tzinfo is None:
        moment = moment.replace(tzinfo=datetime.UTC)
    return max(0.0, (moment - datetime.datetime.now(datetime.UTC)).total_seconds())

"""What all tables share: where they are listed, and types that are alike on both databases."""

import datetime
import hashlib

from sqlalchemy import BigInteger, Dialect, Integer, MetaData, String, TypeDecorator

metadata = MetaData()

EPOCH = datetime.datetime(1970, 1, 1, tzinfo=datetime.UTC)
_MICROSECOND = datetime.timedelta(microseconds=1)

NUMBER = BigInteger().with_variant(Integer, "sqlite")
"""A row's number, given by the database. SQLite counts up only what it calls INTEGER."""

ORDERED = String().with_variant(String(collation="C"), "postgresql")
"""A text that sorts by its code points on both databases, as Python sorts it."""


class Moment(TypeDecorator[datetime.datetime]):
    """A moment in UTC, to the microsecond: whole microseconds since 1970, so that none is rounded."""

    impl = BigInteger
    cache_ok = True

    def process_bind_param(self, value: datetime.datetime | None, dialect: Dialect) -> int | None:  # noqa: ARG002
        """Return what is stored."""
        return None if value is None else (value - EPOCH) // _MICROSECOND

    def process_result_value(self, value: object, dialect: Dialect) -> datetime.datetime | None:  # noqa: ARG002
        """Return the moment; what no moment can be, after somebody's change by hand, is 1970."""
        if value is None:
            return None
        try:
            return EPOCH + int(str(value)) * _MICROSECOND
        except (ValueError, OverflowError):
            return EPOCH


_LONGEST_NAME = 1000
"""Bytes. Two of them and a number fit into a row of PostgreSQL's index, whose limit is 2704."""


class Name(TypeDecorator[str]):
    """An id or a key, some of which come from cards.

    What no database can hold becomes U+FFFD in it, and one that no index can hold becomes its digest: that
    is found again by the same name, and by no other.
    """

    impl = String
    cache_ok = True

    def process_bind_param(self, value: str | None, dialect: Dialect) -> str | None:  # noqa: ARG002
        """Return what is stored or looked for."""
        return None if value is None else stored_name(value)


def stored_name(name: str) -> str:
    """Return an id or a key as it stands in the database."""
    stored = name.replace("\0", "\ufffd").encode("utf-8", "replace")
    return stored.decode() if len(stored) <= _LONGEST_NAME else f"sha256:{hashlib.sha256(stored).hexdigest()}"

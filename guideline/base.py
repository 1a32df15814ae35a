"""What every part of a pack is made of."""

from collections.abc import Mapping
from typing import TypeAlias

import msgspec

Value: TypeAlias = str | bool
"""A known answer: one of a fact's values, or a boolean."""

Facts: TypeAlias = Mapping[str, Value]
"""What is known of one conversation, by fact id. A fact that is not known is absent."""

Text: TypeAlias = Mapping[str, str]
"""The same words by language tag: `da` and `en`, and `da-simple` where the public reads it."""

Condition: TypeAlias = Mapping[str, Value]
"""Facts (or conclusions, which read as true) that must all hold. An unknown fact never holds."""


class Entry(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """Base of everything in a pack; unknown keys are refused so that a slip of the pen is noticed."""

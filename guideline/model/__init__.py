"""What a guideline pack holds, as plain immutable data.

The files of a pack are decoded straight into these classes; `load.py` then checks what types cannot say.
Every entry that renders law carries the paragraphs (`references`) that it renders.
"""

from collections.abc import Mapping

import msgspec

from guideline.base import Condition as Condition
from guideline.base import Entry as Entry
from guideline.base import Facts as Facts
from guideline.base import Text as Text
from guideline.base import Value as Value
from guideline.model.asking import AnswerChoice as AnswerChoice
from guideline.model.asking import Help as Help
from guideline.model.asking import Question as Question
from guideline.model.asking import Start as Start
from guideline.model.original import Adoption as Adoption
from guideline.model.original import Colours as Colours
from guideline.model.original import Interpretation as Interpretation
from guideline.model.original import Manifest as Manifest
from guideline.model.original import Order as Order
from guideline.model.original import Paragraph as Paragraph
from guideline.model.ruling import Conclusion as Conclusion
from guideline.model.ruling import Duty as Duty
from guideline.model.ruling import Force as Force
from guideline.model.ruling import Item as Item
from guideline.model.ruling import ListEntry as ListEntry
from guideline.model.ruling import NextStep as NextStep
from guideline.model.ruling import Rule as Rule
from guideline.model.ruling import Rules as Rules
from guideline.model.ruling import SpokenPart as SpokenPart
from guideline.model.wording import ASK_MILDER as ASK_MILDER
from guideline.model.wording import ASK_NEED as ASK_NEED
from guideline.model.wording import LegalText as LegalText
from guideline.model.wording import Notice as Notice
from guideline.model.wording import QuickChoice as QuickChoice
from guideline.model.wording import Texts as Texts
from guideline.model.wording import Topic as Topic
from guideline.model.wording import Translation as Translation
from guideline.roles import Roles as Roles


class Pack(msgspec.Struct, frozen=True, kw_only=True, eq=False):
    """A whole pack, checked. `hash` is the SHA-256 of its files' bytes, in hexadecimal.

    Packs compare by identity, so that what is worked out from a pack once can be kept beside it.
    """

    manifest: Manifest
    paragraphs: tuple[Paragraph, ...]
    questions: tuple[Question, ...]
    starts: tuple[Start, ...]
    rules: Rules
    roles: Roles
    duties: Mapping[str, Duty]
    notices: Mapping[str, Notice]
    texts: Mapping[str, LegalText]
    topics: tuple[Topic, ...] = ()
    """What typed questions are matched to; a pack may come without."""
    interpretations: tuple[Interpretation, ...] = ()
    """How the guideline was read where it can be read in more than one way."""
    translations: tuple[Translation, ...] = ()
    """What the public is told in more languages than the pack's own."""
    hash: str

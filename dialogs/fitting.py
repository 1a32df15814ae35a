"""How what people wrote is made to fit on a card: folded first, then left out by entries, then shortened.

A text to hand over or to copy is only ever folded. Whoever draws one sees to it that it fits: `pages`.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

import msgspec

from dialogs.blocks import Ask, Bars, Block, Copied, Facts, Presses, Quote, Thread, Told

MOST_ROWS = (None, 8, 1)
"""Lines of its own that a text may have on a card, tried in this order. With more it runs on in one."""

ENTRIES = (2, 1)
"""Entries of a thread that stay where there is no room for more."""

CLIPS = (600, 300, 120, 40)
"""Characters of a text that stay where nothing else helps."""

PAGE = 18 * 1024
"""Bytes of texts on one page, beside what else stands on its card."""

_ROW = 350
"""Bytes around a text on a card, about: its label, its references, its containers."""

_LINE_BREAK = " / "

_UNSEEN = re.compile(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u2028\u2029]+")


def drawings(blocks: Sequence[Block]) -> Iterator[tuple[Sequence[Block], bool]]:
    """Return ways to draw blocks, each smaller than the one before, and whether texts are shortened in it."""
    for most in MOST_ROWS:
        folded = [_folded(block, most) for block in _opened(blocks)]
        yield folded, False
    for entries in ENTRIES:
        fewer = [replace(b, most=min(b.most, entries)) if isinstance(b, Thread) else b for b in blocks]
        folded = [_folded(block, 1) for block in _opened(fewer)]
        yield folded, False
    for limit in CLIPS:
        yield [_clipped(block, limit) for block in folded], True


def rows(text: str, most: int | None = None) -> list[str]:
    """Return a text's lines as they are shown: blank ones left out, and run together where they are many."""
    lines = [line.strip() for line in _UNSEEN.sub(" ", text.replace("\r\n", "\n")).split("\n")]
    said = [line for line in lines if line]
    return said if most is None or len(said) <= most else [_LINE_BREAK.join(said)]


def pages(texts: Sequence[str]) -> list[list[str]]:
    """Return texts on as few cards as can hold them, in order; each text is whole."""
    found: list[list[str]] = [[]]
    left = PAGE
    for text in texts:
        size = _ROW + len(msgspec.json.encode(rows(text, 1)))
        if size > left and found[-1]:
            found.append([])
            left = PAGE
        found[-1].append(text)
        left -= size
    return found


def is_empty(block: Block) -> bool:
    """Whether a block has nothing to show."""
    match block:
        case Quote():
            return not rows(block.text)
        case Told():
            return not block.lines
        case Presses():
            return not block.ways
        case Bars():
            return not block.bars
        case _:
            return False


def _opened(blocks: Sequence[Block]) -> Iterator[Block]:
    for block in blocks:
        if isinstance(block, Thread):
            yield from block.blocks
        else:
            yield block


def _folded(block: Block, most: int | None) -> Block:
    match block:
        case Quote():
            return replace(block, text="\n".join(rows(block.text, most)))
        case Copied():
            paragraphs = ["\n".join(rows(paragraph, most)) for paragraph in block.paragraphs]
            return replace(block, paragraphs=[paragraph for paragraph in paragraphs if paragraph])
        case Facts():
            return replace(block, pairs=[(name, " ".join(rows(value))) for name, value in block.pairs])
        case _:
            return block


def _clipped(block: Block, limit: int) -> Block:
    match block:
        case Quote():
            return replace(block, text=_clip(block.text, limit))
        case Facts():
            return replace(block, pairs=[(name, _clip(value, limit)) for name, value in block.pairs])
        case Ask() if block.field.kind == "text" and isinstance(block.field.answer, str):
            return replace(block, field=replace(block.field, answer=block.field.answer[:limit]))
        case _:
            return block


def _clip(text: str, limit: int) -> str:
    return text if len(text) <= limit else f"{text[:limit]}…"

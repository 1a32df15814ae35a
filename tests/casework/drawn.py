"""The drawing of a table of transitions as it stands in the docs."""

import re
from pathlib import Path

DOCS = Path(__file__).parents[2] / "docs"


def drawing_in(page: str) -> str:
    drawn = re.search(
        r"<!-- drawn -->\n```mermaid\n(.*?)\n```\n<!-- /drawn -->",
        (DOCS / page).read_text(encoding="utf-8"),
        re.DOTALL,
    )
    assert drawn is not None
    return drawn[1]

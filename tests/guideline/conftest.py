from pathlib import Path

import pytest

from guideline.load import built_in, load_pack
from guideline.model import Pack

LIBRARY = Path(__file__).parent / "packs" / "library"


@pytest.fixture(scope="session")
def albertslund() -> Pack:
    return load_pack(built_in("albertslund"))


@pytest.fixture(scope="session")
def library() -> Pack:
    """A guideline about something else altogether: nothing in the code may lean on Albertslund's words."""
    return load_pack(LIBRARY)

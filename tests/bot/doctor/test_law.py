"""The guideline as the doctor looks at it."""

import asyncio
import threading
import time
from pathlib import Path

import pytest

from bot.doctor import law
from guideline.load import load_pack
from guideline.model import Pack


async def test_no_two_looks_load_the_guideline_at_one_moment(monkeypatch: pytest.MonkeyPatch) -> None:
    loading, at_once = [], []

    def slowly(folder: Path) -> Pack:
        loading.append(threading.get_ident())
        at_once.append(len(loading))
        time.sleep(0.05)
        pack = load_pack(folder)
        loading.remove(threading.get_ident())
        return pack

    monkeypatch.setattr(law, "load_pack", slowly)
    await asyncio.gather(*(law.edition_of_today("albertslund") for _ in range(3)))
    assert at_once == [1, 1, 1]

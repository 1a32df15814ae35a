"""What a start loads: a bot that is waiting to be heard must be ready at once, and small."""

import subprocess
import sys

SELDOM = (
    "alembic", "asyncpg", "docx", "holidays", "openpyxl", "pydantic", "segno", "sklearn", "weasyprint",
)  # fmt: skip
"""Large, and needed when a document, a workbook or a QR code is made, for an old database, or never."""


def test_a_start_leaves_out_what_is_seldom_needed() -> None:
    loading = "import sys, bot.settings, bot.serving, dialogs.conversation; print(*sys.modules)"
    loaded = subprocess.run([sys.executable, "-c", loading], capture_output=True, text=True, check=True)
    assert [name for name in SELDOM if name in loaded.stdout.split()] == []

"""What a start loads: a bot that is waiting to be heard must be ready at once, and small."""

import subprocess
import sys

SELDOM = ("alembic", "docx", "openpyxl", "weasyprint", "sklearn")
"""Large, and needed when a document or a workbook is made, a database is old, or never."""


def test_a_start_leaves_out_what_is_seldom_needed() -> None:
    loading = "import sys, bot.serving, dialogs.conversation; print(*sys.modules)"
    loaded = subprocess.run([sys.executable, "-c", loading], capture_output=True, text=True, check=True)
    assert [name for name in SELDOM if name in loaded.stdout.split()] == []

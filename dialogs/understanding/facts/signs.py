"""The signs by which facts are known, read once."""

from pathlib import Path

from dialogs.understanding.patterns import read_signs

SIGNS = read_signs(Path(__file__).parent / "signs.txt")

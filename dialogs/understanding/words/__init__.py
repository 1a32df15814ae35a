"""Lists of words, kept as text so that anybody can read and mend them."""

from pathlib import Path

FOLDER = Path(__file__).parent


def read_groups(file: str) -> dict[str, list[str]]:
    """Return the words of a file by the `[name]` before them; lines that begin with `# ` are comments."""
    groups: dict[str, list[str]] = {}
    name = ""
    for line in _lines(file):
        if line.startswith("["):
            name = line.strip("[]")
            groups[name] = []
        else:
            groups[name].extend(line.split())
    return groups


def read_pairs(file: str) -> dict[str, str]:
    """Return what stands for what: lines `short = long`."""
    return {short.strip(): long.strip() for short, _, long in (line.partition("=") for line in _lines(file))}


def _lines(file: str) -> list[str]:
    lines = (FOLDER / file).read_text("utf-8").splitlines()
    return [line for line in lines if line and not line.startswith("# ")]

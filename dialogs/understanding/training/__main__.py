"""Builds the topics' model from the material: `python -m dialogs.understanding.training`."""

import sys

from dialogs.understanding.training.build import build, write

if __name__ == "__main__":
    model = build()
    size = write(model)
    sys.stdout.write(f"{len(model.features)} features, {len(model.vocabulary)} words, {size // 1024} KB\n")

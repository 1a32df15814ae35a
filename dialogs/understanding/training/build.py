"""Learns the topics' weights from the material. Needs scikit-learn, which only developers install."""

import ast
import hashlib
import math
import re
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import msgspec

from dialogs.understanding.features import features
from dialogs.understanding.lexicon import CLASSES
from dialogs.understanding.reading import Reader
from dialogs.understanding.spelling import Spelling
from dialogs.understanding.topics import MODEL, ModelFile
from dialogs.understanding.training.material import MATERIAL, Example, examples, vocabulary
from dialogs.understanding.words import read_groups

SEEN_AT_LEAST = 3
"""Features rarer than this are left out: they name a single line, not a topic."""
MOST_FEATURES = 56_000
STRICTNESS = 10.0
ROUNDS = 100
SHORTEST_LISTED = 4
"""Letters; shorter listed words count only where the material has them."""
_LARGEST_BYTE = 127
_DECIMALS = 6
"""Beyond these, numbers depend on how many threads have summed them."""
_CODE_FOLDER = Path(__file__).parent.parent
_WORD = re.compile(r"(?<![<\[$\w])[a-zæøå]+(?![\w*>\]])")
_CODE = ("features.py", "lexicon.py", "patterns.py", "reading.py", "spelling.py",
         "training/build.py", "training/material.py")  # fmt: skip


def build(material: Sequence[Example] | None = None) -> ModelFile:
    """Return the model learnt from the material."""
    texts = list(examples()) if material is None else material
    words = known_words()
    reader = Reader(Spelling(words))
    found = [_valued(features(reader.read(example.text))) for example in texts]
    topics, names, weights, bias = _learnt(_without_rare(found), [example.topic for example in texts])
    scale = max(abs(weight) for row in weights for weight in row) / _LARGEST_BYTE
    return ModelFile(
        made_from=made_from(),
        topics=topics,
        features=names,
        weights=b"".join(
            round(weight / scale).to_bytes(1, "big", signed=True) for row in weights for weight in row
        ),
        scale=round(scale, _DECIMALS),
        bias=bias,
        vocabulary=words,
    )


def write(model: ModelFile, path: Path = MODEL) -> int:
    """Write the model's file and return its size in bytes."""
    return path.write_bytes(msgspec.msgpack.encode(model))


def known_words() -> dict[str, int]:
    """Return the words whose spelling is known, with how common they are."""
    words = vocabulary()
    listed = {word.rstrip("*") for group in CLASSES.values() for word in group if not word.startswith("*")}
    for file in ("common.txt", "sentence.txt"):
        listed.update(*read_groups(file).values())
    for path in _CODE_FOLDER.rglob("signs.txt"):
        listed.update(_WORD.findall(path.read_text("utf-8")))
    for word in listed:
        if len(word) >= SHORTEST_LISTED:
            words.setdefault(word, 1)
    return dict(sorted(words.items()))


def made_from() -> str:
    """Return a hash of the material and of the code's meaning, whatever its layout."""
    code = _CODE_FOLDER
    files = [*MATERIAL.glob("topics/*.txt"), *MATERIAL.glob("*.yaml"), *code.glob("words/*.txt")]
    parts = [path.read_bytes() for path in sorted([*files, *code.rglob("signs.txt")])]
    parts += [ast.dump(ast.parse((code / name).read_text("utf-8"))).encode() for name in _CODE]
    return hashlib.sha256(b"\0".join(parts)).hexdigest()


def _valued(found: dict[str, list[str]]) -> dict[str, float]:
    """Return the features with their values: each kind together has length one."""
    return {name: 1 / math.sqrt(len(names)) for names in found.values() for name in names}


def _without_rare(found: list[dict[str, float]]) -> list[dict[str, float]]:
    seen = Counter(name for one in found for name in one)
    return [{name: value for name, value in one.items() if seen[name] >= SEEN_AT_LEAST} for one in found]


def _learnt(
    found: list[dict[str, float]], topics: list[str]
) -> tuple[tuple[str, ...], tuple[str, ...], list[list[float]], tuple[float, ...]]:
    """Return topics, features, a row of weights for each feature, and the topics' bias."""
    from sklearn.feature_extraction import DictVectorizer
    from sklearn.linear_model import LogisticRegression

    vectorizer = DictVectorizer()
    learner: Any = LogisticRegression(C=STRICTNESS, max_iter=ROUNDS, tol=1e-3)
    learner.fit(vectorizer.fit_transform(found), topics)
    rows = learner.coef_.T
    strongest = sorted(range(len(rows)), key=lambda place: (-max(abs(rows[place])), place))[:MOST_FEATURES]
    kept = sorted(strongest)
    names = vectorizer.get_feature_names_out()
    return (
        tuple(str(topic) for topic in learner.classes_),
        tuple(str(names[place]) for place in kept),
        [[float(weight) for weight in rows[place]] for place in kept],
        tuple(round(float(value), _DECIMALS) for value in learner.intercept_),
    )

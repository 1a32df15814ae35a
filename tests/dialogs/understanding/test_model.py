"""The committed model belongs to the material, and building it is reproducible."""

from itertools import islice

from dialogs.understanding.topics import load
from dialogs.understanding.training.build import build, made_from
from dialogs.understanding.training.material import Example, examples, lines


def test_the_model_was_built_from_the_present_material() -> None:
    assert load().made_from == made_from(), "run: python -m dialogs.understanding.training"


def test_the_same_material_gives_the_same_texts() -> None:
    assert list(islice(examples(), 500)) == list(islice(examples(), 500))


def test_building_twice_gives_the_same_model() -> None:
    few = [Example(line.topic, line.text) for place, line in enumerate(lines()) if place % 40 == 0]
    assert build(few) == build(few)


def test_every_topic_has_plenty_of_lines() -> None:
    count: dict[str, int] = {}
    for line in lines():
        count[line.topic] = count.get(line.topic, 0) + 1
    assert set(count) == set(load().topics)
    assert min(count.values()) > 100

"""What staff type under another guideline: never does it set a fact or offer a topic that this one lacks."""

import shutil
from pathlib import Path

import msgspec
import pytest

from dialogs.understanding.evaluation import UNSEEN_FACTS, UNSEEN_TOPICS
from guideline.facts import parse_facts
from guideline.load import PACKS, examine, load_pack
from guideline.model import Pack
from tests.dialogs.chat import Chat, World

NAMES = sorted(folder.name for folder in PACKS.iterdir() if folder.is_dir())


def chat_over(pack: Pack) -> Chat:
    return Chat(world=World(pack=pack))


def built_in(name: str) -> Pack:
    return load_pack(PACKS / name)


def facts(anna: Chat) -> object:
    return anna.world.places["chat"].data.get("facts", {})


def typed_by_staff() -> list[str]:
    described = [msgspec.json.decode(line)["text"] for line in UNSEEN_FACTS.read_bytes().splitlines()]
    asked = [line.partition("\t")[2] for line in UNSEEN_TOPICS.read_text("utf-8").splitlines()]
    return [*described, *asked[::4]]


@pytest.mark.parametrize("name", NAMES)
async def test_whatever_is_typed_leads_to_its_own_facts_and_topics_alone(name: str) -> None:
    pack = built_in(name)
    topics = {topic.id for topic in pack.topics}
    anna = chat_over(pack)
    for text in typed_by_staff():
        anna.world.places.clear()
        card = await anna.types(text)
        place = anna.world.places["chat"]
        parse_facts(pack, place.data.get("facts", {}))
        assert {b.data["topic"] for b in card.buttons if b.verb == "topic.choose"} <= topics
        if place.verb == "topic.offer":
            assert [b for b in card.buttons if b.verb == "topic.choose"], text


@pytest.mark.parametrize(
    ("name", "text", "understood"),
    [
        ("example-open", "en borger optager mig i smug lige nu", {"party": "resident", "stage": "running"}),
        (
            "example-open",
            "borgeren vil optage lyd",
            {"party": "resident", "stage": "planned", "recording": "sound"},
        ),
        ("example-need", "en borger vil optage mødet", {"who": "citizen", "how": "asks"}),
        ("example-need", "a citizen is secretly recording me", {"who": "citizen", "how": "unasked"}),
    ],
)
async def test_a_described_situation_becomes_facts_of_the_guideline_that_holds(
    name: str, text: str, understood: object
) -> None:
    anna = chat_over(built_in(name))
    card = await anna.types(text)
    assert card.title in {"Har jeg forstået dig rigtigt?", "Did I get that right?"}
    assert facts(anna) == understood


async def test_what_a_sentence_cannot_tell_for_sure_is_asked_about() -> None:
    anna = chat_over(built_in("example-open"))
    await anna.types("borgeren vil livestreame mødet")
    assert facts(anna) == {"party": "resident", "stage": "planned"}
    assert (await anna.types("ja")).title == "Er det lyd, billeder eller direkte på nettet?"


async def test_a_correction_and_a_refusal_are_understood_there_too() -> None:
    anna = chat_over(built_in("example-open"))
    await anna.types("borgeren vil optage lyd")
    await anna.types("ja")
    await anna.types("nej vent, det er en ansat")
    assert facts(anna) == {"party": "staff", "stage": "planned", "recording": "sound"}
    await anna.types("forfra")
    await anna.types("en borger vil optage lyd, må vi sige nej?")
    assert facts(anna) == {
        "party": "resident",
        "stage": "planned",
        "recording": "sound",
        "considering_no": True,
    }


async def test_a_topic_that_the_guideline_does_not_answer_is_neither_answered_nor_offered() -> None:
    anna = chat_over(built_in("example-open"))
    card = await anna.types("hvad siger gdpr om det?")
    assert not card.named("verdict")
    assert "persondata" not in card.words.lower()


@pytest.fixture
def named_alike(tmp_path: Path) -> Pack:
    """Return a guideline in which a fact is called as one of another is, and means something else."""
    folder = tmp_path / "pack"
    shutil.copytree(PACKS / "example-open", folder)
    for path in folder.glob("*.yaml"):
        words = path.read_text("utf-8").replace("considering_no", "history")
        if path.name == "roles.yaml":
            before, _, rest = words.partition("understood:")
            words = before + "new_wish:" + rest.partition("new_wish:")[2]
        path.write_text(words, "utf-8")
    return load_pack(folder)


async def test_a_name_alone_means_nothing_so_that_no_fact_is_set_by_chance(named_alike: Pack) -> None:
    anna = chat_over(named_alike)
    for text in (
        "der er en lang historik med trusler",
        "borgeren vil optage, og der er en historik",
        "en borger vil optage lyd",
    ):
        await anna.types(text)
        assert facts(anna) == {}


async def test_a_mistaken_meaning_is_told_with_its_place(tmp_path: Path) -> None:
    folder = tmp_path / "pack"
    shutil.copytree(PACKS / "example-need", folder)
    roles = folder / "roles.yaml"
    roles.write_text(
        roles.read_text("utf-8").replace("only_sound: {means: sound}", "only_sound: {means: noise}")
    )
    assert [str(fault) for fault in examine(folder).faults] == [
        (
            'roles.yaml, understood, only_sound: facts: "noise" is no value of the fact "means"; '
            "it can be sound, images."
        )
    ]

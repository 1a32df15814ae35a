"""The same code over a guideline with other facts, verdicts and duties."""

from guideline.decide import Answer, Ask, as_contract, decide, relevant
from guideline.explain import explain, spoken
from guideline.model import Facts, Pack


def test_it_asks_in_the_order_of_its_own_questions(library: Pack) -> None:
    assert decide(library, {}) == Ask("visitor")
    assert decide(library, {"visitor": "press", "place": "hall"}) == Ask("tripod")
    assert decide(library, {"visitor": "guest", "place": "hall", "flash": True}) == Ask("tripod")


def test_it_answers_with_its_own_verdicts_and_marks(library: Pack) -> None:
    answer = decide(library, {"visitor": "guest", "place": "reading_room"})
    assert as_contract(answer) == {
        "verdict": "fine",
        "reason": None,
        "grounds": (),
        "quiet": True,
        "duties": ("be_kind", "whisper"),
        "if_refusing": (),
        "notices": ("welcome",),
        "references": ("P1",),
        "next": ("show_recorder_text",),
    }


def test_a_paragraph_with_a_condition_is_cited_only_under_it(library: Pack) -> None:
    flashing: Facts = {"visitor": "guest", "place": "reading_room", "flash": True}
    without, with_tripod = (decide(library, {**flashing, "tripod": tripod}) for tripod in (False, True))
    assert isinstance(without, Answer)
    assert isinstance(with_tripod, Answer)
    assert without.references == ("P1", "P2")
    assert with_tripod.references == ("P1", "P2", "P2.a")


def test_where_a_rule_does_not_conclude_no_ground_or_mark_shows(library: Pack) -> None:
    answer = decide(library, {"visitor": "staff", "place": "reading_room", "flash": True, "tripod": True})
    assert isinstance(answer, Answer)
    assert (answer.grounds, answer.marks) == ((), {"quiet": False})


def test_taking_back_what_was_only_said_drops_what_it_led_to(library: Pack) -> None:
    facts: Facts = {"visitor": "guest", "place": "hall", "tripod": True}
    assert relevant(library, {**facts, "flash": True}) == {**facts, "flash": True}
    assert relevant(library, {**facts, "flash": False}) == {"visitor": "guest", "place": "hall"}


def test_a_ground_is_explained_by_the_way_to_which_least_is_missing(library: Pack) -> None:
    trace = explain(library, {"visitor": "press", "place": "hall", "tripod": True})
    (ground,) = trace.grounds
    assert not ground.met
    assert [(part.fact, part.needed, part.known) for part in ground.requirements] == [
        ("flash", True, None),
        ("tripod", True, True),
    ]


def test_only_what_fits_is_said(library: Pack) -> None:
    said = spoken(library, {"visitor": "guest", "place": "reading_room"})
    assert [text["en"] for text in said] == ["Welcome.", "Keep your voice down."]
    assert [text["da"] for text in spoken(library, {"visitor": "guest", "place": "hall"})] == ["Velkommen."]

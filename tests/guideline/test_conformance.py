"""What every pack that comes with the product keeps, through the real conversation and the real pages."""

import itertools
from collections.abc import Iterator
from typing import Any

import pytest

from bot.commands.shown_texts import faults as unshown
from dialogs.edition import edition
from dialogs.extension import COMMANDS, TextFinder
from guideline.check import findings
from guideline.check.outcomes import every_outcome
from guideline.decide import Answer, Ask, decide
from guideline.facts import domains, spelt
from guideline.interviews import every_interview
from guideline.law import law_of
from guideline.load import PACKS, load_pack
from guideline.model import Facts, Pack, Value
from pages.info import info_page, wanted
from pages.paper import poster_page, sheet_page
from tests.cards.contract import check_card
from tests.cards.lint import faults as card_faults
from tests.cards.reading import Card
from tests.dialogs.chat import Chat, World
from tests.dialogs.requests.office import Office

PACK_NAMES = sorted(folder.name for folder in PACKS.iterdir() if folder.is_dir())
LANGUAGES = ("da", "en")
PUBLIC_URL = "https://optagelse.kommune.dk"
WEIGHING = {
    "municipal_interest": "De andre fortæller om deres børns helbred.",
    "recorder_need": "notes",
    "milder_means": "En pause er ikke nok, for det fylder hele mødet.",
    "case_ref": "2026-17",
    "meeting_date": "2026-11-26",
    "meeting_time": "10:00",
}


@pytest.fixture(scope="module", params=PACK_NAMES)
def pack(request: pytest.FixtureRequest) -> Pack:
    return load_pack(PACKS / request.param)


def examples(pack: Pack) -> dict[tuple[Any, ...], Facts]:
    """Return one interview for each different answer."""
    found: dict[tuple[Any, ...], Facts] = {}
    for facts in every_interview(pack):
        answer = decide(pack, facts)
        assert isinstance(answer, Answer)
        found.setdefault((answer.verdict, answer.reason, answer.duties, answer.notices), facts)
    return found


def answers(pack: Pack) -> Iterator[tuple[Facts, Answer]]:
    for facts in examples(pack).values():
        answer = decide(pack, facts)
        assert isinstance(answer, Answer)
        yield facts, answer


def offered(pack: Pack, step: str) -> list[Facts]:
    """Return an interview for each verdict and set of grounds that offers a step."""
    found = {(it.verdict, it.grounds): facts for facts, it in answers(pack) if step in it.next}
    return list(found.values())


def looked_at(card: Card) -> Card:
    check_card(card)
    assert card_faults(card.json) == []
    return card


def test_nothing_is_left_to_mend(pack: Pack) -> None:
    assert [str(fault) for fault in (*findings(pack), *unshown(pack))] == []


def test_every_combination_of_facts_is_answered_or_asked_about(pack: Pack) -> None:
    values = [(None, *allowed) for allowed in domains(pack).values()]
    decided = law_of(pack)
    for combination in itertools.product(*values):
        facts = {f: v for f, v in zip(domains(pack), combination, strict=True) if v is not None}
        outcome = decided.outcome(facts)
        assert isinstance(outcome, str) or decided.answer(outcome).verdict


def test_each_rule_can_be_reached(pack: Pack) -> None:
    reached = {out[0] for _, out in every_outcome(pack) if out is not None and not isinstance(out, str)}
    assert reached == set(range(len(pack.rules.rules)))


async def test_the_interview_leads_to_every_answer(pack: Pack) -> None:
    for facts in examples(pack).values():
        chat = Chat(world=World(pack=pack))
        card = await chat.sends("interview.answer", {"facts": said_at_once(pack, facts)})
        while not card.named("verdict"):
            card = await answered(chat, facts)
        answer = decide(pack, facts)
        assert isinstance(answer, Answer)
        assert card.named("verdict") == [answer.verdict]
        assert set(card.named("notice")) == set(answer.notices)
        assert set(card.named("refusing")) == set(answer.if_refusing)
        assert set(card.named("duty")) == set(answer.duties)


def said_at_once(pack: Pack, facts: Facts) -> Facts:
    """Return what a start says: a first answer, what is never asked about, or what alone is enough."""
    if any(condition == facts for condition in pack.rules.needs_nothing):
        return facts
    asked = [question.fact for question in pack.questions if question.ask]
    first = next(fact for fact in asked if fact in facts)
    return {fact: value for fact, value in facts.items() if fact not in asked or fact == first}


async def answered(chat: Chat, facts: Facts) -> Card:
    """Answer what the present card asks, by its inputs or by the button with the right answer."""
    inputs = {i["id"]: spelt(facts[i["id"]]) for i in chat.card.inputs if i["id"] in facts}
    buttons = [button for button in chat.card.buttons if button.verb == "interview.answer"]
    if inputs:
        sending = next(button for button in buttons if button.sends_inputs)
        return await chat.sends(sending.verb, {**sending.data, **inputs})
    fitting = next(button for button in buttons if answers_rightly(button.data, facts))
    return await chat.sends(fitting.verb, fitting.data)


def answers_rightly(data: dict[str, Any], facts: Facts) -> bool:
    given: dict[str, Value] = {fact: value for fact, value in data.items() if fact in facts}
    return bool(given) and all(facts[fact] == value for fact, value in given.items())


@pytest.mark.parametrize("language", LANGUAGES)
async def test_every_answer_draws_all_its_cards(pack: Pack, language: str) -> None:
    chat = Chat(language, world=World(pack=pack), public_url=PUBLIC_URL)
    by_reader: set[tuple[str, ...]] = set()
    for facts, answer in answers(pack):
        looked_at(await chat.sends("interview.answer", {"facts": facts}))
        await chat.sends("advice.why", {"facts": facts})
        reader = (*answer.notices, str(facts.get(pack.roles.recorder.fact)))
        if answer.notices and reader not in by_reader:
            by_reader.add(reader)
            for lang in ("da", "da-simple", "en"):
                await chat.sends("advice.recorder_text", {"facts": facts, "lang": lang})
            if "copy_case_note" in answer.next:
                await noted(chat, facts)
        if "report_misuse" in answer.next:
            looked_at(await chat.sends("misuse.begin", {"facts": facts}))
        if "ask_hr_legal" in answer.next:
            looked_at(await chat.sends("hr.ask", {"facts": facts}))


async def noted(chat: Chat, facts: Facts) -> Card:
    for recorded, informed in itertools.product(("yes", "suspected", "no"), ("yes", "afterwards", "no")):
        data = {"facts": facts, "recorded": recorded, "informed": informed, "sent": True}
        await chat.sends("advice.case_note", data)
    return chat.card


@pytest.mark.parametrize("language", LANGUAGES)
async def test_an_employee_who_asks_for_themselves_gets_an_answer_without_the_duties_of_staff(
    pack: Pack, language: str
) -> None:
    chat = Chat(language, world=World(pack=pack))
    recorder = pack.roles.recorder
    own = [facts for facts, _ in answers(pack) if facts.get(recorder.fact) == recorder.employee]
    staff_only = set(pack.roles.refusing.only_staff)
    for facts in (it for it in own if staff_only.isdisjoint(it)):
        card = looked_at(await chat.sends("interview.answer", {"facts": facts, "self": True}))
        assert card.named("verdict")
        assert not card.named("duty")


@pytest.mark.parametrize("language", LANGUAGES)
async def test_a_no_can_be_asked_for_and_decided_wherever_it_is_offered(pack: Pack, language: str) -> None:
    for facts in offered(pack, "request_refusal"):
        office = Office(language, pack)
        lone = office.person("Lone Lund", office.person("Carl Chef"))
        anna = office.person("Anna Agerholm", lone)
        looked_at(await anna.opens_the_form(facts))
        for field in anna.card.inputs:
            assert field["label"]
        looked_at(await anna.sends_form(**WEIGHING))
        looked_at(await lone.receives("approval"))
        looked_at(await lone.presses("Godkend" if language == "da" else "Approve", reason="Det er vejet."))
        looked_at(await anna.receives("refusal_approved"))
        assert office.only_request.grounds == decide_grounds(pack, facts)


def decide_grounds(pack: Pack, facts: Facts) -> tuple[str, ...]:
    answer = decide(pack, facts)
    assert not isinstance(answer, Ask)
    return answer.grounds


def test_the_message_extension_finds_each_of_its_texts(pack: Pack) -> None:
    finder = TextFinder(pack, PUBLIC_URL)
    for command, language in itertools.product(COMMANDS, LANGUAGES):
        found = finder.find(command, "", language)
        assert found
        for text in found:
            looked_at(Card(text.card))
            assert text.title in [it.title for it in finder.find(command, text.title, language)]


async def test_typed_questions_lead_somewhere_though_they_were_learnt_from_another_guideline(
    pack: Pack,
) -> None:
    chat = Chat(world=World(pack=pack))
    for said in (
        "Må borgeren optage vores møde?",
        "En borger optager skjult med sin telefon lige nu",
        "En ansat vil optage sin sygefraværssamtale med video",
        "kan vi sige nej fordi han chikanerer os",
        "hvad er vejret i morgen i Aarhus?",
        "a citizen wants to film the conversation",
    ):
        looked_at(await chat.types(said))
        for button in chat.card.buttons:
            assert set(button.data.get("facts", {})) <= set(domains(pack))


@pytest.mark.parametrize("lang", ["da", "da-simple", "en"])
def test_the_public_page_says_every_set_of_notices(pack: Pack, lang: str) -> None:
    sets = {answer.notices for _, answer in answers(pack)} | {()}
    for notices, reader in itertools.product(sets, ("", "employee")):
        asked = wanted(pack, lang, ",".join(notices), reader, drafts=False)
        page = info_page(pack, asked, drafts=False, qr=None, mark="0123456789ab")
        assert pack.manifest.municipality in page


@pytest.mark.parametrize("lang", ["da", "en"])
def test_the_paper_is_drawn(pack: Pack, lang: str) -> None:
    mark = edition(pack).hash
    sheet = sheet_page(pack, lang, PUBLIC_URL, mark=mark)
    for page in (sheet, poster_page(pack, ["da", "en"], PUBLIC_URL, mark=mark)):
        assert pack.manifest.municipality in page


async def test_an_invented_pack_says_so_wherever_it_shows(pack: Pack) -> None:
    """Albertslund's is the one that a municipality wrote."""
    chat = Chat(world=World(pack=pack))
    cards = [await chat.arrives(), await chat.types("om"), await chat.types("hjælp")]
    cards += [await chat.sends("interview.answer", {"facts": facts}) for facts, _ in answers(pack)]
    cards += [Card(text.card) for text in TextFinder(pack, None).find("recorderText", "", "da")]
    is_marked = ["Opfundet eksempel. " in card.texts[0] for card in cards]
    manifest = pack.manifest
    if manifest.example:
        assert all(is_marked)
        assert "opfundet eksempel" in manifest.municipality
        assert manifest.name.startswith("example")
        assert manifest.title["da"].startswith("Opfundet eksempel")
        assert manifest.title["en"].startswith("Invented example")
    else:
        assert not any(is_marked)


async def test_a_leader_decides_about_an_own_meeting_where_the_pack_says_so(pack: Pack) -> None:
    office = Office("da", pack)
    carl = office.person("Carl Chef")
    lone = office.person("Lone Lund", carl)
    office.person("Anna Agerholm", lone)
    await lone.opens_the_form(offered(pack, "request_refusal")[0])
    looked_at(await lone.sends_form(**WEIGHING))
    assert (office.only_request.leader == "lone") is pack.roles.refusing.own_meetings
    if pack.roles.refusing.own_meetings:
        await lone.presses("Godkend", reason="Det er vejet.")
        assert office.only_request.decision is not None
        assert office.only_request.decision.by == "lone"
        assert not office.messages("carl", "approval")

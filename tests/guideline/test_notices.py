"""The person is told no more than the guideline says: a may stays a may, and nothing "is punishable"."""

from typing import Any

import msgspec
import pytest

from bot.fault_words import in_danish
from guideline.check import findings, notices
from guideline.load import PACKS, load_pack
from guideline.model import Pack
from tests.guideline.conftest import LIBRARY

FOLDERS = [*sorted(folder for folder in PACKS.iterdir() if folder.is_dir()), LIBRARY]


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
def test_a_built_in_pack_says_no_more_than_its_force(folder: Any) -> None:
    assert [str(fault) for fault in notices.faults(load_pack(folder))] == []


def said(pack: Pack, notice: str, language: str, words: str) -> Pack:
    """Return a pack in which a notice says something else to the person in one language."""
    own = pack.notices[notice]
    if language in own.text:
        changed = msgspec.structs.replace(own, text={**own.text, language: words})
        return msgspec.structs.replace(pack, notices={**pack.notices, notice: changed})
    translations = tuple(
        msgspec.structs.replace(it, notices={**it.notices, notice: words}) if it.language == language else it
        for it in pack.translations
    )
    return msgspec.structs.replace(pack, translations=translations)


def told(pack: Pack) -> list[str]:
    found = list(notices.faults(pack))
    assert all(in_danish(fault.told) for fault in found)
    assert {str(fault) for fault in found} <= set(map(str, findings(pack)))
    return [fault.problem for fault in found]


@pytest.mark.parametrize(
    ("notice", "language", "words", "order"),
    [
        ("please_disclose", "da", "Du skal sige til, når du optager.", "Du skal"),
        ("please_disclose", "da-simple", "Du må ikke optage uden at sige det.", "må ikke"),
        ("please_disclose", "en", "You must tell us when you record.", "You must"),
        ("audio_only", "en", "Images are forbidden.", "forbidden"),
        ("audio_only", "de", "Sie müssen nur Ton aufnehmen.", "Sie müssen"),
        ("audio_only", "pl", "Musisz nagrywać tylko dźwięk.", "Musisz"),
        ("audio_only", "uk", "Ви повинні записувати лише звук.", "повинні"),
        ("audio_only", "tr", "Yalnızca ses kaydetmek zorundasınız.", "zorundasınız"),
        ("audio_only", "ar", "يجب تسجيل الصوت فقط.", "يجب"),
        ("recording_ok", "da", "Du må gerne optage, men du skal sige det.", "du skal"),
    ],
)
def test_a_notice_that_orders_without_being_a_must_is_found(
    albertslund: Pack, notice: str, language: str, words: str, order: str
) -> None:
    (problem,) = told(said(albertslund, notice, language, words))
    assert problem.endswith(f'but orders in "{language}", by the words "{order}"')


@pytest.mark.parametrize(
    ("notice", "language", "words"),
    [
        ("disclosure_may_be_punishable", "da", "Deling har følger."),
        ("disclosure_may_be_punishable", "en", "Sharing has consequences."),
        ("disclosure_may_be_punishable", "de", "Weitergeben hat Folgen."),
        ("please_disclose", "da-simple", "Sig det, når du optager."),
        ("please_disclose", "en", "Tell us when you record."),
    ],
)
def test_a_notice_that_does_not_say_its_force_is_found(
    albertslund: Pack, notice: str, language: str, words: str
) -> None:
    (problem,) = told(said(albertslund, notice, language, words))
    assert problem.endswith(f'but does not say so in "{language}"')


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("da", "Du kan få en bøde. Det er strafbart at dele optagelsen."),
        ("da-simple", "Måske deler du. Det er ulovligt."),
        ("en", "It may cost you. Sharing the recording is punishable."),
        ("de", "Es kann teuer werden. Es ist strafbar, die Aufnahme weiterzugeben."),
        ("pl", "Może być drogo. Udostępnienie nagrania jest karalne."),
        ("uk", "Це може коштувати. Поширення запису є злочином."),
        ("tr", "Pahalı olabilir. Kaydı paylaşmak suçtur."),
        ("ar", "قد يكلفك ذلك. مشاركة التسجيل جريمة."),
    ],
)
def test_that_something_is_punishable_is_found_in_every_language(
    albertslund: Pack, language: str, words: str
) -> None:
    (problem,) = told(said(albertslund, "disclosure_may_be_punishable", language, words))
    assert f'calls something punishable in "{language}"' in problem


def test_so_it_is_in_what_staff_say_and_do(albertslund: Pack) -> None:
    duty = albertslund.duties["guideline_silent"]
    more = {"da": "Det er strafbart at optage.", "en": "It is not punishable to record."}
    changed = msgspec.structs.replace(duty, more=more)
    (problem,) = told(msgspec.structs.replace(albertslund, duties={**albertslund.duties, duty.id: changed}))
    assert problem == 'more: calls something punishable in "da", "er strafbart"'


def test_a_must_orders_in_each_language() -> None:
    pack = load_pack(PACKS / "example-open")
    problems = told(said(pack, "not_live", "en", "Streaming is a pity."))
    assert problems == ['text: is a "must", but does not say so in "en"']

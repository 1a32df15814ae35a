"""No language says more strongly what the guideline says: a may stays a may, a rule has its exceptions.

What must stand there is read by somebody who knows the language; that it stands there is held here.
"""

import re

import pytest

from guideline.model import Pack
from guideline.translations import spoken_languages

TEXTS = ("public.rule", "public.rule_employee")

HEDGED: dict[str, dict[str, str]] = {
    "da": {
        "disclosure_may_be_punishable": "kan være strafbart",
        "data_protection": "kan også være i strid",
        "guidance_not_decision": "som regel",
        "please_disclose": "gerne",
        "audio_only": "beder",
        "recording_ok": "må gerne",
        "recording_ok_for_now": "indtil videre",
        "public.rule": "som udgangspunkt",
    },
    "da-simple": {
        "disclosure_may_be_punishable": "kan være strafbart",
        "data_protection": "kan være imod",
        "guidance_not_decision": "som regel",
        "please_disclose": "gerne",
        "audio_only": "beder",
        "recording_ok": "må gerne",
        "recording_ok_for_now": "må gerne optage nu",
        "public.rule": "som regel",
    },
    "en": {
        "disclosure_may_be_punishable": "may be punishable",
        "data_protection": "may also",
        "guidance_not_decision": "as a rule",
        "please_disclose": "please",
        "audio_only": "ask you",
        "recording_ok": "may",
        "recording_ok_for_now": "for now",
        "public.rule": "as a rule",
    },
    "de": {
        "disclosure_may_be_punishable": "kann strafbar sein",
        "data_protection": "kann auch",
        "guidance_not_decision": "in der Regel",
        "please_disclose": "bitte",
        "audio_only": "bitten",
        "recording_ok": "dürfen",
        "recording_ok_for_now": "vorläufig",
        "public.rule": "in der Regel",
    },
    "pl": {
        "disclosure_may_be_punishable": "może być karalne",
        "data_protection": "może też",
        "guidance_not_decision": "zwykle",
        "please_disclose": "proszę",
        "audio_only": "Prosimy",
        "recording_ok": "Możesz",
        "recording_ok_for_now": "Na razie",
        "public.rule": "co do zasady",
    },
    "uk": {
        "disclosure_may_be_punishable": "може бути караним",
        "data_protection": "також може",
        "guidance_not_decision": "зазвичай",
        "please_disclose": "Будь ласка",
        "audio_only": "Просимо",
        "recording_ok": "можете",
        "recording_ok_for_now": "Поки що",
        "public.rule": "зазвичай",
    },
    "tr": {
        "disclosure_may_be_punishable": "cezayı gerektirebilir",
        "data_protection": "aykırı olabilir",
        "guidance_not_decision": "kural olarak",
        "please_disclose": "lütfen",
        "audio_only": "rica ediyoruz",
        "recording_ok": "kaydedebilirsiniz",
        "recording_ok_for_now": "Şimdilik",
        "public.rule": "kural olarak",
    },
    "ar": {
        "disclosure_may_be_punishable": "قد تكون",
        "data_protection": "قد يخالف",
        "guidance_not_decision": "في العادة",
        "please_disclose": "من فضلك",
        "audio_only": "نرجو",
        "recording_ok": "يمكنك",
        "recording_ok_for_now": "في الوقت الحالي",
        "public.rule": "كقاعدة عامة",
    },
}
"""Words that keep a text as weak as its paragraph: A2, A5.1, A5.2 and C3 say may, usually and please."""

MEANT: dict[str, dict[str, str]] = {
    "da": {
        "public.rule": "din egen samtale med os",
        "public.rule_employee": "bisidder",
        "disclosure_may_be_punishable": "nogle oplysninger",
        "interests_weighed": "dit behov",
    },
    "da-simple": {
        "public.rule": "din egen samtale med os",
        "public.rule_employee": "bisidder",
        "disclosure_may_be_punishable": "nogle oplysninger",
        "interests_weighed": "dit behov",
    },
    "en": {
        "public.rule": "your own conversation with us",
        "public.rule_employee": "bring a companion",
        "disclosure_may_be_punishable": "some information",
        "interests_weighed": "your need",
    },
    "de": {
        "public.rule": "Ihr eigenes Gespräch mit uns",
        "public.rule_employee": "bisidder",
        "disclosure_may_be_punishable": "manche Informationen ohne Einwilligung",
        "interests_weighed": "Ihr Bedürfnis",
    },
    "pl": {
        "public.rule": "swoją rozmowę z nami",
        "public.rule_employee": "bisidder",
        "disclosure_may_be_punishable": "niektórych informacji bez zgody",
        "interests_weighed": "twoją potrzebę",
    },
    "uk": {
        "public.rule": "свою розмову з нами",
        "public.rule_employee": "bisidder",
        "disclosure_may_be_punishable": "деякі відомості без згоди",
        "interests_weighed": "вашу потребу",
    },
    "tr": {
        "public.rule": "kendi görüşmenizi",
        "public.rule_employee": "bisidder",
        "disclosure_may_be_punishable": "Bazı bilgileri rıza olmadan",
        "interests_weighed": "ihtiyacınızı",
    },
    "ar": {
        "public.rule": "محادثتك معنا",
        "public.rule_employee": "bisidder",
        "disclosure_may_be_punishable": "بعض المعلومات دون موافقة",
        "interests_weighed": "حاجتك",
    },
}
"""Words that keep a text as wide as its paragraph, and no wider: one's own conversation (A4), a meeting
to which one may bring a companion (A2.fn), some information without consent (A5.2), the need to record
(B2, B3)."""

TOO_STRONG: dict[str, str] = {
    "da": r"\b(du skal|skal du|forbudt|ulovligt|må ikke|er strafbart)\b",
    "da-simple": r"\b(du skal|skal du|forbudt|ulovligt|må ikke|er strafbart|endeligt svar)\b",
    "en": r"\b(must|shall|forbidden|illegal|not allowed|is a crime|is a criminal|is punishable)\b",
    "de": r"\b(müssen|muss|verboten|rechtswidrig|nicht dürfen|dürfen nicht|ist strafbar)\b",
    "pl": r"\b(musisz|musi|należy|zabronione|nielegalne|nie wolno|nie możesz|jest karalne)\b",
    "uk": r"\b(мусите|повинні|заборонено|незаконно|не можна|є караним|карається)\b",
    "tr": r"(zorunda|yasak|suçtur|melisiniz|malısınız|aykırıdır)",
    "ar": r"\b(يجب|ممنوع|محظور|لا يجوز|جريمة)\b",
}
"""Orders, bans and offences stated as facts: no notice says any, and it must not begin to in translation."""

ORDERS: dict[str, str] = {
    "da": r"Optag|Del|Tænk|Husk|Lad|Stop|Sluk|Vis|Fortæl|Undgå|Hold|Pas|Bed|Sig\b(?! gerne| til, hvis)",
    "da-simple": r"Optag|Del|Tænk|Husk|Lad|Stop|Sluk|Vis|Fortæl|Undgå|Hold|Pas|Bed|Sig\b(?! det gerne)",
    "en": r"Record\b|Do not|Don't|Share|Think|Remember|Stop|Show|Avoid|Keep|Tell(?! us if)",
    "de": r"(?:Nehmen|Teilen|Denken|Zeigen|Vermeiden|Lassen|Geben) Sie|Sagen Sie(?! uns bitte| uns, wenn)",
    "pl": r"Nagrywaj|Nagraj|Nie |Pomyśl|Pamiętaj|Udostępnij|Przestań|Powiedz(?! nam, proszę| nam, jeśli)",
    "uk": r"Записуйте|Не |Подумайте|Пам'ятайте|Поширюйте|Припиніть|Скажіть(?! нам, якщо)",
    "tr": r"[^.]*(?:kaydedin|kaydetmeyin|paylaşmayın|düşünün|unutmayın|durdurun)\b",
    "ar": r"سجّل|سجل|لا ت|فكّر|تذكّر|أوقف|أخبرنا(?! إذا)",
}
"""How a sentence begins that orders. A2 and A6 ask: "please" and "tell us if you need" are no orders."""


@pytest.mark.parametrize("lang", HEDGED)
def test_what_may_be_so_is_not_told_as_a_fact(albertslund: Pack, lang: str) -> None:
    said = spoken_languages(albertslund, drafts=True)[lang]
    for name, kept in HEDGED[lang].items():
        text = said.text(name) if name in TEXTS else said.notice(name, employee=False)
        assert kept.casefold() in text.casefold(), name


@pytest.mark.parametrize("lang", MEANT)
def test_nothing_is_told_wider_or_narrower_than_it_is(albertslund: Pack, lang: str) -> None:
    said = spoken_languages(albertslund, drafts=True)[lang]
    for name, kept in MEANT[lang].items():
        text = said.text(name) if name in TEXTS else said.notice(name, employee=False)
        assert kept.casefold() in text.casefold(), name
    assert HEDGED[lang]["public.rule"].casefold() in said.text("public.rule_employee").casefold()


def told(pack: Pack, lang: str) -> list[str]:
    """Return all that the public is told about what holds."""
    said = spoken_languages(pack, drafts=True)[lang]
    texts = [said.notice(name, employee=employee) for name in pack.notices for employee in (False, True)]
    return [*texts, *(said.text(name) for name in TEXTS)]


@pytest.mark.parametrize("lang", HEDGED)
def test_nothing_orders_forbids_or_threatens(albertslund: Pack, lang: str) -> None:
    for text in told(albertslund, lang):
        assert not re.search(TOO_STRONG[lang], text, re.IGNORECASE), text
        assert not re.search(rf"(?:^|[.!?:؟] )(?:{ORDERS[lang]})", text), text


def test_every_language_is_held(albertslund: Pack) -> None:
    held = (HEDGED, MEANT, TOO_STRONG, ORDERS)
    assert all(set(spoken_languages(albertslund, drafts=True)) == set(table) for table in held)
    for hedged in HEDGED.values():
        assert set(hedged) | {"interests_weighed"} == set(albertslund.notices) | {"public.rule"}

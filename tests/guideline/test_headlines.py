"""A headline that says the contrary of its rule is found, and so is a text under another language."""

import msgspec
import pytest

from guideline.check import languages, verdict_words
from guideline.errors import PackError
from guideline.load import PACKS, load_pack
from guideline.model import Pack, Rule

NAMES = sorted(folder.name for folder in PACKS.iterdir() if folder.is_dir())


@pytest.mark.parametrize("name", NAMES)
def test_a_built_in_pack_contradicts_itself_nowhere(name: str) -> None:
    pack = load_pack(PACKS / name)
    assert [str(fault) for part in (verdict_words, languages) for fault in part.faults(pack)] == []


def changed(pack: Pack, verdict: str, reason: str | None, **texts: object) -> Pack:
    """Return a pack in which one rule has other words."""
    rules = tuple(
        msgspec.structs.replace(rule, **texts) if (rule.verdict, rule.reason) == (verdict, reason) else rule
        for rule in pack.rules.rules
    )
    return msgspec.structs.replace(pack, rules=msgspec.structs.replace(pack.rules, rules=rules))


def told(pack: Pack) -> list[PackError]:
    return list(verdict_words.faults(pack))


@pytest.mark.parametrize(
    ("verdict", "field", "da", "en", "words"),
    [
        ("allowed", "headline", "Nej, personen må ikke optage lyd.", "Yes, the person may record.", "Nej"),
        ("allowed", "headline", "Personen må ikke optage lyd.", "The person may record.", "må ikke optage"),
        ("allowed", "headline", "Ja, personen må optage.", "No, the person may not record.", "No"),
        ("allowed", "self_headline", "Du må aldrig optage.", "You may record.", "må aldrig optage"),
        ("allowed", "short", "personen må optage", "the person must not record", "must not record"),
        ("weigh_interests", "headline", "Optagelse er forbudt.", "You may record.", "Optagelse er forbudt"),
        (
            "refusal_possible",
            "headline",
            "Du må optage.",
            "You are not allowed to record.",
            "not allowed to record",
        ),
    ],
)
def test_a_yes_with_the_words_of_a_no_is_found(
    albertslund: Pack, verdict: str, field: str, da: str, en: str, words: str
) -> None:
    (fault,) = told(changed(albertslund, verdict, None, **{field: {"da": da, "en": en}}))
    assert (fault.file, fault.entry) == ("rules.yaml", f"rule {verdict}")
    assert fault.problem.startswith(f'{field}: says "{words}" in "')
    assert fault.problem.endswith("but the person is told of a yes")


@pytest.mark.parametrize(
    ("da", "en", "words"),
    [
        ("Ja, det er i orden.", "Ask first.", "Ja"),
        ("Personen må gerne optage lyd.", "Ask first.", "må gerne optage"),
        ("Spørg først.", "The person may record sound.", "may record"),
    ],
)
def test_words_of_a_yes_where_the_rule_says_none_are_found(
    albertslund: Pack, da: str, en: str, words: str
) -> None:
    pack = changed(albertslund, "not_covered", "third_party_records", headline={"da": da, "en": en})
    (fault,) = told(pack)
    assert fault.entry == "rule not_covered/third_party_records"
    assert f'says "{words}"' in fault.problem
    assert fault.problem.endswith("but no notice tells the person so")


def test_what_is_said_aloud_and_the_permission_itself_are_read_too(albertslund: Pack) -> None:
    rule: Rule = next(
        rule for rule in albertslund.rules.rules if (rule.verdict, rule.reason) == ("allowed", None)
    )
    first = msgspec.structs.replace(rule.say[0], text={"da": "Du må ikke optage.", "en": "You may record."})
    (said,) = told(changed(albertslund, "allowed", None, say=(first, *rule.say[1:])))
    assert said.problem.startswith("say[1]: ")
    turned = {**albertslund.notices["recording_ok"].text, "da-simple": "Du må ikke optage det, vi siger."}
    notice = msgspec.structs.replace(albertslund.notices["recording_ok"], text=turned)
    pack = msgspec.structs.replace(albertslund, notices={**albertslund.notices, "recording_ok": notice})
    (fault,) = told(pack)
    assert (fault.file, fault.entry) == ("notices.yaml", "recording_ok")
    assert 'in "da-simple"' in fault.problem


@pytest.mark.parametrize("name", NAMES)
def test_danish_pasted_as_the_english_and_the_reverse_are_found(name: str) -> None:
    """Nearly every sentence of a duty or a reason is known for what it is."""
    pack = load_pack(PACKS / name)
    texts = [duty.text for duty in pack.duties.values()] + [rule.because for rule in pack.rules.rules]
    found = 0
    for text in texts:
        rule = pack.rules.rules[0]
        for swapped in ({**text, "en": text["da"]}, {**text, "da": text["en"]}):
            pasted = changed(pack, rule.verdict, rule.reason, because=swapped)
            faults = [it for it in languages.faults(pasted) if it.problem.startswith("because: the text in")]
            assert len(faults) <= 1
            found += len(faults)
    assert found >= 0.9 * 2 * len(texts)


def test_a_name_and_a_quotation_are_taken_as_they_are(albertslund: Pack) -> None:
    words = {"da": "HR/Jura", "en": "HR/Jura"}
    quoting = {
        "da": "Svar »you may record it when we talk«.",
        "en": 'Say "du må gerne optage, når vi taler".',
    }
    for text in (words, quoting):
        assert list(languages.faults(changed(albertslund, "allowed", None, because=text))) == []

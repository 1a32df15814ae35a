"""Every text has an id that lasts and a hash that follows its words."""

import msgspec

from guideline.check.texts import PUBLIC
from guideline.model import Pack
from guideline.text_ids import changed_texts, pack_texts

AUDIO = "notices:audio_only:text:da"


def with_words(pack: Pack, words: str) -> Pack:
    """Return the pack with other Danish words for sound only, as the next version."""
    notice = pack.notices["audio_only"]
    changed = msgspec.structs.replace(notice, text={**notice.text, "da": words})
    manifest = msgspec.structs.replace(pack.manifest, version="1.1.0")
    notices = {**pack.notices, "audio_only": changed}
    return msgspec.structs.replace(pack, notices=notices, manifest=manifest)


def test_a_text_is_found_by_its_id_with_version_and_hash(albertslund: Pack) -> None:
    found = pack_texts(albertslund)[AUDIO]
    assert found.text == albertslund.notices["audio_only"].text["da"]
    assert found.version == albertslund.manifest.version
    assert len(found.hash) == 12


def test_every_language_of_every_notice_has_an_id_translations_included(albertslund: Pack) -> None:
    texts = pack_texts(albertslund)
    for notice in albertslund.notices:
        assert all(f"notices:{notice}:text:{language}" in texts for language in PUBLIC)
        assert f"translations:{notice}:notices:ar" in texts


def test_no_two_texts_share_an_id(albertslund: Pack) -> None:
    rules = albertslund.rules.rules
    headlines = [name for name in pack_texts(albertslund) if name.endswith(":headline:da")]
    assert len(headlines) == len(rules)
    said = [name for name in pack_texts(albertslund) if ":say[" in name]
    assert len(said) == 2 * sum(len(rule.say) for rule in rules)


def test_the_hash_follows_the_words_and_not_the_version(albertslund: Pack) -> None:
    same = with_words(albertslund, albertslund.notices["audio_only"].text["da"])
    other = with_words(albertslund, "Optag kun lyd.")
    assert pack_texts(same)[AUDIO].hash == pack_texts(albertslund)[AUDIO].hash
    assert pack_texts(other)[AUDIO].hash != pack_texts(albertslund)[AUDIO].hash


def test_a_change_of_words_is_the_only_difference(albertslund: Pack) -> None:
    (change,) = changed_texts(albertslund, with_words(albertslund, "Optag kun lyd."))
    assert change.id == AUDIO
    assert change.new
    assert change.new.text == "Optag kun lyd."


def test_what_only_one_of_them_has_is_a_difference(albertslund: Pack) -> None:
    shorter = msgspec.structs.replace(albertslund, translations=())
    changes = changed_texts(albertslund, shorter)
    assert changes
    assert all(change.new is None and change.id.startswith("translations:") for change in changes)
    assert all(change.old is None for change in changed_texts(shorter, albertslund))

"""Which of a pack's named texts an open request or case shows, or would show when it goes on."""

from collections.abc import Iterator

from bot.storage.facts_kept import KeptFacts
from dialogs.book import OF_A_GROUND, OF_BELONGINGS
from guideline.model import ASK_MILDER, ASK_NEED, Pack

OF_A_REQUEST = ("refusal.", "weigh.", "note.")
OF_A_CASE = ("misuse.", "assess.", "legal.", "refusal.hr_helps")
"""The beginnings of the names."""

BEFORE = (
    "refusal.ask_",
    "refusal.intro",
    "refusal.may_see",
    "refusal.leader",
    "refusal.phone",
    "refusal.other_ground_first",
)
"""What only the form shows, which is behind a request: names, or with an ending `_` their beginnings. Ready
answers are shown with the request as well."""


def texts_of(pack: Pack, kept: KeptFacts) -> Iterator[str]:
    """Return the names of the texts, without those of other grounds or about somebody else who records."""
    begins = OF_A_CASE if kept.ground is None else OF_A_REQUEST
    others = set(_of_others(pack, kept))
    for name in pack.texts:
        if name.startswith(begins) and name not in others and not _is_of_the_form(name, kept):
            yield name


def _is_of_the_form(name: str, kept: KeptFacts) -> bool:
    behind = any(name == it or (it.endswith("_") and name.startswith(it)) for it in BEFORE)
    return behind and name not in (ASK_NEED, ASK_MILDER) and kept.ground is not None


def _of_others(pack: Pack, kept: KeptFacts) -> Iterator[str]:
    named = {ground.id for ground in pack.rules.grounds}
    grounds = {kept.ground} & named or {"other"}
    for ground in (named | {"other"}) - grounds:
        yield from (name.format(ground) for name in OF_A_GROUND)
    if not grounds & set(pack.roles.refusing.belongings):
        yield from OF_BELONGINGS
    if "other" not in grounds:
        yield from ("refusal.other_ground", "refusal.other_ground_mark")
    fact = pack.roles.recorder.fact
    for value in {str(it.value) for q in pack.questions if q.fact == fact for it in q.answers}:
        if value != kept.facts.get(fact):
            yield from (name for name in pack.texts if name.startswith(f"note.{value}."))

"""What the fuzzer sends: changed activities of the corpus, and presses of every verb, nearly right.

Every draw is made of plain names (`{{refusal}}`), which the town fills in: an example can be a file.
"""

import copy
import datetime
from dataclasses import dataclass
from typing import Any

from hypothesis import strategies as st

from bot.stage.people import Json
from dialogs.verbs import VERBS
from guideline.facts import domains
from tests.bot.fakes.activities import ANNA
from tests.dialogs.chat import pack
from tests.proof.fuzz import corpus
from tests.proof.fuzz.town import GUEST, PERSONS

CPR = "241285-7731"
"""No person's: the control digit does not fit. Every spelling of it below has these ten digits."""

CPR_SPELLINGS = (
    CPR, "2412857731", "241285 7731", "241285 - 7731", "24 12 85-7731", "24.12.85-7731", "24/12/85-7731",
    "241285–7731", "2412 85-7731", "24 12 85 7731", "cpr:2412857731.", f"Hans nr. er {CPR}, tror jeg",
    f"{CPR} {CPR}", "241285\u00a0-\u00a07731", "241285\n7731",
)  # fmt: skip

NASTY = (
    "", " ", "\x00", "\x00\x01\x1b[31m", "\u202eetagbo\u202c", "\u2066\u2069\ufeff\u200b", "👩🏽‍⚖️" * 40,
    "x" * 5000,
    "æøå" * 700, "<script>alert(1)</script>", "<at>Optagelsesguiden</at>", "[klik](javascript:alert(1))",
    "**fed** _skrå_ # titel", "{{ 7*7 }}{% raise %}", "${verb}", '"}],"x":[{"', "\\u0022\\",
    "=HYPERLINK(\"x\")",
    "@SUM(1+1)*cmd|' /C calc'!A0", "'; DROP TABLE refusals; --", "../../etc/passwd", "\ud800", "%00%0a",
    "null",
    "NaN", "-1", "1e999", "9" * 400, "true", "ja" * 1000, "https://example.org/" + "a" * 3000,
    "Personen taler om andres helbred, og det fylder mødet.", "Lone Lind", "lone", ANNA, GUEST,
)  # fmt: skip

TYPED = (
    "hej", "hjælp", "mine", "venter", "sager", "lukkede", "om", "fravær Dorte Dam", "overblik",
    "radar", "indsigt",
    "1", "2", "99", "ja", "nej", "ved ikke", "tilbage", "ret 1", "fortsæt", "tak", "english", "dansk",
    "godkend Enig.",
    "afslå Nej.", "spørg Hvorfor?", "tag den", "luk", "svar Ja", "misbrug", "spørg hr", "hr", "noteret",
    "sag 2026-17", "find 2026-17", "En borger vil optage vores samtale med sin telefon.",
    "Jeg tror, at borgeren optager i det skjulte, og han er vred.",
)  # fmt: skip

_PEOPLE = [person.id for person in PERSONS.values()]
_DAYS = [
    (datetime.date(2026, 1, 1) + datetime.timedelta(days=days)).isoformat()
    for days in (0, 59, 200, 364, 3000)
]

anything = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=10), inner, max_size=3),
    max_leaves=8,
)  # fmt: skip
texts = st.sampled_from(NASTY) | st.sampled_from(CPR_SPELLINGS) | st.text(max_size=60)
facts = st.fixed_dictionaries(
    {}, optional={fact: st.sampled_from(values) for fact, values in domains(pack()).items()}
)
_flags = st.sampled_from([True, False, "true", "false", "yes", "no", 1, None])
_days = st.sampled_from([*_DAYS, "2026-02-30", "0000-00-00", "i morgen", "31.12.2026", "9999-12-31"])
_times = st.sampled_from(["10:00", "24:00", "7", "kl. 9", "23:59:59", "²³:00"])
_people = st.sampled_from([*_PEOPLE, GUEST, "Lone Lind", "lone", "Dorte", "Hanne Holm", "anna", "nobody"])
_versions = st.sampled_from([0, 1, 2, 3, 4, 5, "1", "2", -1, 10**20, 1.5, True, None, "²", "x", [1]])
_langs = st.sampled_from(["da", "en", "da-simple", "de", "", 7])
_words = st.sampled_from(
    ["written", "handover", "reasons", "approve", "deny", "return", "consult", "reassign", "revoke", "answer",
     "claim", "assign", "reply", "close", "reopen", "add", "sheet", "month", "quarter", "year", "Jobcenter",
     "harassment", "others_present", "other", "notes", "memory",
     "yes", "no", "suspected", "afterwards", "2026-17"]
)  # fmt: skip

INPUTS: dict[str, st.SearchStrategy[Any]] = {
    "refusal": st.just(corpus.REFUSAL), "case": st.just(corpus.CASE), "version": _versions,
    "key": st.just(corpus.KEY), "lang": _langs, "ui": _langs, "self": _flags, "facts": facts | anything,
    "ground": _words, "municipal_interest": texts, "recorder_need": _words | texts, "milder_means": texts,
    "case_ref": texts, "meeting_date": _days, "meeting_time": _times, "leader": _people, "deputy": _people,
    "owner": _people, "until": _days, "absence": texts, "agreed_by_phone": _flags, "deviation_reason": texts,
    "belongings_outside": _flags, "reason": texts, "question": texts, "answer": texts, "text": texts,
    "what_happened": texts, "where": texts, "seen_on": _days, "police_report": _words, "reported": _words,
    "recorded": _words, "informed": _words, "topic": _words | texts, "topics": texts,
    "named": _people | texts,
    "about": texts, "withhold": _words, "after": _days | texts, "after_id": st.just(corpus.CASE),
    "part": _words,
    "ask": _words, "full": _flags, "chosen": _flags, "form": _words,
    "change": st.sampled_from([*domains(pack())]),
    "unsure": st.sampled_from([*domains(pack())]), "open": _flags, "asked": _flags, "send": _flags,
    "undo": _flags, "stepping": _flags, "sent": _flags, "from": _days, "alike": anything, "drawn": _words,
    "step": _words, "field": _words, "month": _days, "period": _words, "find": texts, "search": texts,
    **{fact: st.sampled_from(values) for fact, values in domains(pack()).items()},
}  # fmt: skip
"""Every input that a verb reads, with values that are right somewhere. Any of them may come at any verb."""

_CARRIED = {"refusal": ("refusal", "version"), "case": ("case", "version")}
"""What cards of a family carry in any case."""
_NAMES = {"refusal": corpus.REFUSAL, "case": corpus.CASE}

OF_THE_PLATFORM = ("id", "aadObjectId", "tenantId", "serviceUrl", "replyToId")
"""Ids that Microsoft's service sets and signs: they may be damaged, but nobody writes a CPR number there."""

SENDERS = [*PERSONS, "guest", "nobody"]


@dataclass
class Sent:
    """One activity to send: `who` stands in place of the sender, `doubled` inputs come a second time."""

    who: str
    activity: Json
    doubled: Json

    @property
    def verb(self) -> str:
        """The verb, or what else it is."""
        value = self.activity.get("value")
        action = value.get("action") if isinstance(value, dict) else None
        verb = action.get("verb") if isinstance(action, dict) else None
        return str(verb or self.activity.get("name") or self.activity.get("type"))


_WROTE = "Personen taler om andres helbred, og det fylder mødet."
_FACTS = {
    "recorder": "citizen",
    "situation": "wants_to_record",
    "medium": "audio",
    "only_about_recorder": False,
}
SOUND: dict[str, Json] = {
    "refusal.submit": {
        "facts": _FACTS, "key": corpus.KEY, "recorder_need": "notes", "municipal_interest": _WROTE,
        "milder_means": _WROTE, "deviation_reason": _WROTE,
        "meeting_date": "2099-01-05", "meeting_time": "10:00",
    },
    "misuse.submit": {
        "key": corpus.KEY, "what_happened": _WROTE, "where": "https://a.dk/1", "seen_on": "2026-01-01",
    },
    "hr.ask": {"key": corpus.KEY, "question": _WROTE, "facts": _FACTS},
    "absence.set": {"deputy": "Dorte Dam", "until": "2099-01-05"},
    **{f"refusal.{deed}": {"reason": _WROTE} for deed in ("approve", "deny", "revoke")},
    **{f"refusal.{deed}": {"question": _WROTE} for deed in ("return", "consult")},
    **{f"refusal.{deed}": {} for deed in ("show", "withdraw", "confirm_noted", "document")},
    "refusal.answer": {"answer": _WROTE}, "refusal.reassign": {"leader": "Dorte Dam"},
    **{f"case.{deed}": {"text": _WROTE} for deed in ("reply", "add")},
    **{f"case.{deed}": {} for deed in ("show", "claim", "release", "reopen", "document")},
    "case.assess": {"police_report": "no", "text": _WROTE}, "case.close": {"reason": _WROTE},
    "case.assign": {"owner": PERSONS["Rikke"].id},
}  # fmt: skip
"""What would do something, for every verb that does, from the right person with the right version."""


@st.composite
def deeds(draw: st.DrawFn) -> Json:
    """A press that would do something, but for what is changed in it, and whoever presses."""
    verb = draw(st.sampled_from(sorted(SOUND)))
    family = verb.partition(".")[0]
    data = {**SOUND[verb]}
    if family in _CARRIED and verb != "refusal.submit":
        data |= {family: _NAMES[family], "version": draw(st.integers(1, 4))}
    for name in draw(st.lists(st.sampled_from(sorted(data) or ["lang"]), max_size=2, unique=True)):
        data[name] = draw(INPUTS[name])
    return _press(verb, data)


@st.composite
def presses(draw: st.DrawFn) -> Json:
    """A press of any verb, with what its cards carry and a few inputs more."""
    verb = draw(st.sampled_from([*VERBS, "", "refusal.", "no.such"]))
    names = list(_CARRIED.get(verb.partition(".")[0], ())) if draw(st.integers(0, 9)) else []
    names += draw(st.lists(st.sampled_from(list(INPUTS)), max_size=7, unique=True))
    data = {name: draw(INPUTS[name]) for name in names}
    odd = draw(st.dictionaries(st.sampled_from(list(INPUTS)), anything, max_size=1))
    return _press(verb, {**data, **odd})


def _press(verb: str, data: Json) -> Json:
    action = {"type": "Action.Execute", "verb": verb, "data": data}
    return {"type": "invoke", "name": "adaptiveCard/action", "value": {"action": action, "trigger": "manual"}}


typed = st.fixed_dictionaries(
    {"type": st.just("message"), "text": st.sampled_from(TYPED) | texts, "textFormat": st.just("plain")}
)
submits = st.builds(
    lambda press: {
        "type": "message",
        "value": {**press["value"]["action"]["data"], "verb": "refusal.approve"},
    },
    presses(),
)
"""What old clients make of a button."""

searches = st.builds(
    lambda word, skip: {
        "type": "invoke",
        "name": "composeExtension/query",
        "value": {"commandId": "recorderText", "parameters": [{"name": "search", "value": word}],
                  "queryOptions": {"skip": skip, "count": 25}},
    },
    texts | anything, st.integers(-2, 30) | anything,
)  # fmt: skip


@st.composite
def changed(draw: st.DrawFn) -> Json:
    """An activity of the corpus with a few of its parts replaced, left out, or put elsewhere."""
    activity: Json = copy.deepcopy(draw(st.sampled_from(corpus.activities())))
    for field in ("from", "conversation"):
        if draw(st.integers(0, 19)):
            activity.pop(field, None)  # the town fills in a sound one
    for _ in range(draw(st.integers(0, 3))):
        _change(draw, activity)
    return activity


def _change(draw: st.DrawFn, activity: Json) -> None:
    part = activity
    while True:
        key = draw(st.sampled_from(sorted(part))) if part else "x"
        inner = part.get(key)
        if not isinstance(inner, dict) or not inner or not draw(st.integers(0, 4)):
            break
        part = inner
    if draw(st.booleans()):
        written = st.sampled_from(NASTY) if key in OF_THE_PLATFORM else INPUTS.get(key, texts)
        part[key] = draw(written | anything)
    else:
        part.pop(key, None)


@st.composite
def sends(draw: st.DrawFn) -> Sent:
    """Anything that can come in, from anybody."""
    activity = draw(st.one_of(deeds(), deeds(), deeds(), presses(), changed(), typed, submits, searches))
    more: Json = {}
    if not draw(st.integers(0, 9)):
        more = draw(st.dictionaries(st.sampled_from(list(INPUTS)), texts, min_size=1, max_size=2))
    return Sent(draw(st.sampled_from(SENDERS)), activity, more)

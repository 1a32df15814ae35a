"""What the bot does with the rules, in the report: `roles.yaml`, `starts.yaml`, and what a case holds to."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from guideline.atlas import Atlas
from guideline.cases import Case
from guideline.law import law_of
from guideline.model import Facts, Rule
from guideline.roles import Situation
from pages.atlas_answers import AnswerWords
from pages.atlas_facts import LANG, FactWords


@dataclass(frozen=True, slots=True)
class Use:
    """One thing that the bot does, with how it is in this pack; each line has its paragraphs, or none."""

    what: str
    lines: tuple[tuple[str, tuple[str, ...]], ...]


@dataclass(frozen=True, slots=True)
class Group:
    """Uses that belong together; `references` are the paragraphs behind all of them."""

    title: str
    uses: tuple[Use, ...]
    references: tuple[str, ...] = ()


class UseWords:
    """Tells in Danish what roles.yaml, a start and a case say."""

    def __init__(self, atlas: Atlas, t: Mapping[str, str], facts: FactWords, answers: AnswerWords) -> None:
        self._pack, self._t, self._facts, self._answers = atlas.pack, t, facts, answers

    def groups(self) -> Iterator[Group]:
        """Return all that roles.yaml says but the ready texts."""
        cites = self._pack.roles.cites
        yield Group(self._t["use_recorder"], tuple(self._recorder()))
        yield Group(self._t["use_refusing"], tuple(self._refusing()))
        yield Group(self._t["use_alike"], tuple(self._alike()), cites.equal_treatment)
        yield Group(self._t["use_new_wish"], tuple(self._new_wish()), cites.misuse)
        yield Group(self._t["use_cards"], tuple(self._cards()))
        yield Group(self._t["use_public"], tuple(self._public()))
        yield Group(self._t["use_understood"], tuple(self._understood()))
        yield Group(self._t["use_cites"], tuple(self._cites()))

    def _use(self, key: str, *lines: str) -> Use:
        return Use(self._t[f"use_{key}"], tuple((line, ()) for line in lines))

    def _recorder(self) -> Iterator[Use]:
        roles = self._pack.roles
        who = roles.recorder
        yield self._use("who", self._facts.label(who.fact))
        yield self._use("employee", self._facts.value(who.fact, who.employee))
        if who.unsure is not None:
            yield self._use("unsure", self._facts.value(who.fact, who.unsure))
        yield self._use("asked_first", self.facts(roles.asked_first))
        yield self._use("tells", *map(self._facts.label, roles.tells))

    def _refusing(self) -> Iterator[Use]:
        refusing, cites = self._pack.roles.refusing, self._pack.roles.cites
        yield self._use("considered", self._facts.label(refusing.considered))
        yield self._use("only_staff", *map(self._facts.label, refusing.only_staff))
        there = [rule for rule in self._pack.rules.rules if rule.verdict == refusing.unnamed]
        lines = tuple((self._answers.rule_named(self._name(rule)), cites.unnamed_ground) for rule in there)
        yield Use(self._t["use_unnamed"], lines)
        grounds = [it for it in self._pack.rules.grounds if it.id in refusing.belongings]
        told = tuple((_sentence(it.text[LANG]), it.references) for it in grounds)
        yield Use(self._t["use_belongings"], told or ((self._t["none"], ()),))
        who = self._t["use_own_leader" if refusing.own_meetings else "use_leaders_leader"]
        yield Use(self._t["use_own_meetings"], ((who, cites.leader_decides),))

    def _name(self, rule: Rule) -> str:
        return self._answers.short_name(rule)

    def _alike(self) -> Iterator[Use]:
        alike = self._pack.roles.alike
        yield self._use("alike_by", self._facts.label(alike.recorder), self._facts.label(alike.medium))
        yield self._use("alike_others", self.facts(alike.others))

    def _new_wish(self) -> Iterator[Use]:
        yield self._use("new_wish_staff", self.facts(self._pack.roles.new_wish.staff))
        yield self._use("new_wish_own", self.facts(self._pack.roles.new_wish.own))

    def _cards(self) -> Iterator[Use]:
        cards, pack = self._pack.roles.cards, self._pack
        for key, name in (("weighed", cards.weighed), ("unasked", cards.unasked)):
            if name is not None:
                duty = pack.duties[name]
                yield Use(self._t[f"use_{key}"], ((duty.text[LANG], duty.references),))
        marks = [it for it in pack.rules.marks if it.id == cards.with_verdict]
        if marks:
            yield Use(self._t["use_with_verdict"], ((marks[0].text[LANG], marks[0].references),))

    def _public(self) -> Iterator[Use]:
        public, notices = self._pack.roles.public, self._pack.notices
        for key, names in (("general", public.general), ("permissions", public.permissions)):
            told = tuple((notices[name].text[LANG], notices[name].references) for name in names)
            yield Use(self._t[f"use_{key}"], told or ((self._t["none"], ()),))

    def _understood(self) -> Iterator[Use]:
        for meaning, facts in self._pack.roles.understood.items():
            yield Use(self._t[f"meaning_{meaning}"], ((self.facts(facts), ()),))

    def _cites(self) -> Iterator[Use]:
        cites = self._pack.roles.cites
        for field in cites.__struct_fields__:
            yield Use(self._t[f"cites_{field}"], (("", getattr(cites, field)),))

    def facts(self, facts: Facts) -> str:
        """Return facts in one line."""
        return "; ".join(self._facts.short(fact, [value]) for fact, value in facts.items()) or self._t["none"]

    def readers(self) -> Iterator[tuple[str, str]]:
        """Return for whom there are ready texts, with the facts of each."""
        for reader, facts in self._pack.roles.ready_texts.readers.items():
            yield self._t[f"reader_{reader}"], self.facts(facts)

    def answers_to(self, situation: Situation) -> Iterator[tuple[str, str]]:
        """Return each reader of a ready text with the answer whose words they get."""
        for reader, facts in self._pack.roles.ready_texts.readers.items():
            told = {**facts, **situation.facts}
            outcome = law_of(self._pack).outcome(told)
            if not isinstance(outcome, str):
                yield self._t[f"reader_{reader}"], self._answers.letters[outcome[0]]

    def words(self, words: Mapping[str, tuple[str, ...]]) -> str:
        """Return the words that may be typed, the Danish first."""
        return " · ".join(", ".join(words[lang]) for lang in sorted(words) if words[lang])

    def expected(self, case: Case) -> Iterator[tuple[str, list[str]]]:
        """Return what a case holds its answer to, besides the rule: what it is, and the words."""
        expect, t = case.expect, self._t
        for field, exactly in (("grounds", expect.grounds), ("marks", expect.marks)):
            if exactly is not None:
                yield t[f"case_{field}"], [self._named(field, name) for name in exactly] or [t["none"]]
        for field in ("duties", "if_refusing", "notices", "references", "next"):
            if names := getattr(expect, field):
                yield t[f"case_{field}"], [self._named(field, name) for name in names]
        if expect.without:
            yield t["case_without"], [self._any(name) for name in expect.without]
        if expect.says:
            yield t["case_says"], [f"»{words}«" for words in expect.says]

    def _named(self, field: str, name: str) -> str:
        """Return the words of what has a name in one of an answer's lists; of a paragraph its name."""
        if field == "next":
            return self._t[f"next_{name}"]
        words = self._words_in(field).get(name)
        return f"»{words}«" if words else name

    def _any(self, name: str) -> str:
        """Return the words of whatever has this name: several things may."""
        fields = ("duties", "notices", "grounds", "marks")
        found = {words for field in fields if (words := self._words_in(field).get(name))}
        return " / ".join(f"»{words}«" for words in sorted(found)) or self._t.get(f"next_{name}", name)

    def _words_in(self, field: str) -> Mapping[str, str]:
        pack = self._pack
        if field in ("duties", "if_refusing"):
            return {name: it.text[LANG] for name, it in pack.duties.items()}
        if field == "notices":
            return {name: it.short[LANG] for name, it in pack.notices.items()}
        conclusions = pack.rules.grounds if field == "grounds" else pack.rules.marks
        return {it.id: it.text[LANG] for it in conclusions} if field in ("grounds", "marks") else {}


def _sentence(words: str) -> str:
    return words[:1].upper() + words[1:]

"""The conversation with one person at a time: what came in becomes the card that goes back."""

import re
from collections.abc import Mapping
from functools import partial

from cards.words import LANGUAGES, typed_words, words
from casework.desk import Desk as CaseworkDesk
from casework.errors import DirectoryUnavailable, HeldByOthers
from casework.ports import AdviceCounts, Drafts, Place, Places
from casework.privacy import holds_cpr
from dialogs import begun, files, problems
from dialogs.about import about_card
from dialogs.asked import Asked, is_small, read, spoken
from dialogs.book import Book
from dialogs.cases import finding
from dialogs.cases import typed as cases_typed
from dialogs.cases.choosing import choose_channel
from dialogs.desk import Desk
from dialogs.example import told_apart
from dialogs.free_text import read_text
from dialogs.held_up import tried_twice
from dialogs.known import Known
from dialogs.matching import after_words, chosen, entered, is_typed, plain, typed_in
from dialogs.oversight import typed as oversight
from dialogs.refusal.typed import Press, as_told, doubtful, meant, shown_again, without_cpr
from dialogs.shown import Shown
from dialogs.start import start_card
from dialogs.turn import Arrived, Consented, FileContent, Pressed, Reply, Turn, Typed
from dialogs.understanding import warm_up
from dialogs.verbs import FOR_GUESTS, VERBS
from guideline.model import Pack

_ID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", re.IGNORECASE)
"""The id of a person in Entra, which a card may carry as an input's value."""

WITH_TEXTS = ("refusal.", "misuse.", "case.", "hr.")
"""The beginnings of the verbs whose cards take texts: what is typed at them is never read for facts."""

LONGEST_TEXT = 2000
"""Characters of a message that can still be an answer."""


class Conversation:
    """Answers every turn with a card. Stores nothing that was said; only where a chat stands."""

    def __init__(
        self,
        pack: Pack,
        places: Places,
        counts: AdviceCounts,
        casework: CaseworkDesk,
        drafts: Drafts,
        public_url: str | None = None,
    ) -> None:
        """Make the conversation over a pack. With `public_url` the text to show leads to the public page.

        Raises:
            MissingTextsError: the pack lacks a text that a card needs.

        """
        warm_up()
        self._desk = Desk(Book(pack), counts, casework, drafts, public_url)
        self._places = places

    async def pressed(self, turn: Pressed) -> Reply:
        """Answer a press of a card's button; never with what only the one who pressed may read."""
        if turn.is_answered_to_all:
            return self._reply(turn, problems.group(self._book, turn.language))
        offending = _inputs_with_cpr(turn.data)
        try:
            if offending:
                return self._reply(turn, await self._turned_away(turn, offending))
            press = partial(self._press, turn, turn.verb, turn.data)
            return self._reply(turn, await tried_twice(press))
        except (DirectoryUnavailable, HeldByOthers) as error:
            again = None if offending or not is_small(turn.data) else (turn.verb, turn.data)
            known = read(self._book.pack, turn.data, turn.language).known
            return self._reply(turn, problems.not_now(self._book, known, error, again))

    async def consented(self, turn: Consented) -> FileContent | Reply:
        """Answer a yes to a file with its content; a no, and whoever may not have it, with a card."""
        answered = await files.answered(self._desk, turn)
        return answered if isinstance(answered, FileContent) else self._reply(turn, answered)

    def not_handed_over(self, turn: Consented) -> Reply:
        """Say that a file was made and did not arrive, with the way to get it."""
        return self._reply(turn, files.not_handed_over(self._desk, turn))

    async def typed(self, turn: Typed) -> Reply:
        """Answer a message, which refers to the last card of the chat."""
        if not turn.personal:
            return self._reply(turn, await self._in_channel(turn))
        place = await as_told(self._desk, turn, await self._places.recall(turn.chat_id))
        try:
            return self._reply(turn, await tried_twice(partial(self._typed, turn, place)))
        except (DirectoryUnavailable, HeldByOthers) as error:
            return self._reply(turn, problems.not_now(self._book, self._known(turn, place), error))

    async def _in_channel(self, turn: Typed) -> Shown:
        """Answer where others read along: only which channel is HR/Jura's is said there."""
        if is_typed("typed.hr_channel", turn.text):
            return await choose_channel(self._desk, turn)
        return problems.group(self._book, turn.language)

    async def arrived(self, turn: Arrived) -> Reply | None:
        """Greet whoever installed the bot, or the chat that it was added to."""
        if not turn.personal:
            may_be_chosen = self._desk.casework.fixed_channel is None
            return self._reply(turn, problems.group(self._book, turn.language, may_be_chosen=may_be_chosen))
        return self._reply(turn, start_card(self._book, turn.language))

    async def _turned_away(self, turn: Pressed, offending: frozenset[str]) -> Shown:
        """Say that a CPR number was written. A form comes back with everything else; nothing is stored."""
        again = shown_again(turn.verb, without_cpr(turn.data, offending))
        known = read(self._book.pack, turn.data, turn.language).known
        if again is None:
            return problems.cpr(self._book, known)
        return await self._press(turn, *again, words(known.lang)("errors.holds_cpr"))

    def failed(self, turn: Turn, reference: str) -> Reply:
        """Answer a turn in which something of ours went wrong; support finds it by the reference."""
        if not isinstance(turn, Pressed) or turn.is_answered_to_all:
            return self._reply(turn, problems.failed(self._book, Known((), turn.language), reference))
        known = read(self._book.pack, turn.data, turn.language).known
        return self._reply(turn, problems.failed(self._book, known, reference, _same_press(turn)))

    def late(self, turn: Pressed, *, is_ending: bool = False) -> Reply:
        """Answer a press that takes longer than Teams waits, or than a process that ends does.

        The same press again does nothing twice.
        """
        known = read(self._book.pack, turn.data, turn.language).known
        again = _same_press(turn)
        if is_ending:
            return self._reply(turn, problems.ending(self._book, known, again))
        shown = problems.late(self._book, known, again, changes=turn.personal)
        return self._reply(turn, shown)

    @property
    def _book(self) -> Book:
        return self._desk.book

    def _reply(self, turn: Turn, shown: Shown) -> Reply:
        if shown.place and turn.personal and turn.chat_id:
            self._places.remember(turn.chat_id, shown.place)
        return Reply(told_apart(self._book.pack, shown.card), shown.summary, shown.about, shown.offer)

    async def _press(
        self, turn: Turn, verb: str, data: Mapping[str, object], hint: str | None = None
    ) -> Shown:
        asked = read(self._book.pack, data, turn.language, hint)
        handler = VERBS.get(verb)
        if handler is None:
            return problems.unknown(self._book, asked)
        if verb not in FOR_GUESTS and await self._desk.casework.is_guest(turn.person_id):
            return problems.guest(self._book, asked.known)
        return await handler(self._desk, asked, turn)

    async def _typed(self, turn: Typed, place: Place | None) -> Shown:
        known = self._known(turn, place)
        if holds_cpr(turn.text):
            return problems.cpr(self._book, known, place)
        if turn.files:
            return problems.files(self._book, known, place)
        if len(turn.text) > LONGEST_TEXT:
            return begun.carried(await self._long(turn, place, known), begun.left_at(place))
        return await self._understood(turn, place, known)

    async def _long(self, turn: Typed, place: Place | None, known: Known) -> Shown:
        """Read a text that is too long for an answer, such as a pasted mail, for what it describes."""
        filling_in = place is not None and place.verb.startswith(WITH_TEXTS)
        understood = None if filling_in else read_text(self._book, turn.text, known, asking=True)
        return understood or await self._again(turn, place, words(known.lang)("hint.too_long"))

    async def _understood(self, turn: Typed, place: Place | None, known: Known) -> Shown:
        shown = await self._again(turn, place)
        waiting, left = place if shown.entry else None, begun.left_at(place)
        if (wanted := left or waiting) and is_typed("typed.to_form", turn.text):
            again = await self._press(turn, wanted.verb, {**wanted.data, "lang": known.lang})
            return begun.carried(again, waiting)
        # Without a card to count on, a number could mean anything.
        press = chosen(shown, turn.text, numbers=place is not None)
        commanded = None if press else await self._commanded(turn, place, known, shown)
        found = commanded or await self._answered(turn, place, known, shown, press)
        if waiting and (commanded or (press and press[0] in begun.ELSEWHERE)):
            return begun.told(found, waiting, known.lang)
        return begun.carried(found, left)

    async def _answered(
        self, turn: Typed, place: Place | None, known: Known, shown: Shown, press: Press | None
    ) -> Shown:
        """Return the card for what is no command: a press of the card, the text it waits for, a question."""
        asked = self._asked(turn, known)
        if press:
            which = await doubtful(self._desk, asked, turn, press, place)
            return which or await self._press(turn, *press)
        # Where a text is asked for, "sag 2026-17" is the answer.
        press = entered(shown, turn.text) or finding.command(turn.text, known.lang)
        found = press or await meant(self._desk, asked, turn, turn.text, place)
        if isinstance(found, Shown):
            return found
        return await (self._press(turn, *found) if found else self._not_understood(turn, place, shown, known))

    def _asked(self, turn: Turn, known: Known) -> Asked:
        return read(self._book.pack, {"lang": known.lang}, turn.language)

    async def _commanded(self, turn: Typed, place: Place | None, known: Known, shown: Shown) -> Shown | None:
        """Return the card that a word or an offered sentence asks for, which is understood everywhere."""
        greeted = typed_in("typed.start", turn.text) or typed_in("typed.help", turn.text)
        if greeted:
            # The client's own language counts anew when it is greeted in.
            return start_card(self._book, turn.language if turn.language in greeted else known.lang)
        for language in LANGUAGES:
            if is_typed(f"typed.{language}", turn.text):
                return await self._again_in(language, turn, place)
        if is_typed("typed.about", turn.text):
            return about_card(self._book, known)
        if is_typed("typed.offered", turn.text):
            return self._offered(turn, known, shown)
        return await self._listed(turn, known) or await self._opened(turn, place, known, shown)

    def _offered(self, turn: Typed, known: Known, shown: Shown) -> Shown:
        """Return where a question leads that the app offers; what a form is about stays with the form."""
        afresh = Known((), known.lang)
        for about in ([] if shown.entry else [known]) + [afresh]:
            if understood := read_text(self._book, turn.text, about, asking=False):
                return understood
        return start_card(self._book, known.lang, words(known.lang)("hint.not_understood_start"))

    async def _opened(self, turn: Typed, place: Place | None, known: Known, shown: Shown) -> Shown | None:
        """Return the form that a text asks for, as far as it is filled in where it is open already."""
        verb = cases_typed.opened(turn.text, waits=shown.entry is not None)
        if verb is None:
            return None
        if shown.entry and begun.is_same(place, Place(verb, {})):
            return shown
        return await self._press(turn, verb, known.data())

    async def _listed(self, turn: Typed, known: Known) -> Shown | None:
        """Return somebody's list, or the form for their absence, where a word asks for it."""
        data = {"lang": known.lang}
        for name in ("mine", "waiting", "cases", "closed"):
            if is_typed(f"typed.{name}", turn.text):
                return await self._press(turn, f"list.{name}", data)
        if press := oversight.command(turn.text, known.lang):
            return await self._press(turn, *press)
        away = after_words(typed_words("typed.absence"), turn.text)
        return None if away is None else await self._press(turn, "absence.set", {**data, "absence": away})

    async def _again_in(self, language: str, turn: Typed, place: Place | None) -> Shown:
        """Return the chat's last card in another language."""
        if place is None:
            return start_card(self._book, language)
        return await self._press(turn, place.verb, {**place.data, "lang": language})

    async def _not_understood(self, turn: Typed, place: Place | None, shown: Shown, known: Known) -> Shown:
        """Return the card again with a sentence on how to answer it."""
        t = words(known.lang)
        if not plain(turn.text):
            return await self._again(turn, place, t("hint.empty"))
        if is_typed("typed.continue", turn.text):
            return shown
        if is_typed("typed.thanks", turn.text):
            return await self._again(turn, place, t("hint.thanks"))
        understood = read_text(self._book, turn.text, known, asking=bool(shown.fields))
        if understood:
            return understood
        if place is None or place.verb == "interview.start":
            return await self._again(turn, place, t("hint.not_understood_start"))
        return await self._again(
            turn, place, t("hint.not_understood" if shown.fields else "hint.not_understood_page")
        )

    async def _again(self, turn: Typed, place: Place | None, hint: str | None = None) -> Shown:
        """Return the chat's last card again, with a sentence on it; the start card where there is none."""
        if place is None:
            return start_card(self._book, turn.language, hint)
        return await self._press(turn, place.verb, place.data, hint)

    def _known(self, turn: Turn, place: Place | None) -> Known:
        """Return what the chat's last card knew, in the language that the bot speaks there."""
        if place is None:
            return Known((), turn.language)
        known = read(self._book.pack, place.data, turn.language).known
        return known.in_language(spoken(place.data.get("ui"), known.lang))


def _same_press(turn: Pressed) -> problems.Press | None:
    """Return a press to be made again: what was written into a form must not be lost with its card."""
    return (turn.verb, turn.data) if turn.verb in VERBS and is_small(turn.data) else None


def _inputs_with_cpr(data: Mapping[str, object]) -> frozenset[str]:
    """Return the inputs that hold a CPR number. What a card's key and ids are made of is chance digits."""
    return frozenset(
        name
        for name, value in data.items()
        if name not in ("key", "refusal", "case")
        and isinstance(value, str)
        and holds_cpr(value)
        and not _ID.fullmatch(value)
    )

"""The form by typing alone: which questions it has, and what becomes of it when it is sent."""

from dataclasses import dataclass

from cards.words import words
from casework.errors import DirectoryUnavailable, FormError, UserError
from casework.refusal.errors import (
    LeaderError,
    MilderIsShort,
    MustSayWhatDiffers,
    OwnRequest,
    WeighingIsShort,
)
from dialogs import problems
from dialogs.asked import Asked
from dialogs.desk import Desk
from dialogs.refusal.asking_for import became, form_view, offered, sent, status
from dialogs.refusal.drafting import answers_in
from dialogs.refusal.people import leader_written
from dialogs.refusal.step_answers import with_answer, without
from dialogs.refusal.step_cards import step_card
from dialogs.refusal.stepping import MEETING, Steps
from dialogs.saying import sentence
from dialogs.shown import Shown
from dialogs.stepping import Texts, take_step
from dialogs.turn import Turn
from guideline.answers import Answer

_SHORT: dict[str, type[UserError]] = {
    "short_text": WeighingIsShort,
    "short_milder": MilderIsShort,
    "milder_first": MilderIsShort,
}


async def step(desk: Desk, asked: Asked, turn: Turn) -> Shown:
    """Take an answer, and ask the next question; without one, ask the question that is open."""
    answer = offered(desk, asked)
    if answer is None:
        return problems.not_here(desk.book, asked)
    if made := await became(desk, asked, turn):
        hint = None if asked.flag("send") else words(asked.known.lang)("form.is_sent")
        return await status(desk, made, turn, asked.known.lang, hint)
    advice = answer

    async def at(texts: Texts) -> RequestSteps:
        error = MustSayWhatDiffers() if "must_differ" in texts else None
        chosen = await _chosen(desk, texts)
        view = await form_view(desk, asked, turn, advice, texts, error, chosen=chosen)
        return RequestSteps(Steps(view, texts), desk, asked, turn, advice)

    return await take_step(desk, asked, turn, at)


async def _chosen(desk: Desk, texts: Texts) -> str | None:
    """Return the id of another leader; what a form was left with may be nobody's name."""
    try:
        return await leader_written(desk.directory, texts.get("leader", ""))
    except UserError:
        return None


@dataclass(frozen=True, slots=True)
class RequestSteps:
    """The form as it stands with some answers."""

    steps: Steps
    desk: Desk
    asked: Asked
    turn: Turn
    advice: Answer

    @property
    def key(self) -> str:
        """The form's key."""
        return self.steps.view.key

    @property
    def texts(self) -> Texts:
        """The answers."""
        return self.steps.texts

    @property
    def open(self) -> str | None:
        """The next question; None when all is answered."""
        return self.steps.open

    @property
    def answered(self) -> tuple[str, ...]:
        """The questions that are answered, in order."""
        return self.steps.answered

    def card(self, hint: str | None) -> Shown:
        """Return the open question, or all answers, ready to send."""
        return step_card(self.steps, hint)

    async def with_answer(self, text: str) -> Texts:
        """Return the draft with an answer to the open question, or raise UserError."""
        return await with_answer(self.desk, self.steps, text, self.turn.person_id)

    def without(self, *names: str) -> Texts:
        """Return the draft with some questions open again."""
        return without(self.texts, *names)

    def notice(self, texts: Texts, /) -> str | None:
        """Return what is asked about a text that is so short that it was not taken yet."""
        for mark, question in _SHORT.items():
            if mark in texts and mark not in self.texts:
                return self.steps.view.t(question.text)
        return None

    async def send(self) -> Shown:
        """Send the request, or raise UserError."""
        values = answers_in(self.texts)
        if self.texts.keys() & {"short_is_meant", "milder_is_meant"}:
            values["short_is_meant"] = "true"
        made = await sent(self.desk, self.asked, self.turn, self.advice, values)
        return await status(self.desk, made, self.turn, self.asked.known.lang)

    def corrected(self, error: UserError) -> Texts:
        """Return the draft without what must change, so that it is asked again."""
        if isinstance(error, MustSayWhatDiffers):
            return {**self.texts, "must_differ": "true"}
        if isinstance(error, LeaderError | DirectoryUnavailable | OwnRequest):
            return {**self.without("leader"), "ask_leader": "true"}
        fields = error.fields if isinstance(error, FormError) else ()
        return self.without(*(MEETING if field.startswith(MEETING) else field for field in fields))

    def told(self, error: UserError) -> str:
        """Return what went wrong as a sentence."""
        return sentence(error, self.asked.known.lang)

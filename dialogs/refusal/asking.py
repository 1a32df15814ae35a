"""Small forms about a request: a question, another leader, a reason to take an approval back."""

from cards.words import typed_words
from casework.refusal.form import LONGEST_TEXT
from casework.refusal.request import OPEN, REFUSED
from casework.refusal.transitions import Role
from dialogs.book import Book
from dialogs.inputs import LONGEST_NAME
from dialogs.refusal.view import View
from dialogs.sheet import Ask, Presses, Sheet, Small
from dialogs.shown import Entry, Field, Way
from dialogs.ways import Line

_ASKS: dict[str, tuple[str, str, frozenset[Role]]] = {
    "return": ("refusal.return", "question", frozenset({Role.LEADER})),
    "consult": ("refusal.consult", "question", frozenset({Role.STAFF, Role.LEADER})),
    "reassign": ("refusal.reassign", "leader", frozenset({Role.STAFF, Role.LEADER, Role.HR})),
    "revoke": ("refusal.revoke", "reason", frozenset({Role.LEADER})),
}
"""The verb, the input that it needs, and who may fill it in."""


def asking_sheet(view: View, ask: str) -> Sheet | None:
    """Return the form for a deed, or None where there is none, it is not theirs, or it is too late for it."""
    verb, name, who = _ASKS.get(ask, ("", "", frozenset()))
    possible = view.refusal.state in (REFUSED if ask == "revoke" else OPEN)
    if not (verb and possible and view.roles & who):
        return None
    t, asker = view.t, view.names(view.refusal.asked_by)
    send = Way(t(f"ask.{ask}.send", who=asker), verb, view.data())
    back = Way(t("action.back_to_request"), "refusal.show", view.data(), typed_words("typed.back"))
    is_name = name == "leader"
    field = Field(
        id=name,
        ask=t(f"ask.{ask}.field"),
        kind="text",
        max_length=LONGEST_NAME if is_name else LONGEST_TEXT,
        why=t("ask.reassign.why" if is_name else "form.no_names"),
        answer=view.written.get(name),
    )
    return Sheet(
        title=t(f"ask.{ask}.title", who=asker),
        intro=[Line(t(_text(view, ask), who=asker), _references(view.book, ask))],
        blocks=[
            Ask(field, compact=is_name),
            Presses([send], inputs=True, style="positive"),
            Presses([back]),
            Small(t("ask.typing")),
        ],
        entry=Entry(send, name),
    )


def _text(view: View, ask: str) -> str:
    """Return which words say what becomes of it; of a question to HR/Jura who can see it besides them."""
    own = ask == "consult" and view.person_id == view.refusal.asked_by
    return f"ask.{ask}.text.own" if own else f"ask.{ask}.text"


def _references(book: Book, ask: str) -> tuple[str, ...]:
    return book.cites.legal_help if ask == "consult" else book.cites.leader_decides

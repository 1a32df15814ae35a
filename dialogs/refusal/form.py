"""The form that asks for a no: what a no needs, worded for the ground, each with a line on why."""

from collections.abc import Mapping

from cards.words import typed_words
from casework.ports import Place
from dialogs.refusal.filled import MILDER_CHOICES, OWN_WORDS
from dialogs.refusal.form_fields import fields_of
from dialogs.refusal.form_view import FormView
from dialogs.refusal.telling import earlier_decisions
from dialogs.sheet import Ask, Block, Heading, Presses, Sheet, Small, Told, Warned
from dialogs.shown import Entry, Field, Way
from dialogs.ways import Line, join, return_way

BEGIN, SUBMIT, STEP = "refusal.begin", "refusal.submit", "refusal.step"

DAYS_A_YEAR = 365


def form_sheet(view: FormView) -> Sheet:
    """Return the form."""
    t, known = view.t, view.known
    intro = view.book.text("refusal.intro")
    send = Way(t("action.send"), SUBMIT, view.data(drawn=view.ground))
    steps = Way(t("action.by_steps"), STEP, view.data(), typed_words("typed.by_steps"))
    back = return_way(view.book, known)
    fields = fields_of(view)
    return Sheet(
        title=t("form.title"),
        tone="accent",
        intro=[Line(intro.text[known.lang], intro.references)],
        blocks=[
            Small(_how(view), view.book.text("refusal.may_see").references),
            Heading(t("form.when")),
            *_asked(fields, "agreed_by_phone", "meeting_date", "meeting_time"),
            Heading(t("form.weighing")),
            *_asked(fields, "ground"),
            *hr_first(view),
            *_asked(fields, "municipal_interest", "recorder_need", OWN_WORDS, MILDER_CHOICES, "milder_means"),
            *earlier_decisions(view.book, view.figures, known.lang),
            *_asked(fields, "deviation_reason"),
            Heading(t("form.leader")),
            *_asked(fields, "case_ref"),
            *_leader_blocks(view),
            *_asked(fields, "leader"),
            Small(t("form.kept", time=_time_kept(view))),
            Presses([send], inputs=True, style="positive"),
            Presses([back]),
            Small(t("form.typing")),
        ],
        more_ways=(steps,),
        place=Place(BEGIN, known.data(key=view.key)),
        entry=Entry(Way("", STEP, view.data()), "answer"),
        summary=t("form.summary", ask=view.law("refusal.ask_ground"), grounds=_numbered_grounds(view)),
    )


def _how(view: FormView) -> str:
    lines = [line[view.known.lang] for line in view.book.text("refusal.intro").lines]
    return join([*lines, view.law("refusal.may_see")])


def _time_kept(view: FormView) -> str:
    years, odd_days = divmod(view.keep_days, DAYS_A_YEAR)
    unit, number = ("day", view.keep_days) if odd_days else ("year", years)
    return view.t(f"kept.{unit}" if number == 1 else f"kept.{unit}s", number=number)


def _numbered_grounds(view: FormView) -> str:
    titles = [choice.title for choice in fields_of(view)["ground"].choices]
    return " ".join(f"{number}: {title}" for number, title in enumerate(titles, start=1))


def hr_first(view: FormView) -> list[Block]:
    """Return the offer of HR/Jura's advice where the ground is none that the facts bear out."""
    if not view.is_outside:
        return []
    mark = view.book.text("refusal.other_ground_first")
    data = view.known.data(form=view.key)
    ask = Way(view.t("next.ask_hr_legal"), "hr.ask", data, typed_words("typed.ask_hr_legal"))
    return [Warned(mark.text[view.known.lang], mark.references), Presses([ask])]


def _leader_blocks(view: FormView) -> list[Block]:
    text, lang = view.book.text("refusal.leader"), view.known.lang
    if view.leader is None:
        problem = " ".join([view.t(view.whom.problem), view.t("form.give_leader")])
        return [Warned(problem, text.references, tone="attention")]
    if view.whom.away:
        return [Warned(view.t("form.away", leader=view.leader), text.references, tone="attention")]
    lines = [Line(text.text[lang].format(leader=view.leader), text.references)]
    if view.whom.stands_in_for:
        lines.append(Line(view.t("form.deputy", leader=view.whom.stands_in_for, deputy=view.leader)))
    if view.whom.seems_away:
        lines.append(Line(view.t("form.seems_away", leader=view.leader)))
    return [Told(lines)]


def _asked(fields: Mapping[str, Field], *names: str) -> list[Block]:
    compact = {"case_ref", "leader"}
    return [Ask(fields[name], compact=name in compact) for name in names if name in fields]

"""What was handed in, exactly as its digest covers it, so that anybody can calculate the digest again."""

from casework.cases.record import digest_of
from casework.cases.transitions import Role
from casework.register import moment_text
from dialogs.cases.view import CaseView
from dialogs.cases.ways import back_way
from dialogs.sheet import Facts, Presses, Quote, Sheet, Small
from dialogs.ways import Line

_HALF = 32
"""Signs of a digest on a line: all 64 are wider than a phone, and some clients break no word."""


def proof_sheet(view: CaseView) -> Sheet | None:
    """Return the six parts in their order, and the whole digest; None for whoever may not see the case."""
    case, t = view.case, view.t
    if not view.roles & {Role.REPORTER, Role.HR}:
        return None
    seen_on = case.seen_on.isoformat() if case.seen_on else ""
    unchanged = digest_of(case) == case.digest
    rest = [
        (t("proof.link"), case.where),
        (t("proof.seen_on"), seen_on),
        (t("proof.case_ref"), case.case_ref),
    ]
    return Sheet(
        title=t("proof.title"),
        intro=[Line(t("document.unchanged" if unchanged else "document.changed"))],
        blocks=[
            Quote(t("proof.digest"), "\n".join((case.digest[:_HALF], case.digest[_HALF:]))),
            Small(t("proof.how")),
            Facts([(t("proof.by"), case.reported_by), (t("proof.at"), moment_text(case.created))]),
            Quote(t("proof.text"), case.text),
            Facts([(name, told or t("proof.empty")) for name, told in rest]),
            Presses([back_way(view)]),
        ],
    )

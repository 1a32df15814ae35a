"""The chain of custody can be calculated again from what the receipt shows one press away."""

import hashlib
import json

from tests.cards.reading import Card
from tests.dialogs.cases.office import CaseOffice
from tests.dialogs.requests.office import Colleague


def calculated_from(card: Card) -> str:
    """Return the digest of the six numbered parts that stand on the card, as it says how."""
    lines = card.words.splitlines()
    parts = [
        lines[[one.startswith(f"{number}. ") for one in lines].index(True) + 1] for number in range(1, 7)
    ]
    told = ["" if part == "(tom)" else part for part in parts]
    return hashlib.sha256(json.dumps(told, ensure_ascii=False, separators=(",", ":")).encode()).hexdigest()


async def test_whoever_reported_can_calculate_the_digest_again(
    office: CaseOffice, anna: Colleague, hanne: Colleague
) -> None:
    await office.reports(anna)
    card = await anna.presses("Vis hele aftrykket")
    assert calculated_from(card) == office.case.digest
    assert office.case.digest in card.words.replace("\n", "")
    await anna.presses("Tilbage til sagen")
    assert calculated_from(await anna.types("aftryk")) == office.case.digest
    assert calculated_from(await office.does(hanne, "case.show", ask="proof")) == office.case.digest


async def test_so_can_who_gave_only_what_must_be_given(office: CaseOffice, anna: Colleague) -> None:
    await office.reports(anna, where="", case_ref="")
    assert calculated_from(await anna.presses("Vis hele aftrykket")) == office.case.digest


async def test_nobody_else_sees_it(office: CaseOffice, anna: Colleague, bo: Colleague) -> None:
    await office.reports(anna)
    card = await office.does(bo, "case.show", ask="proof")
    assert office.case.digest[:32] not in card.words

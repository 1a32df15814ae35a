"""The cards of HR/Jura's oversight, each as it stands at one moment of a story."""

import datetime
from collections.abc import Awaitable, Callable, Mapping

from casework.about import About
from casework.messages import HR_CHANNEL, Message
from casework.refusal.equal_treatment import Circumstances, Counted, Outcome
from casework.register import Entry
from tests.cards.reading import Card
from tests.casework.town import PACK
from tests.dialogs.requests.office import Office

OTHERS = Circumstances("others_present", "citizen", "audio", others=True)
HARASSMENT = Circumstances("harassment", "citizen", "audio", others=False)
VIDEO = Circumstances("others_present", "employee", "video", others=True)
TODAY = datetime.date(2026, 11, 20)
OUTCOMES: tuple[Outcome, ...] = ("asked", "refused", "allowed", "lapsed")

ADVICE = {
    "Jobcenter": {"allowed": 31, "weigh_interests": 14, "refusal_possible": 3},
    "Børn og Familie": {"allowed": 22, "weigh_interests": 19, "contact_hr_legal": 2},
    "Ældre og Sundhed": {"allowed": 9, "not_covered": 2},
    "Herstedvester Skole": {"allowed": 6, "weigh_interests": 1},
}
COUNTS = {
    "Jobcenter": {OTHERS: (9, 5, 2, 1), HARASSMENT: (2, 1, 0, 0)},
    "Børn og Familie": {OTHERS: (6, 1, 4, 1)},
    "Ældre og Sundhed": {OTHERS: (1, 0, 1, 0)},
    "Herstedvester Skole": {HARASSMENT: (1, 1, 0, 0)},
}
UNLIKE = {
    "Jobcenter": {OTHERS: (19, 17, 2, 0)},
    "Børn og Familie": {OTHERS: (22, 4, 18, 0), VIDEO: (2, 0, 2, 0)},
    "Ældre og Sundhed": {OTHERS: (9, 3, 6, 0), VIDEO: (1, 1, 0, 0)},
}


class Desk:
    """Hanne of HR/Jura; Anna asks her leader Lone."""

    def __init__(self, language: str = "da") -> None:
        self.office = Office(language)
        self.hanne = self.office.person("Hanne Holm", hr=True, unit="HR/Jura")
        self.lone = self.office.person("Lone Lind")
        self.anna = self.office.person("Anna Agerholm", leader=self.lone)

    def advised(self, advice: Mapping[str, Mapping[str, int]], month: str = "2026-11") -> None:
        kept = self.office.world.store.oversight.advice
        for unit, numbers in advice.items():
            for verdict, number in numbers.items():
                kept[month, unit, verdict] += number

    def counted(self, counts: Mapping[str, Mapping[Circumstances, tuple[int, int, int, int]]]) -> None:
        tables = self.office.world.store.tables
        tables.counts += tuple(
            Counted(alike, unit, outcome, TODAY)
            for unit, of in counts.items()
            for alike, numbers in of.items()
            for outcome, number in zip(OUTCOMES, numbers, strict=True)
            for _ in range(number)
        )

    async def happens(self, about: About, event: str, day: int, hour: int, **details: str) -> None:
        moment = datetime.datetime(2026, 11, day, hour, tzinfo=datetime.UTC)
        entry = Entry(about=about, event=event, actor="hanne", at=moment, pack=PACK, details=details)
        async with self.office.world.store.unit() as unit:
            await unit.register.record(entry)

    async def has_a_full_month(self) -> None:
        self.advised(ADVICE)
        self.counted(COUNTS)
        for number, hours in enumerate((9, 10, 13), start=1):
            about = About("refusal", f"r{number}")
            await self.happens(about, "refusal.submit", 2, 8)
            await self.happens(about, "refusal.approve", 2, hours)
        await self.happens(About("refusal", "r4"), "refusal.submit", 3, 8)
        await self.happens(About("refusal", "r4"), "refusal.escalate", 4, 8)
        for day, deed in ((2, "report"), (3, "claim")):
            await self.happens(About("case", "c1"), f"case.{deed}", day, 9)
        await self.happens(About("case", "c1"), "case.close", 9, 9, police_report="yes", reported="yes")
        await self.happens(About("case", "c2"), "case.ask", 5, 9)

    async def has_unlike_decisions(self) -> None:
        await self.anna.asks()
        it = self.office.only_request
        await self.lone.sends(
            "refusal.approve", {"refusal": it.id, "version": it.version, "reason": "Vurderet konkret."}
        )
        self.counted(UNLIKE)

    @property
    def unlike(self) -> dict[str, object]:
        alike = {"ground": OTHERS.ground, "recorder": "citizen", "medium": "audio", "others": True}
        return {"alike": alike, "unit": "Jobcenter"}


async def _overview(desk: Desk) -> Card:
    await desk.has_a_full_month()
    return await desk.hanne.types("overblik")


async def _overview_empty(desk: Desk) -> Card:
    return await desk.hanne.types("overblik 2026-03")


async def _overview_channel(desk: Desk) -> Card:
    await desk.has_a_full_month()
    desk.office.world.moment += datetime.timedelta(days=30)
    about = About("overview", "2026-11")
    card = await desk.office.card_of(Message("overview", HR_CHANNEL, about, "overview:2026-11"))
    assert card is not None
    return card


async def _overview_file(desk: Desk) -> Card:
    return await desk.hanne.sends("overview.file", {"month": "2026-10"})


async def _radar(desk: Desk) -> Card:
    await desk.has_unlike_decisions()
    return await desk.hanne.types("radar")


async def _radar_nothing(desk: Desk) -> Card:
    return await desk.hanne.types("radar")


async def _closer(desk: Desk) -> Card:
    await desk.has_unlike_decisions()
    return await desk.hanne.sends("radar.closer", desk.unlike)


async def _access(desk: Desk) -> Card:
    return await desk.hanne.types("indsigt")


async def _access_found(desk: Desk) -> Card:
    await desk.has_unlike_decisions()
    return await desk.hanne.types("indsigt 2026-17")


async def _access_nothing(desk: Desk) -> Card:
    return await desk.hanne.types("indsigt Karen Knudsen")


async def _stranger(desk: Desk) -> Card:
    return await desk.anna.types("radar")


SCENES: dict[str, Callable[[Desk], Awaitable[Card]]] = {
    "overview": _overview,
    "overview_empty": _overview_empty,
    "overview_channel": _overview_channel,
    "overview_file": _overview_file,
    "radar": _radar,
    "radar_nothing": _radar_nothing,
    "closer": _closer,
    "access": _access,
    "access_found": _access_found,
    "access_nothing": _access_nothing,
    "stranger": _stranger,
}


def of(language: str, name: str) -> Awaitable[Card]:
    """Return the card of a scene."""
    return SCENES[name](Desk(language))

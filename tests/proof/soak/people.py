"""A municipality of many: the people of a soak, and what each of them sends."""

import datetime
import uuid
from collections.abc import Iterator
from pathlib import Path
from random import Random
from typing import Any

import yaml

from bot.stage.people import TENANT, Json, Person
from tests.bot.fakes.activities import BOT
from tests.proof.mailbox import CHAT

STAFF_OF_ONE_LEADER = 15

WALKED = ("interview.", "advice.", "about.", "topic.")
"""The beginnings of the verbs that a walk through the cards presses."""

WALKS, STEPS = 16, 12
"""How many ways through the cards are walked again and again, and how long each is.

A walk that is drawn anew each time meets cards that nobody has met before for hundreds of thousands of turns,
and each is kept drawn for the next who meets it. So what the bot keeps on purpose would look like a leak.
"""

SAID = (
    "hej", "1", "2", "ja", "nej", "kun lyd", "ved ikke", "tilbage", "hjælp", "om", "english", "dansk", "mine",
    "En borger vil optage vores samtale på telefonen", "Må jeg selv optage mødet med min leder?",
    "Borgeren filmer mig i receptionen", "Der ligger et klip på Facebook", "Hvad siger reglerne om billeder?",
)  # fmt: skip
SEARCHED = ("", "l", "lyd", "billeder", "andre", "ansat", "nej", "må gerne", "zzz")


def townspeople(number: int) -> list[Person]:
    """Return so many people: leaders with their staff, and above them a director, who is also HR/Jura."""
    director = Person(_id(0), "Ditte Direktør", "Direktionen", hr=True)
    people = [director]
    for index in range(1, number):
        unit, place = divmod(index - 1, STAFF_OF_ONE_LEADER + 1)
        leader = director.id if place == 0 else people[1 + unit * (STAFF_OF_ONE_LEADER + 1)].id
        people.append(Person(_id(index), f"Person {index}", f"Enhed {unit}", leader))
    return people


def write_directory(people: list[Person], path: Path) -> None:
    """Write the file that the bot reads."""
    rows = [{"id": p.id, "name": p.name, "unit": p.unit, "leader": p.leader, "hr": p.hr} for p in people]
    path.write_text(yaml.safe_dump({"people": rows}, allow_unicode=True), "utf-8")


class Client:
    """One person's Teams: knows the card in front of them, and makes the activities."""

    def __init__(self, person: Person, service_url: str, chance: Random) -> None:
        self.person = person
        self.chat_id = CHAT + person.id
        self._service_url = service_url
        self._chance = chance
        self._number = 0
        self._walk, self._left = chance, 0
        self._buttons: list[Json] = []

    def looks_at(self, card: Json) -> None:
        """Take the card that came."""
        self._buttons = [button for button in buttons(card) if button["verb"].startswith(WALKED)]

    def presses(self) -> Json:
        """Take the next step of a walk through the interview and its advice, or begin another one."""
        if not self._left or not self._buttons:
            self._walk = Random(self._chance.randrange(WALKS))  # noqa: S311  # no secret
            self._left = STEPS
            return self.press("interview.start", {})
        self._left -= 1
        button = self._walk.choice(self._buttons)
        return self.press(button["verb"], button["data"])

    def press(self, verb: str, data: Json) -> Json:
        """Press a certain button."""
        action = {"type": "Action.Execute", "verb": verb, "data": data}
        value = {"action": action, "trigger": "manual"}
        return self._activity("invoke", name="adaptiveCard/action", replyToId="1", value=value)

    def types(self) -> Json:
        """Type something; where that leads is no step of a walk."""
        self._left = 0
        return self._activity("message", text=self._chance.choice(SAID), textFormat="plain")

    def searches(self) -> Json:
        """Search for a text to put into another chat."""
        words = [{"name": "search", "value": self._chance.choice(SEARCHED)}]
        value = {"commandId": "recorderText", "parameters": words, "queryOptions": {"skip": 0, "count": 25}}
        return self._activity("invoke", name="composeExtension/query", value=value)

    def chooses_the_channel(self) -> Json:
        """Make a channel HR/Jura's, where reports and questions go."""
        channel, said = "19:hr@thread.tacv2", f"<at>{BOT['name']}</at>"
        place = {"team": {"id": "19:team@thread.tacv2"}, "channel": {"id": channel}}
        return self._activity(
            "message",
            text=f"{said} hr",
            conversation={"id": channel, "conversationType": "channel", "isGroup": True, "tenantId": TENANT},
            channelData={"tenant": {"id": TENANT}, **place},
            entities=[{"type": "mention", "text": said, "mentioned": BOT}],
        )

    def asks_for_a_refusal(self) -> Json:
        """Send a request to one's leader."""
        facts = {"recorder": "citizen", "situation": "wants_to_record", "medium": "audio"}
        day = datetime.datetime.now(datetime.UTC).date() + datetime.timedelta(days=30)
        form = {
            "facts": {**facts, "only_about_recorder": False},
            "key": str(uuid.UUID(int=self._chance.getrandbits(128), version=4)),
            "recorder_need": "notes",
            "municipal_interest": "De andre i gruppen fortæller om deres børns helbred.",
            "milder_means": "En pause er ikke nok, for det fylder hele mødet.",
            "meeting_date": day.isoformat(),
            "meeting_time": "10:00",
        }
        return self.press("refusal.submit", form)

    def _activity(self, kind: str, **more: Any) -> Json:
        self._number += 1
        return {
            "type": kind,
            "id": f"{self.person.id}-{self._number}",
            "channelId": "msteams",
            "serviceUrl": self._service_url,
            "from": self.person.account,
            "recipient": BOT,
            "conversation": {"id": self.chat_id, "conversationType": "personal", "tenantId": TENANT},
            "channelData": {"tenant": {"id": TENANT}},
            "locale": "da-DK",
            **more,
        }


def buttons(part: Any) -> Iterator[Json]:
    """Return what can be pressed on a card."""
    if isinstance(part, dict):
        if part.get("type") == "Action.Execute" and part.get("verb"):
            yield part
        part = [value for key, value in part.items() if key != "data"]
    if isinstance(part, list):
        for one in part:
            yield from buttons(one)


def _id(index: int) -> str:
    return str(uuid.UUID(int=(0xABCDEF << 104) + index, version=4))

// The rail: everybody on the stage, and the channels.
import { el, iconButton, refill } from "./dom.js";
import { avatar, channelAvatar } from "./people.js";
import { roomForTwo, seatOf, showSeat, shownSeats } from "./seats.js";
import { store, unread } from "./store.js";
import { say } from "./words.js";

const rail = document.getElementById("rail");

/** Draw the rail anew. */
export function drawRail() {
  const people = [...store.people.values()].map((person) => entry(seatOf(person.id), person.name, person.unit, avatar(person)));
  const channels = [...store.chats.values()]
    .filter((chat) => chat.kind === "channel")
    .map((chat) => entry(channelSeat(chat), chat.name, membersOf(chat), channelAvatar()));
  refill(rail, ...group("rail.people", people), ...group("rail.channels", channels));
}

function group(title, entries) {
  return [el("h2", { class: "rail-title" }, say(title)), el("ul", { class: "rail-list" }, ...entries)];
}

function membersOf(chat) {
  return chat.members.map((id) => store.people.get(id).name).join(", ");
}

function channelSeat(chat) {
  return shownSeats().find((seat) => seat.chat === chat.id) ?? { person: chat.members[0], chat: chat.id };
}

function entry(seat, name, about, picture) {
  const shown = shownSeats().some((one) => one.chat === seat.chat);
  const open = el(
    "button",
    { type: "button", class: "rail-open", "data-key": seat.chat, "aria-current": shown ? "true" : null, on: { click: () => showSeat(seat) } },
    picture,
    el("span", { class: "rail-text" }, el("span", { class: "rail-name" }, name), el("span", { class: "rail-about" }, about)),
    badge(seat),
  );
  return el("li", { class: shown ? "rail-entry is-shown" : "rail-entry" }, open, beside(seat, name, shown));
}

function badge(seat) {
  const count = unread(store.chats.get(seat.chat), seat.person);
  if (!count) return null;
  const heard = el("span", { class: "unseen" }, ` ${say("rail.unread", { count })}`);
  return el("span", { class: "badge" }, el("span", { "aria-hidden": "true" }, String(count)), heard);
}

function beside(seat, name, shown) {
  if (shown || !roomForTwo()) return null;
  const words = say("rail.beside", { name });
  return iconButton("beside", words, () => showSeat(seat, { beside: true }), { class: "quiet rail-beside", "data-key": `beside ${seat.chat}` });
}

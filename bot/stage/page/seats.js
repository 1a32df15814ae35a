// Which chats are on the screen, and as whom: one, or two side by side where there is room.
import { ask, personalChat, store } from "./store.js";

const wide = matchMedia("(min-width: 1080px)");
let seats = [];
let changed = () => {};

/** The seats on the screen now, the main one first. */
export function shownSeats() {
  return wide.matches ? seats : seats.slice(0, 1);
}

/** Call `handle` whenever other chats are shown. */
export function onSeats(handle) {
  changed = handle;
  wide.addEventListener("change", settle);
}

/** Take up the seats of before a reload; else the first person's chat. */
export function restoreSeats() {
  const kept = JSON.parse(sessionStorage.getItem("seats") ?? "[]");
  seats = kept.filter((seat) => store.chats.get(seat.chat)?.members.includes(seat.person));
  if (!seats.length) seats = [seatOf(store.people.keys().next().value)];
  settle();
}

/** A person's own chat as a seat. */
export function seatOf(personId) {
  return { person: personId, chat: personalChat(personId).id };
}

/** Show one chat, in the main place or beside the main one. */
export function showSeat(seat, { beside = false } = {}) {
  const others = seats.filter((one) => one.chat !== seat.chat);
  seats = beside && others.length ? [others[0], seat] : [seat, ...others.slice(1, 2)];
  settle();
}

/** Show exactly these people, two at most. */
export function showPeople(ids) {
  seats = ids.slice(0, 2).map(seatOf);
  settle();
}

/** Put the chat away that stands beside another. */
export function closeSeat(seat) {
  seats = seats.filter((one) => one.chat !== seat.chat);
  settle();
}

/** Look at a channel as another of its members. */
export function changePerson(seat, personId) {
  seats = seats.map((one) => (one.chat === seat.chat ? { ...one, person: personId } : one));
  settle();
}

/** Say whether there is room for two. */
export function roomForTwo() {
  return wide.matches;
}

/** Tell the server what is looked at: it marks it read, and installs the app at the first time. */
export function look() {
  if (document.visibilityState === "visible") ask("look", { seats: shownSeats() });
}

function settle() {
  sessionStorage.setItem("seats", JSON.stringify(seats));
  changed();
  look();
}

document.addEventListener("visibilitychange", look);

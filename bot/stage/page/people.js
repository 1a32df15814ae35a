// How people and places look: initials on a colour of their own.
import { el, icon } from "./dom.js";
import { store } from "./store.js";

const COLOURS = 6;

function initials(name) {
  const parts = name.split(" ");
  return (parts[0][0] + (parts.length > 1 ? parts[parts.length - 1][0] : "")).toUpperCase();
}

/** A round picture of a person. */
export function avatar(person) {
  const colour = [...store.people.keys()].indexOf(person.id) % COLOURS;
  return el("span", { class: `avatar tone-${colour}`, "aria-hidden": "true" }, initials(person.name));
}

/** The bot's picture. */
export function botAvatar() {
  const picture = el("img", { src: "/page/icon.svg", alt: "" });
  return el("span", { class: "avatar bot", "aria-hidden": "true" }, picture);
}

/** A channel's picture. */
export function channelAvatar() {
  return el("span", { class: "avatar channel", "aria-hidden": "true" }, icon("hash"));
}

/** A person's first name. */
export function firstName(personId) {
  return store.people.get(personId)?.name.split(" ")[0] ?? "";
}

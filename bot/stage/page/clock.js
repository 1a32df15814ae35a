// The bot's clock, and buttons that move it forward.
import { el } from "./dom.js";
import { ask, store } from "./store.js";
import { moment, say } from "./words.js";

const STEPS = [
  ["clock.minutes", 10],
  ["clock.hour", 60],
  ["clock.day", 24 * 60],
];

/** The clock for the tools; nothing where the bot's clock cannot be moved. */
export function clockTool() {
  if (store.clock === null) return [];
  const now = new Date(Date.now() + store.clock.ahead * 1000);
  const told = moment(now, { weekday: "short", day: "numeric", month: "short", hour: "2-digit", minute: "2-digit" });
  const buttons = STEPS.map(([words, minutes]) =>
    el("button", { type: "button", class: "segment", "data-key": words, "aria-label": say(`${words}.long`), title: say(`${words}.long`), on: { click: () => ask("clock", { minutes }) } }, say(words)),
  );
  const time = el("span", { class: "clock-time", role: "status" }, el("span", { class: "unseen" }, `${say("clock.label")}: `), told);
  return [el("div", { class: "segments clock", role: "group", "aria-label": say("clock.label") }, time, ...buttons)];
}

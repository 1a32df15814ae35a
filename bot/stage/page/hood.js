// Under the hood: the protocol traffic, both ways.
import { el, iconButton } from "./dom.js";
import { store } from "./store.js";
import { moment, say } from "./words.js";

const panel = document.getElementById("hood");
const list = el("ol", { class: "hood-list" });
const lines = new Map();

/** Show or hide the panel. */
export function toggleHood() {
  panel.hidden = !panel.hidden;
  localStorage.setItem("hood", panel.hidden ? "" : "open");
  if (!panel.hidden) panel.querySelector("button").focus();
  return !panel.hidden;
}

/** Open the panel if it was open when the page was left. */
export function restoreHood() {
  panel.hidden = localStorage.getItem("hood") !== "open";
  return !panel.hidden;
}

/** Draw the whole panel. `closed` is called when somebody closes it. */
export function drawHood(closed) {
  const close = iconButton("close", say("hood.close"), closed, { class: "quiet" });
  const head = el("header", { class: "hood-head" }, el("h2", {}, say("hood.title")), close);
  lines.clear();
  list.replaceChildren();
  panel.replaceChildren(head, el("p", { class: "hood-about" }, say("hood.about")), list);
  if (!store.traffic.length) list.append(el("li", { class: "hood-empty" }, say("hood.empty")));
  store.traffic.forEach(drawExchange);
}

/** Draw one exchange, or draw it anew; the newest stands on top. */
export function drawExchange(exchange) {
  list.querySelector(".hood-empty")?.remove();
  const known = lines.get(exchange.number);
  if (known) return known.querySelector("summary").replaceChildren(...summary(exchange));
  const line = el("details", { class: exchange.direction, on: { toggle: () => fill(line, exchange.number) } }, el("summary", {}, ...summary(exchange)), el("div", { class: "hood-body" }));
  lines.set(exchange.number, line);
  list.prepend(el("li", {}, line));
  while (list.children.length > 300) list.lastElementChild.remove();
  return line;
}

function summary({ direction, method, path, title, at, status, milliseconds, notes }) {
  const to = direction === "to_bot";
  const time = moment(new Date(at), { timeStyle: "medium" });
  return [
    el("span", { class: "hood-way", "aria-hidden": "true" }, to ? "→" : "←"),
    el("span", { class: "hood-title" }, title, el("span", { class: "unseen" }, ` ${say(to ? "hood.to" : "hood.from")}`)),
    el("span", { class: `hood-status ${bad(status) ? "is-bad" : ""}` }, statusWords(status), milliseconds === null ? "" : ` · ${milliseconds} ms`),
    el("span", { class: "hood-path" }, `${method} ${shorten(path)}`),
    el("span", { class: "hood-time" }, time),
    ...notes.map((note) => el("span", { class: "hood-note" }, note)),
  ];
}

function bad(status) {
  return status !== null && (status === 0 || status >= 400);
}

function statusWords(status) {
  if (status === null) return say("hood.waiting");
  return status === 0 ? say("hood.noAnswer") : String(status);
}

// Ids of chats are long and say nothing; the middle is left out.
function shorten(path) {
  return path.replace(/([^/]{4})[^/]{12,}/g, "$1…");
}

async function fill(line, number) {
  if (!line.open) return;
  const response = await fetch(`/api/traffic/${number}`);
  const body = line.querySelector(".hood-body");
  if (!response.ok) return body.replaceChildren(el("p", {}, say("hood.gone")));
  const { request, answer } = await response.json();
  body.replaceChildren(...part("hood.request", request), ...part("hood.answer", answer));
}

function part(title, content) {
  const text = content === null ? say("hood.nothing") : typeof content === "string" ? content : JSON.stringify(content, null, 2);
  return [el("h3", {}, say(title)), el("pre", { tabindex: "0" }, text)];
}

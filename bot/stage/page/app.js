// Puts the page together and keeps it true to what the server tells.
import { ChatPane } from "./chat.js";
import { clockTool } from "./clock.js";
import { el, icon, refill } from "./dom.js";
import { drawGuideline } from "./guideline.js";
import { drawExchange, drawHood, restoreHood, toggleHood } from "./hood.js";
import { drawRail } from "./rail.js";
import { look, onSeats, restoreSeats, roomForTwo, showSeat, shownSeats } from "./seats.js";
import { ask, connect, on, store } from "./store.js";
import { drawStories } from "./stories.js";
import { choose, fillFixedWords, language, loadWords, locale, say } from "./words.js";

const panes = document.getElementById("panes");
const alarm = document.getElementById("alarm");
let shown = [];

function drawPanes() {
  const seats = shownSeats();
  const keep = (seat) => shown.find((pane) => pane.seat.chat === seat.chat && pane.seat.person === seat.person && pane.chat === store.chats.get(seat.chat));
  const next = seats.map((seat) => keep(seat) ?? new ChatPane(seat));
  const known = next.length === shown.length && next.every((pane, at) => pane === shown[at]);
  shown = next;
  for (const pane of shown) if (pane.closable !== next.length > 1) pane.words(next.length > 1);
  if (!known) panes.replaceChildren(...shown.map((pane) => pane.node));
  if (!known) shown.forEach((pane) => pane.toEnd());
  point();
}

function point() {
  for (const pane of shown) pane.point(store.story?.target ?? null);
}

// A story may go on with somebody who is not on the screen.
function follow(target) {
  if (!target || shown.some(({ seat }) => seat.chat === target.chat && seat.person === target.person)) return;
  showSeat({ person: target.person, chat: target.chat }, { beside: roomForTwo() });
}

function drawTools() {
  const dark = document.documentElement.dataset.theme === "dark";
  const open = !document.getElementById("hood").hidden;
  const languages = ["da", "en"].map((one) =>
    el("button", { type: "button", class: "segment", "data-key": one, lang: one, "aria-pressed": String(language() === one), on: { click: () => speak(one) } }, { da: "Dansk", en: "English" }[one]),
  );
  const theme = tool("moon", say("tools.dark"), dark, () => window.setTheme(dark ? "light" : "dark"));
  const hood = tool("hood", say("tools.hood"), open, toggleHood);
  refill(document.getElementById("tools"), ...clockTool(), el("div", { class: "segments", role: "group", "aria-label": say("tools.language") }, ...languages), theme, hood);
}

function tool(picture, words, pressed, press) {
  const click = () => {
    press();
    drawTools();
  };
  return el("button", { type: "button", class: "tool", title: words, "data-key": picture, "aria-pressed": String(pressed), on: { click } }, icon(picture), el("span", { class: "tool-words" }, words));
}

function speak(chosen) {
  choose(chosen);
  ask("speak", { locale: locale() });
  drawAll();
}

function drawAll() {
  fillFixedWords();
  drawTools();
  drawStories();
  drawRail();
  drawHood(() => {
    toggleHood();
    drawTools();
    document.querySelector('[data-key="hood"]').focus();
  });
  shown.forEach((pane) => pane.words());
  point();
  drawGuideline();
  drawAlarm();
}

function drawAlarm(lost = false) {
  const words = lost ? say("alarm.lost") : store.bot.runs ? "" : say("alarm.bot");
  alarm.textContent = words;
  alarm.hidden = !words;
}

function viewOf({ chat, person, message }) {
  return shown.find((pane) => pane.seat.chat === chat && pane.seat.person === person)?.views.get(message);
}

on("connection", ({ lost }) => drawAlarm(lost));
on("loaded", async () => {
  // Before anything is opened: the bot's welcome comes in the language of the first activity.
  if (store.locale !== locale()) await ask("speak", { locale: locale() });
  shown = [];
  drawAll();
  restoreSeats();
});
on("message", ({ chat, message }) => {
  for (const pane of shown) if (pane.seat.chat === chat) pane.receive(message);
  if (shown.some((pane) => pane.seat.chat === chat) && message.author === null) look();
  drawRail();
  point();
});
on("read", drawRail);
on("presence", ({ chat }) => shown.filter((pane) => pane.seat.chat === chat).forEach((pane) => pane.presenceChanged()));
on("typing", ({ chat }) => shown.filter((pane) => pane.seat.chat === chat).forEach((pane) => pane.showTyping()));
on("busy", (event) => viewOf(event)?.busy(event.busy));
on("notice", (event) => {
  const words = event.failed ? say("message.wrong") : event.text;
  if (words) viewOf(event)?.notice(words, event.failed);
});
on("story", () => {
  drawStories();
  follow(store.story?.target);
  point();
});
on("stories", drawStories);
on("guideline", drawGuideline);
on("clock", drawTools);
on("bot", () => drawAlarm());
setInterval(drawTools, 30_000);
on("traffic", ({ exchange }) => drawExchange(exchange));

onSeats(() => {
  drawPanes();
  drawRail();
});
matchMedia("(prefers-color-scheme: dark)").addEventListener("change", drawTools);

await loadWords();
restoreHood();
fillFixedWords();
connect();

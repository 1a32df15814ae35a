// What became of an edited guideline: that the bot answers by it now, or what has to be mended first.
import { el, icon, iconButton, refill } from "./dom.js";
import { store } from "./store.js";
import { inLanguage, say } from "./words.js";

const strip = document.getElementById("guideline");

/** Draw the strip, or hide it where nothing was edited. */
export function drawGuideline() {
  const { news, fault } = store.guideline;
  strip.hidden = !news;
  strip.className = `guideline ${news === "kept" ? "is-kept" : ""}`;
  refill(strip, ...(news === "kept" ? kept(fault) : news ? taken() : []));
}

function kept({ where, told }) {
  const place = inLanguage(where);
  return [
    icon("edit"),
    el(
      "div",
      {},
      el("p", { class: "guideline-title" }, say("guideline.kept")),
      el("p", {}, place ? el("code", {}, place) : null, el("span", {}, `${place ? " · " : ""}${inLanguage(told)}`)),
      el("p", { class: "guideline-else" }, say("guideline.still")),
    ),
  ];
}

function taken() {
  const close = () => {
    store.guideline = { news: "", fault: null };
    drawGuideline();
  };
  return [icon("refresh"), el("p", { class: "guideline-title" }, say("guideline.taken")), iconButton("close", say("guideline.close"), close, { class: "quiet" })];
}

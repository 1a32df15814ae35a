// A file's card: the question whether it may be handed over, and the file once it is there.
import { el, icon } from "./dom.js";
import { language, say } from "./words.js";

const KILO = 1024;

/** Draw a file's card. `answer(accepts)` is called for a yes or a no. */
export function drawFile(file, answer) {
  const head = el("div", { class: "file-head" }, el("span", { class: "file-icon", "aria-hidden": "true" }, icon("file")), el("div", { class: "file-text" }, ...told(file)));
  return el("div", { class: "card file", tabindex: "-1" }, head, el("div", { class: "file-actions" }, ...(file.kind === "info" ? [fetched(file)] : asked(file, answer))));
}

function told(file) {
  const about = [file.description, file.size ? size(file.size) : ""].filter(Boolean).join(" · ");
  const question = file.kind === "consent" && !file.answer ? el("p", { class: "file-ask" }, say("file.ask")) : null;
  return [el("p", { class: "file-name" }, file.name), about ? el("p", { class: "file-about" }, about) : null, question].filter(Boolean);
}

function asked(file, answer) {
  if (file.answer) return [el("p", { class: "file-about", role: "status" }, say(file.answer === "accept" ? "file.accepted" : "file.declined"))];
  const button = (accepts, style) =>
    el("button", { type: "button", class: `plain ${style}`, "data-accepts": String(accepts), on: { click: () => answer(accepts) } }, say(accepts ? "file.accept" : "file.decline"));
  return [button(true, "primary"), button(false, "")];
}

function fetched(file) {
  return el("a", { class: "plain", href: safe(file.url), download: file.name }, icon("fetch"), el("span", {}, say("file.fetch")));
}

// The address comes from the bot: only the web's own kinds become a link.
function safe(address) {
  const url = URL.canParse(address ?? "") ? new URL(address) : null;
  return url && ["http:", "https:"].includes(url.protocol) ? url.href : null;
}

function size(bytes) {
  return `${Math.max(1, Math.round(bytes / KILO)).toLocaleString(language())} KB`;
}

// Draws Adaptive Cards and tells what somebody presses. The library and markdown-it are globals of the page.
import { HOST_CONFIG } from "./host-config.js";
import { el } from "./dom.js";
import { say } from "./words.js";

const config = new AdaptiveCards.HostConfig(HOST_CONFIG);
// Teams knows bold, italic, lists and links in a TextBlock, and no HTML.
const markdown = markdownit("zero", { html: false }).enable(["emphasis", "list", "link", "escape", "entity", "newline"]);

AdaptiveCards.AdaptiveCard.onProcessMarkdown = (text, result) => {
  result.outputHtml = markdown.render(text);
  result.didProcess = true;
};
AdaptiveCards.GlobalSettings.setTabIndexAtCardRoot = false;
AdaptiveCards.GlobalSettings.useWebkitLineClamp = true;

/** Draw a card. `press(action)` gets the action as Teams sends it, inputs merged in. */
export function drawCard(json, press) {
  const node = el("div", { class: "card", tabindex: "-1", lang: json.lang });
  try {
    const card = new AdaptiveCards.AdaptiveCard();
    card.hostConfig = config;
    card.onExecuteAction = (action) => execute(card, action, press);
    card.onAnchorClicked = (_, anchor) => openLink(anchor.href);
    card.parse(json);
    node.append(card.render());
    node.drawn = card;
    markActions(card, node);
  } catch (problem) {
    console.error(problem);
    node.append(el("p", { class: "broken" }, say("message.broken")));
  }
  return node;
}

function execute(card, action, press) {
  if (action instanceof AdaptiveCards.OpenUrlAction) openLink(action.url);
  else if (action instanceof AdaptiveCards.SubmitActionBase || action.data !== undefined) press(asSent(card, action));
}

function asSent(card, action) {
  const type = action.getJsonTypeName();
  const sent = { type, id: action.id, title: action.title, verb: action.verb, data: asText(card, action.data) };
  return Object.fromEntries(Object.entries(sent).filter(([, value]) => value !== undefined));
}

// Inputs travel as text, whatever they ask for.
function asText(card, data) {
  const values = { ...data };
  for (const input of card.getAllInputs()) {
    if (!(input.id in values)) continue;
    if (values[input.id] === undefined || values[input.id] === "") delete values[input.id];
    else values[input.id] = String(values[input.id]);
  }
  return values;
}

function openLink(address) {
  const url = new URL(address, location.href);
  if (["http:", "https:", "mailto:", "tel:"].includes(url.protocol)) window.open(url, "_blank", "noopener");
  return true;
}

// Every pressable thing remembers what it does, so that a story can point at it before it is pressed.
function markActions(card, node) {
  const buttons = [...node.querySelectorAll(".ac-pushButton, .ac-selectable, .ac-inlineActionButton")];
  for (const button of buttons) button.dataset.pressable = "";
  node.presses = allActions(card).map((action) => [action, action.renderedElement ?? null]);
}

function allActions(card) {
  const found = [];
  for (let at = 0; at < card.getActionCount(); at += 1) found.push(card.getActionAt(at));
  const walk = (item) => {
    if (item.selectAction) found.push({ wrapped: item.selectAction, element: item.renderedElement });
    if (item.getActionCount && item !== card) {
      for (let at = 0; at < item.getActionCount(); at += 1) found.push(item.getActionAt(at));
    }
    if (item.getItemCount) for (let at = 0; at < item.getItemCount(); at += 1) walk(item.getItemAt(at));
  };
  walk(card);
  return found.map((one) => (one.wrapped ? Object.assign(one.wrapped, { shownAs: one.element }) : one));
}

/** Find the element on a drawn card that does this. */
export function findPressable(node, wanted) {
  const data = JSON.stringify(wanted.data ?? null);
  for (const [action] of node.presses ?? []) {
    const original = action.toJSON?.() ?? {};
    if (original.verb === wanted.verb && original.title === wanted.title && JSON.stringify(original.data ?? null) === data) {
      return action.renderedElement ?? action.shownAs ?? null;
    }
  }
  return null;
}

/** Show answers in a card's inputs, as if somebody had given them. */
export function fillIn(node, values) {
  for (const [id, value] of Object.entries(values)) {
    const drawn = node.drawn.getElementById(id)?.renderedElement;
    const choice = drawn?.querySelector(`input[value="${CSS.escape(value)}"]`);
    const field = drawn?.querySelector("textarea, input, select");
    if (choice) choice.checked = true;
    else if (field) field.value = value;
  }
}

/** Lock a card while its press is under way, as Teams does, or unlock it. */
export function setBusy(node, busy) {
  node.classList.toggle("is-busy", busy);
  node.setAttribute("aria-busy", String(busy));
  node.inert = busy;
}

/** The first words on a card: what a screen reader hears when it changes. */
export function firstWords(node) {
  const heading = node.querySelector("[role=heading]") ?? node.querySelector(".ac-textBlock, .ac-richTextBlock");
  return heading?.textContent.trim() ?? "";
}

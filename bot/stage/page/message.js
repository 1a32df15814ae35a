// One message in a chat: a card or a text of the bot, or something a person wrote.
import { announce } from "./announce.js";
import { drawCard, fillIn, findPressable, firstWords, setBusy } from "./cards.js";
import { el, iconButton, motion } from "./dom.js";
import { drawFile } from "./files.js";
import { avatar, botAvatar, firstName } from "./people.js";
import { ask, store } from "./store.js";
import { moment, say } from "./words.js";

const NOTICE_MILLISECONDS = 8000;

/** Keeps the drawing of one message true to what the server says, without drawing more than has changed. */
export class MessageView {
  constructor(seat, message, { reply }) {
    this.seat = seat;
    this.reply = reply;
    this.body = el("div", { class: "message-body" });
    this.head = el("header", { class: "message-head" });
    // Apart from the body, which is drawn anew whenever the message changes, also right after something failed.
    this.notices = el("div", { class: "notices" });
    this.thread = el("div", { class: "thread" });
    const person = store.people.get(message.author);
    const main = el("div", { class: "message-main" }, this.head, this.body, this.notices, this.thread);
    this.node = el("article", { "data-message": message.id }, person ? avatar(person) : botAvatar(), main);
    this.update(message);
  }

  get mine() {
    return this.message.author === this.seat.person;
  }

  /** Take up a new state of the message, and say whether it looks different now. */
  update(message) {
    const before = this.message;
    const shown = this.content;
    this.message = message;
    this.content = JSON.stringify([message.deleted, message.text, message.file, this.shownCard()]);
    this.frame();
    if (shown === this.content) return false;
    this.redrawContent(before);
    return true;
  }

  redrawContent(before) {
    const { message } = this;
    if (message.deleted) this.fill(el("p", { class: "deleted" }, say("message.deleted")));
    else if (this.shownCard()) this.fillCard(before);
    else if (message.file) this.fillFile(before);
    else this.fill(el("p", { class: "bubble" }, message.mentions ? el("strong", {}, `@${store.bot.name} `) : null, message.text));
  }

  shownCard() {
    return this.message.views[this.seat.person] ?? this.message.card;
  }

  frame() {
    const { author, at } = this.message;
    const person = store.people.get(author);
    const name = person?.name ?? store.bot.name;
    const time = moment(new Date(at), { hour: "2-digit", minute: "2-digit" });
    const edited = this.message.edited && !this.message.deleted;
    const parts = [
      el("span", { class: this.mine ? "unseen" : "message-name" }, name),
      el("time", { datetime: at, class: "message-time" }, time),
      edited ? el("span", { class: "message-time" }, say("message.edited")) : null,
      this.tools(),
    ];
    this.head.replaceChildren(...parts.filter(Boolean));
    // What a bot takes back is gone in Teams; what a person takes back leaves a line.
    this.node.hidden = this.message.deleted && !author;
    this.node.className = `message ${this.mine ? "is-mine" : ""} ${author ? "" : "is-bot"}`;
    this.node.setAttribute("aria-label", say("message.from", { name }));
  }

  tools() {
    const { author, deleted, root } = this.message;
    if (deleted) return null;
    const tools = [];
    if (this.mine) {
      tools.push(iconButton("edit", say("message.edit"), () => this.edit(), { class: "quiet" }));
      tools.push(iconButton("bin", say("message.delete"), () => ask("delete", this.about()), { class: "quiet" }));
    }
    if (!author && this.shownCard()?.refresh?.action) {
      tools.push(iconButton("refresh", say("message.refresh"), () => ask("refresh", this.about()), { class: "quiet" }));
    }
    if (this.reply && !root) tools.push(iconButton("reply", say("message.reply"), () => this.reply(this.message), { class: "quiet" }));
    return tools.length ? el("span", { class: "message-tools" }, ...tools) : null;
  }

  about(more = {}) {
    return { ...this.seat, message: this.message.id, ...more };
  }

  fill(...nodes) {
    this.card = null;
    this.body.replaceChildren(...nodes);
  }

  fillFile(before) {
    const hadFocus = this.node.contains(document.activeElement);
    const drawn = drawFile(this.message.file, (accepts) => this.consent(accepts));
    this.fill(drawn);
    if (before && hadFocus) drawn.focus({ preventScroll: true });
  }

  async consent(accepts) {
    this.notices.replaceChildren();
    if (!(await ask("consent", this.about({ accepts })))) this.notice(say("message.wrong"), true);
  }

  fillCard(before) {
    this.redraw(this.shownCard(), Boolean(before));
    if (this.isOnlyMine()) this.body.append(el("p", { class: "only-you" }, say("message.onlyYou", { name: firstName(this.seat.person) })));
  }

  isOnlyMine() {
    return Boolean(this.reply && this.message.views[this.seat.person]);
  }

  redraw(json, again) {
    const hadFocus = this.node.contains(document.activeElement) || this.focusWaits;
    const card = drawCard(json, (action) => this.press(action));
    this.body.replaceChildren(card);
    this.card = card;
    this.focusWaits = false;
    if (!again) return;
    if (hadFocus) card.focus({ preventScroll: true });
    announce(firstWords(card));
  }

  async press(action) {
    this.focusWaits = this.node.contains(document.activeElement);
    this.notices.replaceChildren();
    this.busy(true);
    const went = await ask("press", this.about({ action }));
    this.busy(false);
    if (!went) this.notice(say("message.wrong"), true);
  }

  /** Lock the card while a press is under way, whoever pressed. */
  busy(busy) {
    if (this.card) setBusy(this.card, busy);
  }

  /** Show a transient text below the message. */
  notice(words, failed) {
    const notice = el("p", { class: failed ? "notice is-wrong" : "notice" }, words);
    this.notices.replaceChildren(notice);
    announce(words);
    setTimeout(() => notice.remove(), NOTICE_MILLISECONDS);
  }

  /** Point at the button that a story is about to press, or no longer. */
  point(target) {
    this.body.querySelectorAll(".is-next").forEach((one) => one.classList.remove("is-next"));
    const button = target ? this.meant(target) : null;
    if (button && this.card) fillIn(this.card, target.inputs ?? {});
    button?.classList.add("is-next");
    button?.scrollIntoView({ block: "nearest", behavior: motion() });
  }

  /** The button that a story is about to press here. */
  meant({ action, accepts }) {
    if (action) return this.card ? findPressable(this.card, action) : null;
    return this.body.querySelector(`[data-accepts="${accepts}"]`);
  }

  edit() {
    const field = el("textarea", { class: "edit-field", rows: "2", "aria-label": say("message.edit") });
    field.value = this.message.text;
    const done = () => this.redrawContent(this.message);
    const save = () => {
      const text = field.value.trim();
      done();
      if (text && text !== this.message.text) ask("say", this.about({ text }));
    };
    field.addEventListener("keydown", (event) => {
      if (event.key === "Escape") done();
      if (event.key === "Enter" && !event.shiftKey) {
        event.preventDefault();
        save();
      }
    });
    const buttons = [
      el("button", { type: "button", class: "plain primary", on: { click: save } }, say("message.save")),
      el("button", { type: "button", class: "plain", on: { click: done } }, say("message.cancel")),
    ];
    this.fill(field, el("span", { class: "edit-buttons" }, ...buttons));
    field.focus();
  }
}

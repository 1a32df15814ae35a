// One chat on the screen, as one person sees it.
import { announce } from "./announce.js";
import { Compose } from "./compose.js";
import { el, iconButton, motion } from "./dom.js";
import { MessageView } from "./message.js";
import { avatar, botAvatar, channelAvatar, firstName } from "./people.js";
import { changePerson, closeSeat } from "./seats.js";
import { ask, store } from "./store.js";
import { dayOf, moment, say } from "./words.js";

const TYPING_MILLISECONDS = 10000;
const NEAR_PIXELS = 120;

/** Draws one seat: who it is, what stands in the chat, and the box to write in. */
export class ChatPane {
  constructor(seat) {
    this.seat = seat;
    this.chat = store.chats.get(seat.chat);
    this.channel = this.chat.kind === "channel";
    this.views = new Map();
    this.head = el("header", { class: "pane-head" });
    this.log = el("div", { class: "log", role: "group", tabindex: "0" });
    this.compose = new Compose(seat, this.channel);
    this.typing = el("p", { class: "typing", hidden: true });
    this.node = el("section", { class: this.channel ? "pane is-channel" : "pane", "data-chat": seat.chat }, this.head, this.log, this.typing, this.compose.node);
    this.words();
  }

  /** Write everything that depends on the language anew. */
  words(closable = this.closable) {
    this.closable = closable;
    const values = { name: this.channel ? this.chat.name : this.person().name, bot: store.bot.name };
    const label = say(this.channel ? "pane.channel" : "pane.chat", values);
    this.node.setAttribute("aria-label", label);
    this.log.setAttribute("aria-label", label);
    this.drawHead();
    this.compose.words();
    this.views.clear();
    this.log.replaceChildren();
    this.chat.messages.forEach((message) => this.place(message));
    this.drawEmpty();
    this.toEnd();
  }

  /** Say what a chat without messages is for. */
  drawEmpty() {
    this.log.querySelector(".empty")?.remove();
    if (this.chat.messages.some((message) => !message.deleted)) return;
    const key = this.channel ? "pane.empty.channel" : "pane.empty";
    this.log.append(el("p", { class: "empty" }, say(key, { bot: store.bot.name })));
  }

  person() {
    return store.people.get(this.seat.person);
  }

  drawHead() {
    const person = this.person();
    const leader = store.people.get(person.leader)?.name;
    const about = [person.unit, leader ? say("pane.leader", { name: leader }) : ""].filter(Boolean).join(" · ");
    const title = this.channel ? this.chat.name : say("pane.bot", { name: person.name.split(" ")[0] });
    const presence = this.channel ? this.presence() : null;
    const close = this.closable ? iconButton("close", say("pane.close", { name: title }), () => closeSeat(this.seat), { class: "quiet" }) : null;
    this.head.replaceChildren(
      this.channel ? channelAvatar() : avatar(person),
      el("div", { class: "pane-title" }, el("h2", {}, title), this.channel ? this.asWhom() : el("p", {}, about)),
      ...[presence, close].filter(Boolean),
    );
  }

  /** Show that the bot was taken out of the team, or added again. */
  presenceChanged() {
    this.drawHead();
    this.compose.words();
    this.drawEmpty();
    if (!document.activeElement || document.activeElement === document.body) this.head.querySelector('[data-key="presence"]')?.focus();
  }

  /** Take the bot out of the team, or add it again. */
  presence() {
    const { present } = this.chat;
    const words = say(present ? "pane.leave" : "pane.add", { bot: store.bot.name });
    const change = () => ask("presence", { ...this.seat, present: !present });
    return iconButton(present ? "leave" : "add", words, change, { class: "quiet", "data-key": "presence" });
  }

  asWhom() {
    const options = this.chat.members.map((id) => el("option", { value: id, selected: id === this.seat.person }, store.people.get(id).name));
    const select = el("select", { on: { change: (event) => changePerson(this.seat, event.target.value) } }, ...options);
    return el("label", { class: "as-whom" }, `${say("pane.as")} `, select);
  }

  /** Take up a message that is new or has changed. */
  receive(message) {
    const near = this.log.scrollHeight - this.log.scrollTop - this.log.clientHeight < NEAR_PIXELS;
    const known = this.views.get(message.id);
    const changed = known?.update(message);
    if (!known) this.place(message);
    this.log.querySelector(".empty")?.remove();
    if (message.author === null) this.hideTyping();
    if (changed) this.reveal(known.node);
    else if (!known && (near || message.author === this.seat.person)) this.toEnd();
    if (!known && message.author !== this.seat.person) this.announceNew(message);
  }

  announceNew(message) {
    const name = store.people.get(message.author)?.name ?? store.bot.name;
    announce(`${firstName(this.seat.person)}: ${name}: ${message.summary || message.text}`);
  }

  place(message) {
    const reply = this.channel ? (root) => this.compose.replyTo(root) : null;
    const view = new MessageView(this.seat, message, { reply });
    const parent = message.root ? this.views.get(message.root)?.thread : null;
    if (!parent) this.daySeparator(message);
    (parent ?? this.log).append(view.node);
    this.views.set(message.id, view);
  }

  daySeparator(message) {
    const day = dayOf(new Date(message.at));
    if (this.log.querySelector(".day:last-of-type")?.dataset.day === day || this.lastDay() === day) return;
    this.log.append(el("p", { class: "day", "data-day": day }, el("span", {}, dayName(new Date(message.at)))));
  }

  lastDay() {
    return [...this.log.querySelectorAll(".day")].at(-1)?.dataset.day;
  }

  /** Show that the bot is writing, for a while at most. */
  showTyping() {
    this.typing.replaceChildren(botAvatar(), el("span", {}, say("pane.typing", { name: store.bot.name })), dots());
    this.typing.hidden = false;
    clearTimeout(this.hiding);
    this.hiding = setTimeout(() => this.hideTyping(), TYPING_MILLISECONDS);
  }

  hideTyping() {
    this.typing.hidden = true;
  }

  /** Bring a card that has changed into view: its beginning, if it is higher than the pane. */
  reveal(node) {
    const tall = node.offsetHeight > this.log.clientHeight;
    requestAnimationFrame(() => node.scrollIntoView({ block: tall ? "start" : "nearest", behavior: motion() }));
  }

  toEnd() {
    requestAnimationFrame(() => {
      const last = this.log.lastElementChild;
      if (last && last.offsetHeight > this.log.clientHeight) last.scrollIntoView({ block: "start", behavior: "instant" });
      else this.log.scrollTo({ top: this.log.scrollHeight, behavior: "instant" });
    });
  }

  /** Point at what a story does next in this chat. */
  point(target) {
    const here = target && target.chat === this.seat.chat && target.person === this.seat.person ? target : null;
    this.compose.preview(here?.say ?? null);
    for (const view of this.views.values()) view.point(here && view.message.id === here.message ? here : null);
  }
}

function dots() {
  return el("span", { class: "dots", "aria-hidden": "true" }, el("i"), el("i"), el("i"));
}

function dayName(day) {
  const today = new Date();
  const yesterday = new Date(today.getTime() - 24 * 60 * 60 * 1000);
  if (dayOf(day) === dayOf(today)) return say("pane.today");
  if (dayOf(day) === dayOf(yesterday)) return say("pane.yesterday");
  return moment(day, { weekday: "long", day: "numeric", month: "long" });
}

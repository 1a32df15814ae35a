// The box one writes in.
import { el, icon, iconButton } from "./dom.js";
import { firstName } from "./people.js";
import { ask, store } from "./store.js";
import { say } from "./words.js";

/** Keeps one compose box; what is half written stays when the language changes. */
export class Compose {
  constructor(seat, channel) {
    this.seat = seat;
    this.channel = channel;
    this.mention = true;
    this.root = null;
    this.field = el("textarea", { rows: "1", class: "compose-field", enterkeyhint: "send", on: { keydown: (e) => this.key(e), input: () => this.grow() } });
    this.send = el("button", { type: "submit", class: "quiet compose-send" }, icon("send"), el("span", { class: "unseen" }));
    this.above = el("div", { class: "compose-above" });
    const box = el("div", { class: "compose-box" }, this.field, this.send);
    this.node = el("form", { class: "compose", on: { submit: (event) => this.submit(event) } }, this.above, box);
    this.words();
  }

  /** Write the box's own words anew. */
  words() {
    this.field.setAttribute("aria-label", say("compose.label", { name: firstName(this.seat.person) }));
    this.field.placeholder = say("compose.hint");
    this.send.title = this.send.lastChild.textContent = say("compose.send");
    this.above.replaceChildren(...(this.channel ? [this.mentionOrAbsence(), this.replyChip()] : []).filter(Boolean));
  }

  mentionOrAbsence() {
    if (store.chats.get(this.seat.chat).present) return this.mentionChip();
    return el("span", { class: "absent" }, say("pane.empty.left", { bot: store.bot.name }));
  }

  mentionChip() {
    const pressed = String(this.mention);
    const toggle = () => {
      this.mention = !this.mention;
      this.words();
      this.above.firstChild.focus();
    };
    const words = say("compose.mention", { bot: store.bot.name });
    return el("button", { type: "button", class: "chip", "aria-pressed": pressed, on: { click: toggle } }, words);
  }

  replyChip() {
    if (!this.root) return null;
    const text = (this.root.text || this.root.summary || say("compose.post")).slice(0, 60);
    const cancel = () => this.replyTo(null);
    const close = iconButton("close", say("message.cancel"), cancel, { class: "quiet" });
    return el("span", { class: "replying" }, say("compose.replying", { text }), close);
  }

  /** Answer a post in a channel, or with null write a new one. */
  replyTo(message) {
    this.root = message;
    this.words();
    this.field.focus();
  }

  /** Show what a story is about to write, or take it away again. */
  preview(text) {
    this.node.classList.toggle("is-next", Boolean(text));
    if (text || this.previewed) this.field.value = text ?? "";
    this.previewed = Boolean(text);
  }

  key(event) {
    if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
    event.preventDefault();
    this.node.requestSubmit();
  }

  grow() {
    this.field.style.height = "auto";
    this.field.style.height = `${Math.min(this.field.scrollHeight, 160)}px`;
  }

  submit(event) {
    event.preventDefault();
    const text = this.field.value.trim();
    if (!text) return;
    this.field.value = "";
    this.grow();
    ask("say", { ...this.seat, text, mention: this.mention, root: this.root?.id ?? null });
    if (this.root) this.replyTo(null);
  }
}

// The bar of stories: one press to see the main job, and where one is in it.
import { el, icon, iconButton, refill } from "./dom.js";
import { showPeople } from "./seats.js";
import { ask, store } from "./store.js";
import { inLanguage, say } from "./words.js";

const bar = document.getElementById("stories");

/** Draw the bar: what can be chosen, or the story that plays. */
export function drawStories() {
  bar.className = `stage-bar ${store.story ? "is-playing" : ""}`;
  refill(bar, ...(store.story ? playing(store.story) : choices()));
}

function choices() {
  const [main, ...others] = store.stories;
  if (!main) return [el("p", { class: "story-none" }, say("stories.none"))];
  return [
    el(
      "div",
      { class: "story-main" },
      iconButton("play", say("stories.first"), () => start(main), { shown: true, class: "plain primary big", "data-key": main.id }),
      el("p", {}, el("strong", {}, `${inLanguage(main.title)}.`), ` ${inLanguage(main.about)}`),
    ),
    el("div", { class: "story-others" }, el("span", { class: "story-label" }, say("stories.more")), ...others.map(choice)),
  ];
}

function choice(story) {
  const props = { type: "button", class: "plain", title: inLanguage(story.about), "data-key": story.id, on: { click: () => start(story) } };
  return el("button", props, icon("play"), el("span", {}, inLanguage(story.title)));
}

async function start(story) {
  showPeople(story.who);
  await ask("story", { do: "start", story: story.id });
}

function playing(story) {
  return [
    el("div", { class: "story-now" }, el("p", { class: "story-title" }, progress(story)), el("p", { class: "story-caption", role: "status" }, caption(story))),
    el("div", { class: "story-controls" }, ...(story.state === "playing" ? running(story) : over(story))),
  ];
}

function progress(story) {
  const step = story.step ? say("stories.step", { step: story.step, steps: story.steps }) : "";
  const where = el("span", { class: "story-step" }, step && ` · ${step}`);
  return el("span", {}, el("strong", {}, `${say("stories.playing")}: ${inLanguage(story.title)}`), where);
}

function caption(story) {
  if (story.state === "ended") return say("stories.ended");
  if (story.state === "stuck") return say("stories.stuck");
  return inLanguage(story.caption);
}

function running(story) {
  const toggle = story.paused ? ["play", say("stories.play"), "play"] : ["pause", say("stories.pause"), "pause"];
  return [control(toggle[0], toggle[1], toggle[2], "toggle"), control("next", say("stories.next"), "next", "next"), control("stop", say("stories.stop"), "stop", "stop")];
}

function control(picture, words, deed, key) {
  return iconButton(picture, words, () => ask("story", { do: deed }), { shown: true, class: "plain", "data-key": key });
}

function over(story) {
  const others = store.stories.filter((one) => one.id !== story.id);
  const again = store.stories.find((one) => one.id === story.id);
  return [
    ...others.map(choice),
    iconButton("refresh", say("stories.again"), () => start(again), { shown: true, class: "plain", "data-key": story.id }),
    iconButton("close", say("stories.close"), () => ask("story", { do: "stop" }), { class: "quiet", "data-key": "close" }),
  ];
}

// The page's own words, in Danish and English.
let words = {};
let column = 0;

/** Load the words; the language is the one chosen last, else Danish. */
export async function loadWords() {
  words = await (await fetch("/page/words.json")).json();
  choose(localStorage.getItem("language") ?? "da");
}

/** The language of the page: `da` or `en`. */
export function language() {
  return column === 0 ? "da" : "en";
}

/** The locale that activities carry. */
export function locale() {
  return column === 0 ? "da-DK" : "en-GB";
}

/** The zone of every clock on the page: the one that the cards tell the time in, wherever the browser is. */
const ZONE = "Europe/Copenhagen";

/** A moment in Danish time, as the page's language says it. */
export function moment(at, options) {
  return at.toLocaleString(locale(), { timeZone: ZONE, ...options });
}

/** The Danish day of a moment, as `2026-11-23`. */
export function dayOf(at) {
  return at.toLocaleDateString("sv-SE", { timeZone: ZONE });
}

/** Change the language of the page. */
export function choose(chosen) {
  column = chosen === "en" ? 1 : 0;
  localStorage.setItem("language", language());
  document.documentElement.lang = language();
}

/** One of the page's sentences, with `{names}` filled in. */
export function say(key, values = {}) {
  const sentence = words[key]?.[column] ?? key;
  return sentence.replace(/\{(\w+)\}/g, (_, name) => String(values[name] ?? ""));
}

/** Words that come by language, as the stories' do. */
export function inLanguage(byLanguage) {
  return byLanguage?.[language()] ?? "";
}

/** Fill the fixed parts of the page. */
export function fillFixedWords() {
  for (const node of document.querySelectorAll("[data-word]")) node.textContent = say(node.dataset.word);
  for (const node of document.querySelectorAll("[data-label]")) node.setAttribute("aria-label", say(node.dataset.label));
}

// The smallest helpers for making elements. Text is always text: nothing here reads HTML.

/** Make an element. `props`: attributes; `on` holds listeners; null and false attributes are left out. */
export function el(tag, props = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(props)) {
    if (name === "on") for (const [event, handle] of Object.entries(value)) node.addEventListener(event, handle);
    else if (value === true) node.setAttribute(name, "");
    else if (value !== null && value !== false && value !== undefined) node.setAttribute(name, value);
  }
  node.append(...children.filter((child) => child !== null && child !== undefined));
  return node;
}

const SVG = "http://www.w3.org/2000/svg";

/** Make an icon from the path of a 20 by 20 drawing. */
export function icon(name) {
  const svg = document.createElementNS(SVG, "svg");
  svg.setAttribute("viewBox", "0 0 20 20");
  svg.setAttribute("aria-hidden", "true");
  svg.classList.add("icon");
  const path = document.createElementNS(SVG, "path");
  path.setAttribute("d", ICONS[name]);
  svg.append(path);
  return svg;
}

const ICONS = {
  play: "M6 4.2v11.6L15.500 10z",
  pause: "M6 4h3v12H6zM11 4h3v12h-3z",
  next: "M4.500 4.500v11l7.500-5.500zM13 4.500h2.500v11H13z",
  stop: "M5 5h10v10H5z",
  close: "M5.300 4.200 10 8.900l4.700-4.700 1.100 1.100L11.100 10l4.700 4.700-1.100 1.100L10 11.100l-4.700 4.700-1.100-1.100L8.900 10 4.200 5.300z",
  beside: "M3 4h14v12H3zM4.500 5.500v9h4.750v-9zM10.750 5.500v9h4.750v-9z",
  send: "M3 3.500 18 10 3 16.500 4.800 11 11 10 4.800 9z",
  edit: "M13.600 3.300a1.700 1.700 0 0 1 2.400 0l.7.7a1.700 1.700 0 0 1 0 2.400L7.500 15.600 3.500 16.500l.9-4zM12.800 5.900l-7 7-.4 1.700 1.700-.4 7-7z",
  bin: "M8 3h4l.8 1.500H16V6H4V4.500h3.200zM5 7h10l-.8 10H5.800zm2.200 1.500.4 7h1.300v-7zm3.900 0v7h1.300l.4-7z",
  refresh: "M10 3.500a6.500 6.500 0 0 1 5 2.350V3.500h1.500v5h-5V7h2.600A5 5 0 1 0 15 10h1.500A6.500 6.500 0 1 1 10 3.500z",
  reply: "M8 4v3.200c5 .3 8 3 8.800 8.300-2-2.900-4.700-4-8.800-4V15L2.500 9.500z",
  hood: "M7.300 5.300 2.800 10l4.500 4.700-1.100 1L.800 10l5.400-5.700zM12.700 5.300l1.100-1 5.400 5.700-5.400 5.700-1.100-1 4.500-4.700zM11 3.500l1.400.4-3.400 12.600-1.400-.4z",
  moon: "M12.500 2.800a7.500 7.500 0 1 0 4.700 10.600A6.500 6.500 0 0 1 12.500 2.800z",
  file: "M5 2.500h6.500L16 7v10.500H5zM6.500 4v12h8V8h-4V4zM12 4.600V6.500h1.900z",
  fetch: "M9.250 3h1.500v7.600l2.700-2.700 1.050 1.050L10 13.450 5.500 8.950l1.050-1.050 2.700 2.700zM4 15.500h12V17H4z",
  leave: "M4 3h7v1.500H5.500v11H11V17H4zM13 6.300 16.700 10 13 13.700l-1.050-1.050 1.900-1.900H8v-1.500h5.850l-1.900-1.900z",
  add: "M9.250 4h1.500v5.250H16v1.500h-5.250V16h-1.500v-5.250H4v-1.500h5.250z",
  hash: "M7.800 3h1.500l-.5 4h3.500l.5-4h1.500l-.5 4H17v1.500h-3.400l-.4 3H16.500V13H13l-.5 4H11l.5-4H8l-.5 4H6l.5-4H3v-1.500h3.700l.4-3H3.500V7h3.800zM8.600 8.500l-.4 3h3.500l.4-3z",
};

/** A button with an icon; its words are seen by all, or only heard. */
export function iconButton(name, words, press, { shown = false, ...props } = {}) {
  const label = el("span", { class: shown ? "" : "unseen" }, words);
  return el("button", { type: "button", title: shown ? null : words, ...props, on: { click: press } }, icon(name), label);
}

/** Put new children in, and keep the focus on the element that stands for the same thing (`data-key`). */
export function refill(container, ...children) {
  const key = container.contains(document.activeElement) ? document.activeElement.dataset.key : undefined;
  container.replaceChildren(...children.filter((child) => child !== null));
  if (key) container.querySelector(`[data-key="${CSS.escape(key)}"]`)?.focus();
}

/** Move smoothly unless the user asked for less motion. */
export function motion() {
  return matchMedia("(prefers-reduced-motion: reduce)").matches ? "instant" : "smooth";
}

// Draws cards for pictures, one by one or all on a sheet.
import { drawCard } from "./cards.js";

const place = document.getElementById("cards");

function figure({ name, card }, width, captioned) {
  const node = document.createElement("figure");
  const caption = document.createElement("figcaption");
  caption.textContent = name;
  const drawn = drawCard(card, () => {});
  drawn.style.width = `${width}px`;
  drawn.dataset.name = name;
  node.append(...(captioned ? [caption] : []), drawn);
  return node;
}

/** Show these cards, each this many pixels wide. */
window.showCards = (cards, width) => {
  place.replaceChildren(...cards.map((card) => figure(card, width, cards.length > 1)));
};

// What screen readers hear of new messages and of what follows a press.
const announcer = document.getElementById("announcer");
let clearing;

/** Say this politely, once. */
export function announce(words) {
  clearTimeout(clearing);
  announcer.textContent = "";
  // An empty moment between, or the same words twice would be heard once.
  requestAnimationFrame(() => (announcer.textContent = words));
  clearing = setTimeout(() => (announcer.textContent = ""), 8000);
}

// The state of the stage as the server tells it, and who wants to hear of changes.

/** What the server knows: people, chats, stories, traffic. Only this module writes it. */
export const store = { number: -1, people: new Map(), chats: new Map(), bot: { name: "", runs: true }, stories: [], story: null, traffic: [], clock: null, guideline: { news: "", fault: null } };

const listeners = new Map();
let waiting = [];

/** Hear of one kind of event; "loaded" comes when the whole state is new. */
export function on(kind, handle) {
  listeners.set(kind, [...(listeners.get(kind) ?? []), handle]);
}

function tell(kind, event) {
  for (const handle of listeners.get(kind) ?? []) handle(event);
}

/** Listen to the server, for as long as the page is open. The browser reconnects by itself. */
export function connect() {
  const source = new EventSource("/api/events");
  source.onopen = load;
  source.onerror = () => tell("connection", { lost: true });
  source.onmessage = (news) => {
    const event = JSON.parse(news.data);
    if (waiting) waiting.push(event);
    else apply(event);
  };
}

async function load() {
  waiting = [];
  const response = await fetch("/api/state");
  const fresh = await response.json();
  Object.assign(store, fresh);
  store.people = new Map(fresh.people.map((person) => [person.id, person]));
  store.chats = new Map(fresh.chats.map((chat) => [chat.id, chat]));
  const missed = waiting;
  waiting = null;
  tell("connection", { lost: false });
  tell("loaded", {});
  missed.forEach(apply);
}

const CHANGES = {
  message({ chat, message }) {
    const messages = store.chats.get(chat).messages;
    const at = messages.findIndex((one) => one.id === message.id);
    if (at < 0) messages.push(message);
    else messages[at] = message;
  },
  presence({ chat, present }) {
    store.chats.get(chat).present = present;
  },
  read({ chat, person, message }) {
    store.chats.get(chat).read[person] = message;
  },
  story({ story }) {
    store.story = story;
  },
  clock({ clock }) {
    store.clock = clock;
  },
  guideline({ guideline }) {
    store.guideline = guideline;
  },
  stories({ stories }) {
    store.stories = stories;
  },
  bot({ runs }) {
    store.bot.runs = runs;
  },
  traffic({ exchange }) {
    const at = store.traffic.findIndex((one) => one.number === exchange.number);
    if (at < 0) store.traffic.push(exchange);
    else store.traffic[at] = exchange;
    store.traffic.splice(0, store.traffic.length - 300);
  },
};

function apply(event) {
  if (event.number <= store.number) return;
  store.number = event.number;
  CHANGES[event.kind]?.(event);
  tell(event.kind, event);
}

/** Ask the server to do something. Errors are shown where the deed was done; here only whether it went well. */
export async function ask(what, body) {
  try {
    const headers = { "Content-Type": "application/json" };
    const response = await fetch(`/api/${what}`, { method: "POST", headers, body: JSON.stringify(body) });
    return response.ok;
  } catch {
    return false;
  }
}

/** The chat that a person has alone with the bot. */
export function personalChat(personId) {
  return [...store.chats.values()].find((chat) => chat.kind === "personal" && chat.members[0] === personId);
}

/** How many messages a person has not read in a chat; their own never count. */
export function unread(chat, personId) {
  const read = chat.read[personId] ?? "";
  const isNew = (id) => id.length > read.length || (id.length === read.length && id > read);
  return chat.messages.filter((m) => m.author !== personId && !m.deleted && isNew(m.id)).length;
}

// The chat page: a list of chats, one conversation, a line to write on.
import { clock, day, draw, hue, make } from "./message.js";
import { deed, listen } from "./server.js";
import { say } from "./words.js";

const $ = (id) => document.getElementById(id);
const chats = new Map();
const read = new Map(); // chat id → what its reader has seen of each message
let me = null;
let menus = {};
let open = null;
let editing = null;

const ORDER = { private: 0, supergroup: 1, group: 1, channel: 2 };
const HEADS = { 0: "chats", 1: "groups", 2: "channels" };

function news(body) {
  if (body.all) chats.clear();
  me = body.me;
  menus = body.commands;
  for (const chat of body.chats) chats.set(chat.id, chat);
  $("now").textContent = `${day(body.now)}, ${clock(body.now)}`;
  if (body.all) for (const chat of chats.values()) remember(chat);
  const chosen = chats.get(open);
  if (chosen) converse(chosen);
  list();
}

function remember(chat) {
  read.set(chat.id, new Map(chat.messages.map((m) => [m.id, m.text])));
}

function unread(chat) {
  const seen = read.get(chat.id) ?? new Map();
  return chat.messages.filter((m) => !seen.has(m.id) && m.sender !== me?.id);
}

function letters(chat) {
  return chat.kind === "private" ? "Σ" : (chat.title.match(/\p{L}{1,2}/u)?.[0] ?? "#");
}

function face(element, chat) {
  element.textContent = letters(chat);
  element.style.setProperty("--hue", hue(chat.id));
}

function list() {
  const focused = document.activeElement?.dataset?.chat;
  const sorted = [...chats.values()].sort((a, b) => ORDER[a.kind] - ORDER[b.kind]);
  const items = [];
  let group = -1;
  for (const chat of sorted) {
    if (ORDER[chat.kind] !== group) items.push(make("h2", "", say(HEADS[(group = ORDER[chat.kind])])));
    items.push(entry(chat));
  }
  $("chats").replaceChildren(...items);
  if (focused) document.querySelector(`[data-chat="${focused}"]`)?.focus();
}

function entry(chat) {
  const button = make("button", "chat");
  button.type = "button";
  button.dataset.chat = chat.id;
  button.setAttribute("aria-current", chat.id === open);
  button.onclick = () => choose(chat.id);
  const picture = make("span", "face");
  face(picture, chat);
  const last = chat.messages.at(-1);
  const fresh = unread(chat);
  button.append(picture, make("b", "", chat.title), make("time", "", last ? clock(last.date) : ""));
  button.append(make("span", "", last ? last.text || last.service || "📎" : say("empty")));
  if (fresh.length && chat.id !== open) {
    button.append(make("i", fresh.some((m) => m.by_bot && !m.silent) ? "rings" : "", fresh.length));
  }
  return button;
}

function choose(id) {
  open = id;
  stopEditing();
  $("talk").replaceChildren();
  $("app").dataset.open = id ?? "";
  $("menu").hidden = true;
  if (location.hash !== `#${id ?? ""}`) history.pushState(null, "", id === null ? "#" : `#${id}`);
  if (chats.has(id)) converse(chats.get(id));
  list();
}

function about(chat) {
  if (chat.kind === "private") return say("bot");
  if (chat.kind !== "channel") return say("group");
  return `@${chat.username} · ${say(chat.bot === "administrator" ? "admin" : "preview")}`;
}

function converse(chat) {
  const talk = $("talk");
  const atEnd = talk.scrollHeight - talk.scrollTop - talk.clientHeight < 60;
  face($("face"), chat);
  $("title").textContent = chat.title;
  $("about").textContent = about(chat);
  const here = editing ? $("words").placeholder : chat.kind === "channel" ? say("post") : say("say");
  $("words").placeholder = here;
  $("slash").hidden = chat.kind === "channel" || !(menus[chat.kind] ?? []).length;
  fill(talk, chat);
  if (atEnd || !talk.dataset.was || talk.dataset.was !== String(chat.id)) talk.scrollTop = talk.scrollHeight;
  talk.dataset.was = chat.id;
  remember(chat);
}

function fill(talk, chat) {
  const old = new Map([...talk.children].map((item) => [item.dataset.key, item]));
  const items = [];
  let date = "";
  for (const message of chat.messages) {
    if (day(message.date) !== date) items.push(divider((date = day(message.date))));
    const state = JSON.stringify(message);
    const before = old.get(`m${message.id}`);
    if (before?.dataset.state === state) {
      items.push(before);
      continue;
    }
    const item = draw(message, chat, me?.id, acts);
    item.dataset.key = `m${message.id}`;
    item.dataset.state = state;
    if (before) item.classList.add("changed");
    items.push(item);
  }
  talk.replaceChildren(...items);
}

function divider(text) {
  const item = make("li", "day", text);
  item.dataset.key = text;
  return item;
}

const acts = {
  edit(message) {
    editing = message.id;
    $("mode").hidden = false;
    $("mode").firstElementChild.textContent = say("editing", { text: message.text });
    $("words").value = message.text;
    grow();
    $("words").focus();
  },
  remove(message) {
    attempt(deed("delete", { chat: open, message_id: message.id }));
  },
  command(text) {
    attempt(deed("say", { chat: open, user: me.id, text }));
  },
  async press(message, key, button) {
    if (key.url) return window.open(key.url, "_blank", "noopener");
    if (!key.callback_data) return toast(key.text);
    button.disabled = true;
    const answer = await attempt(
      deed("press", { chat: open, message_id: message.id, data: key.callback_data, user: me.id }),
    );
    button.disabled = false;
    if (!answer) return;
    if (!answer.answered) toast(say("unanswered"));
    else if (answer.alert) tell(answer.text);
    else if (answer.text) toast(answer.text);
  },
  enlarge(url) {
    const image = make("img");
    image.src = url;
    image.alt = "";
    show(image);
  },
  loaded() {
    const talk = $("talk");
    if (talk.scrollHeight - talk.scrollTop - talk.clientHeight < 500) talk.scrollTop = talk.scrollHeight;
  },
};

async function attempt(promise) {
  try {
    return await promise;
  } catch (fault) {
    toast(fault.message);
    return null;
  }
}

let toasting;
function toast(text) {
  $("toast").textContent = text;
  $("toast").hidden = false;
  clearTimeout(toasting);
  toasting = setTimeout(() => ($("toast").hidden = true), 3500);
}

function tell(text) {
  show(document.createTextNode(text));
}

function show(node) {
  $("box").querySelector("div").replaceChildren(node);
  $("box").showModal();
}

function stopEditing() {
  if (editing !== null) $("words").value = "";
  editing = null;
  $("mode").hidden = true;
  grow();
}

function grow() {
  const words = $("words");
  words.style.height = "auto";
  if (words.scrollHeight) words.style.height = `${words.scrollHeight + 2}px`; // 0 while it is hidden
}

async function send() {
  const words = $("words");
  const text = words.value.trim();
  if (!text || open === null) return;
  const chat = chats.get(open);
  let done;
  if (editing !== null) done = deed("edit", { chat: open, message_id: editing, text });
  else if (chat.kind === "channel") done = deed("post", { chat: open, text });
  else done = deed("say", { chat: open, user: me.id, text });
  if (await attempt(done)) {
    words.value = "";
    stopEditing();
    $("menu").hidden = true;
    $("talk").scrollTop = $("talk").scrollHeight;
  }
}

function offer() {
  const chat = chats.get(open);
  const typed = $("words").value;
  const known = chat && chat.kind !== "channel" ? (menus[chat.kind] ?? []) : [];
  const fits = /^\/\w*$/.test(typed) ? known.filter((c) => `/${c.command}`.startsWith(typed)) : [];
  $("menu").replaceChildren(...fits.map((command) => {
    const button = make("button");
    button.type = "button";
    button.append(make("b", "", `/${command.command}`), make("span", "", command.description));
    button.onclick = () => { $("words").value = `/${command.command}`; send(); };
    return button;
  }));
  $("menu").hidden = !fits.length;
}

$("write").onsubmit = (event) => { event.preventDefault(); send(); };
$("words").onkeydown = (event) => {
  if (event.key === "Enter" && !event.shiftKey && !event.isComposing) { event.preventDefault(); send(); }
  if (event.key === "Escape") { stopEditing(); $("menu").hidden = true; }
};
$("words").oninput = () => { grow(); offer(); };
$("slash").onclick = () => { $("words").value = $("menu").hidden ? "/" : ""; offer(); $("words").focus(); };
$("mode").querySelector("button").onclick = stopEditing;
$("back").onclick = () => choose(null);
window.onpopstate = () => choose(Number(location.hash.slice(1)) || null);

$("place").textContent = say("sandbox");
$("nothing").textContent = say("choose");
for (const [id, key] of [["back", "back"], ["send", "send"], ["slash", "commands"]]) $(id).ariaLabel = say(key);
$("mode").querySelector("button").ariaLabel = say("cancel");
$("lost").textContent = say("lost");

open = Number(location.hash.slice(1)) || null;
$("app").dataset.open = open ?? "";
listen(news, (lost) => ($("lost").hidden = !lost));

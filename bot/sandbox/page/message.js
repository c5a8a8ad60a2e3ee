// One message as an element. Its html comes from the server, made there from text and entities.
import { language, say } from "./words.js";

const ZONE = "Europe/Moscow"; // officials' clock, as in the transcript

export function clock(iso) {
  return new Date(iso).toLocaleTimeString(language, { hour: "2-digit", minute: "2-digit", timeZone: ZONE });
}

export function day(iso) {
  return new Date(iso).toLocaleDateString(language, { day: "numeric", month: "long", timeZone: ZONE });
}

export function hue(id) {
  return (Math.abs(id) * 47) % 360;
}

export function make(tag, className, text) {
  const element = document.createElement(tag);
  if (className) element.className = className;
  if (text !== undefined) element.textContent = text;
  return element;
}

export function draw(message, chat, me, on) {
  if (message.service) return make("li", "note", message.service);
  const mine = message.sender === me && chat.kind !== "channel";
  const item = make("li", mine ? "said mine" : "said");
  item.dataset.id = message.id;
  const bubble = make("div", "bubble");
  if (chat.kind !== "private" && chat.kind !== "channel" && !mine) {
    const who = make("div", "who", message.who);
    who.style.setProperty("--hue", hue(message.sender || chat.id));
    bubble.append(who);
  }
  if (message.from_channel) bubble.append(make("div", "forward", say("forwarded", { name: message.from_channel })));
  if (message.reply) bubble.append(make("div", "reply", `${message.reply.who}: ${message.reply.text}`));
  if (message.media) bubble.append(picture(message.media, on));
  if (message.text) {
    const text = make("div", "text");
    text.innerHTML = message.html;
    commands(text, on);
    bubble.append(text);
  }
  bubble.append(meta(message, chat, on));
  item.append(bubble);
  if (message.rows.length) item.append(keys(message, on));
  return item;
}

function commands(text, on) {
  const walker = document.createTreeWalker(text, NodeFilter.SHOW_TEXT);
  const found = [];
  while (walker.nextNode()) if (/(^|\s)\/\w/.test(walker.currentNode.data)) found.push(walker.currentNode);
  for (const node of found) {
    const parts = node.data.split(/(?<=^|\s)(\/[A-Za-z0-9_]+)/);
    node.replaceWith(...parts.map((part) => {
      if (!/^\/\w/.test(part)) return part;
      const link = make("a", "", part);
      link.href = "#";
      link.onclick = (event) => { event.preventDefault(); on.command(part); };
      return link;
    }));
  }
}

function picture(media, on) {
  const url = `/control/file/${encodeURIComponent(media.file)}`;
  if (media.kind === "photo") {
    const button = make("button", "picture");
    const image = make("img");
    image.src = url;
    image.alt = "";
    image.onload = on.loaded;
    button.type = "button";
    button.onclick = () => on.enlarge(url);
    button.append(image);
    return button;
  }
  const link = make("a", "file", `📎 ${media.name || say("file")}`);
  link.href = url;
  return link;
}

function meta(message, chat, on) {
  const line = make("div", "meta");
  if (chat.kind === "channel") {
    for (const [name, act] of [["edit", on.edit], ["remove", on.remove]]) {
      const button = make("button", name, say(name));
      button.type = "button";
      button.onclick = () => act(message);
      line.append(button);
    }
  }
  if (message.reactions.length) line.append(message.reactions.join(""));
  if (message.by_bot && chat.kind !== "private") {
    line.append(make("span", message.silent ? "" : "bell", message.silent ? `🔕 ${say("silent")}` : `🔔 ${say("rings")}`));
  }
  if (message.edited) line.append(make("span", "edited", say("edited")));
  line.append(make("time", "", clock(message.date)));
  return line;
}

function keys(message, on) {
  const board = make("div", "keys");
  for (const row of message.rows) {
    const line = make("div");
    for (const key of row) {
      const button = make("button", "", key.text);
      button.type = "button";
      button.onclick = () => on.press(message, key, button);
      line.append(button);
    }
    board.append(line);
  }
  return board;
}

// The words of the page, in the language that the server was told.

let texts = {};

export async function learn() {
  // Where the system has no face for Chinese the program's own stands in.
  const face = document.fonts.load('14px "duikai hei"', "版").catch(() => {});
  texts = await (await fetch("texts.json")).json();
  await face;
  for (const it of document.querySelectorAll("[data-text]")) it.textContent = say(it.dataset.text);
  for (const it of document.querySelectorAll("[data-title]")) {
    it.title = say(it.dataset.title);
    if (!it.textContent.match(/\p{L}/u)) it.setAttribute("aria-label", it.title);
  }
  for (const it of document.querySelectorAll("[data-label]")) it.setAttribute("aria-label", say(it.dataset.label));
}

/** The text of a key, its {places} filled in. */
export function say(key, values = {}) {
  return (texts[key] ?? key).replace(/\{(\w+)\}/g, (_, name) => String(values[name] ?? ""));
}

let folder = "";

/** Takes the folder of the edition, from which files are named. */
export function setFolder(name) {
  folder = name ?? "";
}

/** A file and a line of it, as they are named from the folder of the edition. */
export function placeWords(file, line, column) {
  const name = folder && file.startsWith(folder) ? file.slice(folder.length) : file;
  return [name, line, column].filter((it) => it !== undefined && it !== null).join(":");
}

/** How a story fits, in words. */
export function fitWords(story) {
  if (story.over[0] > 0) return say("over", { lines: story.over[0], chars: story.over[1] });
  if (story.spare > 0) return say("spare", { lines: story.spare });
  return say("full");
}

/** Makes an element; texts are texts, never markup. */
export function make(name, attributes = {}, ...children) {
  const it = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (value === null || value === undefined || value === false) continue;
    if (key === "class") it.className = value;
    else if (key.startsWith("on")) it.addEventListener(key.slice(2), value);
    else it.setAttribute(key, value === true ? "" : value);
  }
  it.append(...children.filter((child) => child !== null && child !== undefined));
  return it;
}

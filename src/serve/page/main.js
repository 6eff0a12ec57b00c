// The desk: takes what the server sends and shows it.

import { answered, ask, askOver } from "./ask.js";
import { Chosen } from "./chosen.js";
import { forget, prepare } from "./draw.js";
import { Handles } from "./gesture.js";
import { said, showProblems, showReading, showStories, Thumbs } from "./lists.js";
import { Link } from "./link.js";
import { drawGrid, drawOrder, Slots } from "./overlay.js";
import { Painter } from "./paint.js";
import { View } from "./view.js";
import { Writer } from "./writer.js";
import { learn, make, placeWords, say, setFolder } from "./words.js";

const $ = (id) => document.getElementById(id);
const pages = new Map();
const shown = { grid: false, slots: true, order: false, rest: true, faults: true };
let told = null;
// A page in a section is called A01.
let now = Number(location.hash.slice(1)) || location.hash.slice(1) || 0;
let chosen = null;
let revision = 0;
let arrived = 0;
let dirty = false;
let read = "";
let problem = -1;
let mode = null;
let name = null;
let hush = 0;

/** Does what nobody waits for when nothing else is to be done. */
const idle = (work) => (window.requestIdleCallback ?? ((work) => setTimeout(work, 50)))(work);

/** What tests and measurements read. */
window.duikai = { painted: { revision: 0, at: 0 }, board: () => told, page: () => pages.get(now), flush: false };

await learn();
const view = new View($("stage"), paintSoon);
window.duikai.view = view;
window.duikai.repaint = paintWhole;
const painter = new Painter($("sheet"));
const thumbs = new Thumbs($("thumbs"), go);
const slots = new Slots($("layer"), touched);
const handles = new Handles($("layer"), view, (slot, at) => edit({ kind: "place", slot: slot.name, at }));
const writer = new Writer($("writer"), refused);
const detail = new Chosen($("chosen"), { edit, write: (story) => writer.open(story).catch(refused), mode: begin });
const link = new Link(
  () => Object.fromEntries([...pages].map(([number, page]) => [number, page.key])),
  take,
  (state) => {
    document.body.classList.toggle("down", state === "down");
    status();
  },
);

askOver(link);

/** Asks for a change of the files; what comes of it comes as a board. */
async function edit(gesture) {
  try {
    await ask("edit", { gesture });
  } catch (refusal) {
    refused(refusal);
  }
}

function step(type) {
  writer.save().then(() => ask(type)).catch(refused);
}

/** Tells why something was not done. */
function refused({ why, words }) {
  if (!why) return console.error(why);
  $("said").replaceChildren(make("span", {}, say("refused." + why)), make("span", { lang: "en" }, words ? placeWords(words) : ""));
  $("said").hidden = false;
  clearTimeout(hush);
  hush = setTimeout(() => ($("said").hidden = true), 6000);
}

/** Begins to wait for a second click: another story, or a point of the picture. */
function begin(what) {
  mode = what;
  $("stage").dataset.mode = what;
  status(what === "swap" ? say("swap-with") : say("focus-at"));
}

function leave() {
  mode = null;
  delete $("stage").dataset.mode;
}

/** A slot was clicked. */
function touched(slot, event) {
  const page = pages.get(now);
  const own = page?.slots.find((it) => it.name === name);
  const was = mode;
  leave();
  if (was === "swap" && own && own.name !== slot.name) edit({ kind: "swap", slot: own.name, other: slot.name });
  else if (was === "focus" && own?.name === slot.name) {
    const [x, y] = view.under(event);
    const part = (at, from, length) => Math.min(100, Math.max(0, Math.round(((at - from) / length) * 100)));
    edit({ kind: "focus", slot: own.name, x: part(x, own.rect[0], own.rect[2]), y: part(y, own.rect[1], own.rect[3]) });
  } else choose(slot.id, slot);
}

/** Takes a message. New pages are shown once their faces are there, all in one frame. */
function take(message) {
  if (answered(message) || message.type !== "board") return;
  arrived = message.revision;
  const drawn = message.drawn.map(prepare);
  const show = () => {
    if (message.revision < arrived && message.drawn.length === 0) return;
    for (const page of drawn) pages.set(page.n, page);
    told = message.told;
    setFolder(told.folder);
    revision = message.revision;
    const there = new Set(told.pages.map((page) => page.n));
    for (const number of pages.keys()) if (!there.has(number)) pages.delete(number);
    forget(pages.values());
    if (!pages.has(now)) now = told.pages[0]?.n ?? 0;
    update();
  };
  // Messages are shown in the order they came in.
  if (drawn.every((page) => page.isReady())) show();
  else Promise.all(drawn.filter((page) => page.n === now || !now).map((page) => page.ready)).then(show);
}

/** Everything but the canvas. */
function update() {
  if (!told) return;
  const page = pages.get(now);
  const state = told.pages.find((it) => it.n === now);
  document.title = `${told.paper ?? ""} ${told.date ?? ""} · duikai`;
  $("paper").textContent = `${told.paper ?? "duikai"} ${told.date ?? ""}`;
  $("stage").classList.toggle("stale", Boolean(state?.stale));
  thumbs.show(told, pages, now);
  showStories($("stories"), told, chosen?.id, (story) => choose(story.id, null, story.page));
  showProblems($("problems"), told, pick);
  const bad = told.stories.filter((story) => story.over[0] > 0).length;
  $("tab-stories").textContent = say("stories", { n: told.stories.length, bad });
  $("tab-problems").textContent = say("problems", { n: told.problem_count });
  const first = told.broken ? told.problems.find((it) => it.severity === "error") : null;
  $("broken").hidden = !first;
  if (first) {
    const place = first.file ? placeWords(first.file, first.line, first.column) : "";
    $("broken").replaceChildren(make("strong", {}, say("broken")), make("code", {}, place), make("span", {}, said(first).message));
  }
  if (page) {
    if (read !== page.key) idle(() => showReading($("reading"), page));
    read = page.key;
    const slot = chosenSlot(page);
    name = slot?.name ?? null;
    slots.show(page, told.stories, slot, shown);
    handles.show(page, slot);
    detail.show(slot, told.stories.find((it) => it.id === slot?.id));
    view.show(page);
  }
  writer.show(told);
  for (const way of ["undo", "redo"]) {
    const button = document.querySelector(`[data-do="${way}"]`);
    const label = told.more?.[way];
    button.disabled = !label;
    button.title = label ? say("edit." + label) : "";
  }
  for (const name of Object.keys(shown)) document.querySelector(`[data-do="${name}"]`).setAttribute("aria-pressed", String(shown[name]));
  status();
  paintSoon();
}

/** The slot that is chosen, wherever its place is written by now. */
function chosenSlot(page) {
  if (!chosen) return null;
  const alike = page.slots.filter((it) => it.id === chosen.id && it.kind === chosen.kind);
  return alike.find((it) => it.name === chosen.name) ?? alike[0] ?? page.slots.find((it) => it.id === chosen.id && it.kind !== "picture") ?? null;
}

function status(words) {
  const slot = pages.get(now)?.slots.find((it) => it.name === name);
  const down = document.body.classList.contains("down");
  $("status").textContent = words ?? (down ? say("down") : slot ? `${placeWords(slot.file, slot.line)}  ${slot.at}` : told ? (told.broken ? say("live-broken") : say("live")) : say("wait"));
}

function paintSoon() {
  if (dirty) return;
  dirty = true;
  requestAnimationFrame(paint);
}

/** Paints all of the page: a picture of it has come. */
function paintWhole() {
  painter.place = "";
  paintSoon();
}

function paint() {
  dirty = false;
  const ratio = window.devicePixelRatio || 1;
  const [width, height] = [Math.round($("stage").clientWidth * ratio), Math.round($("stage").clientHeight * ratio)];
  const page = pages.get(now);
  $("zoom").textContent = `${Math.round(view.zoom * 100)} %`;
  const place = { scale: view.scale * ratio, x: view.x * ratio, y: view.y * ratio, width, height };
  const over = (context) => {
    if (shown.grid) drawGrid(context, page, place, ratio);
    if (shown.order) drawOrder(context, page, place, ratio);
  };
  painter.paint(page, place, { loaded: paintWhole, faults: shown.faults, over: page && (shown.grid || shown.order) ? over : null });
  if (page) {
    slots.place(view);
    handles.place(view);
    // A measurement waits for the pixels themselves.
    if (window.duikai.flush) $("sheet").getContext("2d").getImageData(0, 0, 1, 1);
  }
  const painted = revision;
  const channel = new MessageChannel();
  channel.port1.onmessage = () => {
    window.duikai.painted = { revision: painted, at: performance.timeOrigin + performance.now() };
    channel.port1.close();
  };
  channel.port2.postMessage(0);
}

function go(number) {
  if (!pages.has(number)) return;
  now = number;
  history.replaceState(null, "", `#${number}`);
  pages.get(number).ready.then(update);
  update();
}

/** Shows a story on its page, and marks it in the list. */
function choose(id, slot, number) {
  chosen = { id, kind: slot?.kind ?? null, name: slot?.name ?? null };
  if (number && number !== now && pages.has(number)) go(number);
  update();
  const found = slot ?? pages.get(now)?.slots.find((it) => it.name === name);
  if (found) view.reveal(found.rect);
  document.querySelector(`[data-story="${CSS.escape(id)}"].row`)?.scrollIntoView({ block: "nearest" });
}

function pick(it) {
  if (it.page && it.page !== now) go(it.page);
  if (it.story) choose(it.story);
  if (it.file) status(placeWords(it.file, it.line, it.column));
}

function tab(name) {
  for (const other of ["stories", "problems"]) {
    $(other).hidden = other !== name;
    $(`tab-${other}`).setAttribute("aria-selected", String(other === name));
  }
}

function turn(by) {
  const list = told?.pages ?? [];
  const at = list.findIndex((page) => page.n === now) + by;
  if (list[at]) go(list[at].n);
}

function nextProblem(by) {
  const list = told?.problems ?? [];
  if (!list.length) return;
  problem = (problem + by + list.length) % list.length;
  tab("problems");
  const row = $("problems").querySelectorAll("button")[problem];
  row?.focus();
  pick(list[problem]);
}

const toggle = (name) => () => {
  shown[name] = !shown[name];
  update();
};

const DO = {
  "zoom-in": () => view.by(1.25),
  "zoom-out": () => view.by(0.8),
  fit: () => view.fit("fit"),
  width: () => view.fit("width"),
  "true-size": () => view.to(1),
  grid: toggle("grid"),
  slots: toggle("slots"),
  order: toggle("order"),
  rest: toggle("rest"),
  faults: toggle("faults"),
  stories: () => tab("stories"),
  problems: () => tab("problems"),
  undo: () => step("undo"),
  redo: () => step("redo"),
  help: () => $("help").showModal(),
};
for (const it of document.querySelectorAll("[data-do]")) it.addEventListener("click", DO[it.dataset.do]);

const STEP = 60;
/** What a key does; the words of each are the text `key.` and its name. */
const KEYS = {
  PageDown: () => turn(1),
  PageUp: () => turn(-1),
  "+": DO["zoom-in"],
  "=": DO["zoom-in"],
  "-": DO["zoom-out"],
  0: DO.fit,
  w: DO.width,
  1: DO["true-size"],
  g: DO.grid,
  s: DO.slots,
  o: DO.order,
  x: DO.rest,
  f: DO.faults,
  n: () => nextProblem(1),
  p: () => nextProblem(-1),
  t: DO.stories,
  r: () => step("again"),
  Enter: () => {
    const story = told?.stories.find((it) => it.id === chosen?.id && it.copy);
    if (story) writer.open(story).catch(refused);
  },
  "?": DO.help,
  ArrowLeft: (event) => handles.nudge(-1, 0, event.shiftKey) || view.pan(STEP, 0),
  ArrowRight: (event) => handles.nudge(1, 0, event.shiftKey) || view.pan(-STEP, 0),
  ArrowUp: (event) => handles.nudge(0, -1, event.shiftKey) || view.pan(0, STEP),
  ArrowDown: (event) => handles.nudge(0, 1, event.shiftKey) || view.pan(0, -STEP),
  Escape: () => {
    leave();
    chosen = null;
    update();
  },
};
const SHOWN_KEYS = [["PageUp PageDown", "pages"], ["+ -", "zoom"], ["0", "fit"], ["w", "width"], ["1", "true-size"], ["g", "grid"], ["s", "slots"], ["o", "order"], ["x", "rest"], ["f", "faults"], ["n p", "problem"], ["t", "stories"], ["r", "again"], ["← → ↑ ↓", "pan"], ["Shift+↓", "resize"], ["Enter", "write"], ["Ctrl+Z", "undo"], ["Ctrl+Y", "redo"], ["Esc", "leave"]];
for (const [keys, name] of SHOWN_KEYS) {
  $("keys").append(make("dt", {}, ...keys.split(" ").map((key) => make("kbd", {}, key))), make("dd", {}, say("key." + name)));
}
document.addEventListener("keydown", (event) => {
  const typing = event.target.closest?.("input, textarea, select, dialog[open]");
  const list = event.target.closest?.("aside, nav") && event.key.startsWith("Arrow");
  const way = { z: event.shiftKey ? "redo" : "undo", y: "redo" }[event.key.toLowerCase()];
  if (way && (event.ctrlKey || event.metaKey) && !(typing && !writer.isOpen)) {
    event.preventDefault();
    return step(way);
  }
  // A button that has the focus is pressed by Enter itself, but for a slot.
  if (event.key === "Enter" && event.target.closest?.("button:not(.slot)")) return;
  if (typing || list || event.ctrlKey || event.metaKey || event.altKey) return;
  const act = KEYS[event.key] ?? KEYS[event.key.toLowerCase()];
  if (!act) return;
  event.preventDefault();
  act(event);
});
update();
status();

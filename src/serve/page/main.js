// The desk: takes what the server sends and shows it.

import { drawPage, forget, prepare } from "./draw.js";
import { said, showProblems, showReading, showStories, Thumbs } from "./lists.js";
import { Link } from "./link.js";
import { drawGrid, drawOrder, Slots } from "./overlay.js";
import { View } from "./view.js";
import { learn, make, placeWords, say, setFolder } from "./words.js";

const $ = (id) => document.getElementById(id);
const pages = new Map();
const shown = { grid: false, slots: true, order: false, rest: true, faults: true };
let told = null;
let now = Number(location.hash.slice(1)) || 0;
let chosen = null;
let revision = 0;
let arrived = 0;
let dirty = false;
let read = "";
let problem = -1;

/** What tests and measurements read. */
window.duikai = { painted: { revision: 0, at: 0 }, board: () => told, page: () => pages.get(now), flush: false };

await learn();
const view = new View($("stage"), paintSoon);
window.duikai.view = view;
const thumbs = new Thumbs($("thumbs"), go);
const slots = new Slots($("layer"), (slot) => choose(slot.id, slot));
const link = new Link(
  () => Object.fromEntries([...pages].map(([number, page]) => [number, page.key])),
  take,
  (state) => {
    document.body.classList.toggle("down", state === "down");
    status();
  },
);

/** Takes a message. New pages are shown once their faces are there, all in one frame. */
function take(message) {
  if (message.type !== "board") return;
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
  showStories($("stories"), told, chosen, (story) => choose(story.id, null, story.page));
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
    if (read !== page.key) showReading($("reading"), page);
    read = page.key;
    slots.show(page, told.stories, chosen, shown);
    view.show(page);
  }
  for (const name of Object.keys(shown)) document.querySelector(`[data-do="${name}"]`).setAttribute("aria-pressed", String(shown[name]));
  status();
  paintSoon();
}

function status(words) {
  const slot = pages.get(now)?.slots.find((it) => it.id === chosen);
  const down = document.body.classList.contains("down");
  $("status").textContent = words ?? (down ? say("down") : slot ? `${placeWords(slot.file, slot.line)}  ${slot.at}` : told ? (told.broken ? say("live-broken") : say("live")) : say("wait"));
}

function paintSoon() {
  if (dirty) return;
  dirty = true;
  requestAnimationFrame(paint);
}

function paint() {
  dirty = false;
  const canvas = $("sheet");
  const ratio = window.devicePixelRatio || 1;
  const [width, height] = [Math.round($("stage").clientWidth * ratio), Math.round($("stage").clientHeight * ratio)];
  if (canvas.width !== width || canvas.height !== height) [canvas.width, canvas.height] = [width, height];
  const context = canvas.getContext("2d");
  context.setTransform(1, 0, 0, 1, 0, 0);
  context.clearRect(0, 0, width, height);
  const page = pages.get(now);
  $("zoom").textContent = `${Math.round(view.zoom * 100)} %`;
  if (page) {
    const place = { scale: view.scale * ratio, x: view.x * ratio, y: view.y * ratio, width, height };
    drawPage(context, page, place, { loaded: paintSoon, faults: shown.faults });
    if (shown.grid) drawGrid(context, page, place, ratio);
    if (shown.order) drawOrder(context, page, place, ratio);
    slots.place(view);
    // A measurement waits for the pixels themselves.
    if (window.duikai.flush) context.getImageData(0, 0, 1, 1);
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
  chosen = id;
  if (number && number !== now && pages.has(number)) go(number);
  update();
  const found = slot ?? pages.get(now)?.slots.find((it) => it.id === id);
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
  r: () => link.send({ type: "again" }),
  "?": DO.help,
  ArrowLeft: () => view.pan(STEP, 0),
  ArrowRight: () => view.pan(-STEP, 0),
  ArrowUp: () => view.pan(0, STEP),
  ArrowDown: () => view.pan(0, -STEP),
  Escape: () => {
    chosen = null;
    update();
  },
};
const SHOWN_KEYS = [["PageUp PageDown", "pages"], ["+ -", "zoom"], ["0", "fit"], ["w", "width"], ["1", "true-size"], ["g", "grid"], ["s", "slots"], ["o", "order"], ["x", "rest"], ["f", "faults"], ["n p", "problem"], ["t", "stories"], ["r", "again"], ["← → ↑ ↓", "pan"], ["Esc", "leave"]];
for (const [keys, name] of SHOWN_KEYS) {
  $("keys").append(make("dt", {}, ...keys.split(" ").map((key) => make("kbd", {}, key))), make("dd", {}, say("key." + name)));
}
document.addEventListener("keydown", (event) => {
  const typing = event.target.closest?.("input, textarea, select, dialog[open]");
  const list = event.target.closest?.("aside, nav") && event.key.startsWith("Arrow");
  if (typing || list || event.ctrlKey || event.metaKey || event.altKey) return;
  const act = KEYS[event.key] ?? KEYS[event.key.toLowerCase()];
  if (!act) return;
  event.preventDefault();
  act();
});
update();
status();

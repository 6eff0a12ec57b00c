// The lists beside the page: thumbnails, stories, problems.

import { drawPage } from "./draw.js";
import { fitWords, make, placeWords, say } from "./words.js";

/** A thumbnail a page, drawn again when its look changes and nothing else is to be done. */
export class Thumbs {
  constructor(list, go) {
    Object.assign(this, { list, go, known: new Map(), waiting: new Set() });
  }

  show(told, pages, now) {
    const left = new Set(this.known.keys());
    told.pages.forEach((state, nth) => {
      const page = pages.get(state.n);
      if (!page) return;
      left.delete(state.n);
      let it = this.known.get(state.n);
      if (!it) {
        it = { canvas: make("canvas"), words: make("span", { class: "words" }), key: "" };
        it.box = make("button", { type: "button", onclick: () => this.go(state.n) }, it.canvas, it.words);
        this.known.set(state.n, it);
      }
      const name = `${page.numbers.join("–")} ${page.section}`;
      it.words.textContent = name;
      it.box.className = `${state.state} ${state.stale ? "stale" : ""}`;
      it.box.dataset.page = state.n;
      it.box.title = `${name} · ${say("state." + state.state)}${state.stale ? ` · ${say("stale")}` : ""}`;
      it.box.setAttribute("aria-label", it.box.title);
      if (state.n === now) it.box.setAttribute("aria-current", "page");
      else it.box.removeAttribute("aria-current");
      if (this.list.children[nth] !== it.box) this.list.insertBefore(it.box, this.list.children[nth] ?? null);
      if (it.key !== page.key) this.later(it, page);
    });
    for (const gone of left) {
      this.known.get(gone).box.remove();
      this.known.delete(gone);
    }
  }

  later(it, page) {
    it.page = page;
    if (this.waiting.has(it)) return;
    this.waiting.add(it);
    const idle = window.requestIdleCallback ?? ((work) => setTimeout(work, 50));
    it.page.ready.then(() => idle(() => this.draw(it)));
  }

  draw(it) {
    this.waiting.delete(it);
    const { page } = it;
    const scale = 180 / page.h;
    const [width, height] = [Math.ceil(page.w * scale), 180];
    if (it.canvas.width !== width) [it.canvas.width, it.canvas.height] = [width, height];
    const again = () => this.later(it, it.page);
    drawPage(it.canvas.getContext("2d"), page, { scale, x: 0, y: 0, width, height }, { loaded: again, faults: false });
    it.key = page.key;
  }
}

/** Shows rows, each a key and what makes it; those that a list shows already stay as they are. */
function showRows(list, wanted) {
  const known = list.rows ?? new Map();
  list.rows = new Map();
  wanted.forEach(([name, build], nth) => {
    let key = name;
    while (list.rows.has(key)) key += "+";
    const row = known.get(key) ?? build();
    list.rows.set(key, row);
    if (list.children[nth] !== row) list.insertBefore(row, list.children[nth] ?? null);
  });
  while (list.children.length > wanted.length) list.lastChild.remove();
}

/** Stories, page by page. */
export function showStories(list, told, chosen, choose) {
  const rows = [];
  let page = null;
  for (const story of told.stories) {
    if (story.page !== page) {
      const n = (page = story.page);
      rows.push([`page ${n}`, () => make("h3", {}, say("page-number", { n }))]);
    }
    const pressed = String(story.id === chosen);
    rows.push([`${pressed} ${JSON.stringify(story)}`, () => storyRow(story, pressed, choose)]);
  }
  if (!rows.length) rows.push(["none", () => make("p", { class: "none" }, say("no-stories"))]);
  showRows(list, rows);
}

function storyRow(story, pressed, choose) {
  return make(
    "button",
    { type: "button", class: `row ${story.state}`, "data-story": story.id, "aria-pressed": pressed, onclick: () => choose(story) },
    make("strong", {}, story.title || story.id),
    make("span", { class: "badge" }, fitWords(story)),
    make("small", {}, say("story-line", { chars: story.chars, lines: story.lines, room: story.room })),
    make("small", { class: "place" }, placeWords(story.copy ?? story.file)),
  );
}

/** The sentences of a problem in the language of the page. */
export function said(problem) {
  return document.documentElement.lang.startsWith("zh") ? problem.local : problem;
}

/** Problems, the gravest first. */
export function showProblems(list, told, choose) {
  const rows = told.problems.map((problem) => [JSON.stringify(problem), () => problemRow(problem, choose)]);
  const more = told.problem_count - told.problems.length;
  if (more > 0) rows.push([`more ${more}`, () => make("p", { class: "none" }, say("more-problems", { n: more }))]);
  if (!rows.length) rows.push(["none", () => make("p", { class: "none" }, say("no-problems"))]);
  showRows(list, rows);
}

function problemRow(problem, choose) {
  const place = problem.file ? placeWords(problem.file, problem.line, problem.column) : say("no-place");
  return make(
    "button",
    { type: "button", class: `row ${problem.severity}`, "data-code": problem.code, onclick: () => choose(problem) },
    make("strong", {}, `${say("severity." + problem.severity)} · ${problem.code}`),
    make("span", { class: "message" }, said(problem).message),
    said(problem).help ? make("small", {}, said(problem).help) : null,
    make("small", { class: "place" }, place),
  );
}

/** The words of a page, story by story, for those who listen and for tests. */
export function showReading(box, page) {
  const parts = [];
  let depth = 0;
  let part = null;
  for (const item of page.items) {
    if (item.kind === "g") {
      if (depth === 0) parts.push((part = make("article", { "data-role": item.role, "data-story": item.name })));
      depth += 1;
    } else if (item.kind === "e") depth -= 1;
    else if (item.kind === "t") (depth ? part : (parts[parts.length] = make("p"))).append(item.text);
  }
  box.replaceChildren(...parts);
}

// Slots moved and resized by hand, from column to column and from row to row.

import { make } from "./words.js";

/** The columns and rows that a slot stands in, counted from 1; null if it is on none. */
export function cellsOf(page, rect) {
  const near = (a, b) => Math.abs(a - b) < 0.6;
  const turned = page.vertical;
  const [low, high] = turned ? [(it) => it[1], (it) => it[1] + it[3]] : [(it) => it[0], (it) => it[0] + it[2]];
  const c1 = page.columns.findIndex((it) => near(low(it), low(rect))) + 1;
  const c2 = page.columns.findIndex((it) => near(high(it), high(rect))) + 1;
  const [top, foot] = turned ? [(it) => it[0] + it[2], (it) => it[0]] : [(it) => it[1], (it) => it[1] + it[3]];
  const r1 = page.rows.findIndex((it) => near(top(it), top(rect))) + 1;
  const r2 = page.rows.findIndex((it) => near(foot(it), foot(rect))) + 1;
  return c1 && c2 && r1 && r2 ? { c1, c2, r1, r2 } : null;
}

/** The area of columns and rows on the page. */
export function areaOf(page, { c1, c2, r1, r2 }) {
  const corners = [page.columns[c1 - 1], page.columns[c2 - 1]];
  const ends = [page.rows[r1 - 1], page.rows[r2 - 1]];
  const [across, down] = page.vertical ? [ends, corners] : [corners, ends];
  const left = Math.min(...across.map((it) => it[0]));
  const right = Math.max(...across.map((it) => it[0] + it[2]));
  const top = Math.min(...down.map((it) => it[1]));
  const foot = Math.max(...down.map((it) => it[1] + it[3]));
  return [left, top, right - left, foot - top];
}

/** The place as a page file has it. */
export function placeOf({ c1, c2, r1, r2 }) {
  const reach = (a, b) => (a === b ? `${a}` : `${a}-${b}`);
  return `${reach(c1, c2)}栏 ${reach(r1, r2)}行`;
}

/** Cells moved or with other edges, kept on the grid. */
export function shifted(page, cells, edge, columns, rows) {
  const { c1, c2, r1, r2 } = cells;
  const within = (value, least, most) => Math.min(most, Math.max(least, value));
  const [C, R] = [page.columns.length, page.rows.length];
  if (edge === "move") {
    const c = within(columns, 1 - c1, C - c2);
    const r = within(rows, 1 - r1, R - r2);
    return { c1: c1 + c, c2: c2 + c, r1: r1 + r, r2: r2 + r };
  }
  return {
    c1: edge.includes("w") ? within(c1 + columns, 1, c2) : c1,
    c2: edge.includes("e") ? within(c2 + columns, c1, C) : c2,
    r1: edge.includes("n") ? within(r1 + rows, 1, r2) : r1,
    r2: edge.includes("s") ? within(r2 + rows, r1, R) : r2,
  };
}

/** How many columns and rows a way on the page is. */
export function stepsOf(page, x, y) {
  const pitch = (list, axis) => (list.length > 1 ? list[1][axis] - list[0][axis] : list[0][axis + 2]);
  const [across, down] = page.vertical ? [y, x] : [x, y];
  const axis = page.vertical ? 1 : 0;
  return [Math.round(across / pitch(page.columns, axis)), Math.round(down / pitch(page.rows, 1 - axis))];
}

/** An edge of the page as an edge of the text, where lines run downward. */
function turned(edge) {
  if (edge === "move") return edge;
  return [...edge].map((letter) => ({ n: "w", s: "e", e: "n", w: "s" })[letter]).join("");
}

/** Lets the chosen slot be dragged: its middle moves it, its edges resize it. */
export class Handles {
  /** `done` is given the slot and its new place. */
  constructor(layer, view, done) {
    Object.assign(this, { layer, view, done, slot: null, page: null, ghost: null });
    this.box = make("div", { class: "handles", hidden: true });
    for (const edge of ["move", "n", "s", "w", "e", "nw", "ne", "sw", "se"]) {
      const grip = make("span", { class: `grip ${edge}`, "data-edge": edge });
      grip.addEventListener("pointerdown", (event) => this.start(event, edge));
      this.box.append(grip);
    }
    this.words = make("output", { class: "ghost-words" });
    this.ghostBox = make("div", { class: "ghost", hidden: true }, this.words);
    layer.append(this.ghostBox, this.box);
  }

  show(page, slot) {
    this.page = page;
    this.slot = slot;
    this.cells = slot && page && (slot.areas?.length ?? 0) <= 1 ? cellsOf(page, slot.rect) : null;
    this.box.hidden = !this.cells;
    this.place(this.view);
  }

  place({ scale, x, y }) {
    const put = (box, [left, top, w, h]) => {
      box.style.transform = `translate(${left * scale + x}px, ${top * scale + y}px)`;
      box.style.width = `${w * scale}px`;
      box.style.height = `${h * scale}px`;
    };
    if (this.cells) put(this.box, this.slot.rect);
    this.ghostBox.hidden = !this.ghost;
    if (this.ghost) {
      put(this.ghostBox, areaOf(this.page, this.ghost));
      this.words.textContent = placeOf(this.ghost);
    }
  }

  start(event, edge) {
    if (event.button !== 0) return;
    event.preventDefault();
    event.stopPropagation();
    const grip = event.currentTarget;
    const from = this.view.under(event);
    const { page, slot, cells } = this;
    grip.setPointerCapture(event.pointerId);
    const move = (event) => {
      const [x, y] = this.view.under(event);
      const [columns, rows] = stepsOf(page, x - from[0], y - from[1]);
      this.ghost = shifted(page, cells, page.vertical ? turned(edge) : edge, columns, rows);
      this.place(this.view);
    };
    const end = (event) => {
      grip.removeEventListener("pointermove", move);
      grip.removeEventListener("pointerup", end);
      grip.removeEventListener("pointercancel", end);
      const ghost = this.ghost;
      this.ghost = null;
      this.place(this.view);
      if (event.type === "pointerup" && ghost && placeOf(ghost) !== placeOf(cells)) this.done(slot, placeOf(ghost));
    };
    grip.addEventListener("pointermove", move);
    grip.addEventListener("pointerup", end);
    grip.addEventListener("pointercancel", end);
  }

  /** Moves, or with `resize` moves the far edge, by one step to the right and so many down. */
  nudge(right, down, resize) {
    if (!this.cells) return false;
    const [columns, rows] = this.page.vertical ? [down, -right] : [right, down];
    const next = shifted(this.page, this.cells, resize ? "se" : "move", columns, rows);
    if (placeOf(next) !== placeOf(this.cells)) this.done(this.slot, placeOf(next));
    return true;
  }
}

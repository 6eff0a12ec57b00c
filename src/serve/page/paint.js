// Paints the canvas: the whole page, or only where it is no longer what stands there.

import { drawPage, faultBox } from "./draw.js";

export class Painter {
  constructor(canvas) {
    Object.assign(this, { canvas, page: null, place: "" });
  }

  /**
   * Paints a page where it stands; `over` draws what lies over it, if anything does, and then all
   * of it is painted.
   */
  paint(page, place, { loaded, faults, over }) {
    const { canvas } = this;
    const context = canvas.getContext("2d");
    if (canvas.width !== place.width || canvas.height !== place.height) [canvas.width, canvas.height] = [place.width, place.height];
    const here = `${page?.n} ${Object.values(place)} ${faults}`;
    const isThere = here === this.place && !over && page !== this.page;
    const within = isThere ? difference(this.page, page, place) : [0, 0, place.width, place.height];
    [this.page, this.place] = [page, over ? "" : here];
    if (!page) {
      context.setTransform(1, 0, 0, 1, 0, 0);
      context.clearRect(0, 0, place.width, place.height);
    } else if (within) drawPage(context, page, place, { loaded, faults, within });
    over?.(context);
  }
}

/** The pixels between which two states of a page differ, `null` where they are the same. */
export function difference(was, page, { scale, x, y, width, height }) {
  const whole = [0, 0, width, height];
  const alike = (a, b) => JSON.stringify(a) === JSON.stringify(b);
  if (!alike([was.w, was.h, was.bleed], [page.w, page.h, page.bleed]) || was.faces.some((face, nth) => face !== page.faces[nth])) return whole;
  const [old, now] = [was.items, page.items];
  let first = 0;
  let [last, until] = [old.length, now.length];
  while (first < last && first < until && same(old[first].sent, now[first].sent)) first += 1;
  while (last > first && until > first && same(old[last - 1].sent, now[until - 1].sent)) [last, until] = [last - 1, until - 1];
  const box = [Infinity, Infinity, -Infinity, -Infinity];
  for (const item of [...old.slice(first, last), ...now.slice(first, until)]) {
    const ink = item.kind === "m" ? faultBox(item, 1 / scale) : item.box;
    // Beginnings and ends of groups have no ink.
    if (!ink) continue;
    for (const at of [0, 1]) {
      box[at] = Math.min(box[at], ink[at]);
      box[at + 2] = Math.max(box[at + 2], ink[at + 2]);
    }
  }
  if (box[0] > box[2]) return null;
  // A hairline is drawn wider than it is.
  return [
    Math.max(0, Math.floor(box[0] * scale + x) - 2),
    Math.max(0, Math.floor(box[1] * scale + y) - 2),
    Math.min(width, Math.ceil(box[2] * scale + x) + 2),
    Math.min(height, Math.ceil(box[3] * scale + y) + 2),
  ];
}

/** Whether two items were sent alike. */
function same(one, other) {
  if (one === other) return true;
  if (!Array.isArray(one) || !Array.isArray(other) || one.length !== other.length) return false;
  for (let i = 0; i < one.length; i += 1) if (one[i] !== other[i] && !same(one[i], other[i])) return false;
  return true;
}

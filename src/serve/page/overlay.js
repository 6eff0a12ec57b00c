// What lies over the page: the grid with its numbers, slots with their badges, reading order, and
// the text that has no place.

import { fitWords, make, placeWords, say } from "./words.js";

/** Draws columns and rows with their numbers at the edge of the type area. */
export function drawGrid(context, page, { scale, x, y }, ratio) {
  context.setTransform(1, 0, 0, 1, 0, 0);
  const at = ([left, top, w, h]) => [left * scale + x, top * scale + y, w * scale, h * scale];
  context.lineWidth = ratio;
  context.fillStyle = "rgb(0 120 215 / 8%)";
  for (const column of page.columns) context.fillRect(...at(column));
  const pitch = page.rows.length > 1 ? Math.hypot(page.rows[1][0] - page.rows[0][0], page.rows[1][1] - page.rows[0][1]) * scale : 99;
  const step = [1, 5, 10, 20].find((every) => pitch * every >= 11 * ratio) ?? 50;
  context.strokeStyle = "rgb(0 120 215 / 22%)";
  context.beginPath();
  page.rows.forEach((row, nth) => {
    if (pitch < 4 * ratio && (nth + 1) % step !== 0) return;
    const [left, top, w, h] = at(row);
    const edge = page.vertical ? left + w : top + h;
    if (page.vertical) {
      context.moveTo(edge, top);
      context.lineTo(edge, top + h);
    } else {
      context.moveTo(left, edge);
      context.lineTo(left + w, edge);
    }
  });
  context.stroke();
  const size = 10 * ratio;
  context.font = `${size}px system-ui, "duikai hei", sans-serif`;
  context.fillStyle = "#0067b8";
  context.textAlign = "center";
  page.columns.forEach((column, nth) => {
    const [left, top, w, h] = at(column);
    if (page.vertical) context.fillText(nth + 1, left + w + size, top + h / 2);
    else context.fillText(nth + 1, left + w / 2, Math.max(size * 1.2, top - size * 0.5));
  });
  page.rows.forEach((row, nth) => {
    if ((nth + 1) % step !== 0 && nth !== 0) return;
    const [left, top, w, h] = at(row);
    if (page.vertical) context.fillText(nth + 1, left + w / 2, top - size * 0.5);
    else context.fillText(nth + 1, Math.max(size, left - size * 1.2), top + h / 2 + size * 0.35);
  });
  context.textAlign = "left";
}

/** Draws a line through the slots in the order in which they are read. */
export function drawOrder(context, page, { scale, x, y }, ratio) {
  context.setTransform(1, 0, 0, 1, 0, 0);
  const places = page.slots
    .filter((slot) => slot.kind === "story" || slot.kind === "inset")
    .map(({ rect: [left, top] }) => [left * scale + x + 14 * ratio, top * scale + y + 14 * ratio]);
  context.strokeStyle = context.fillStyle = "#8a2be2";
  context.lineWidth = 2 * ratio;
  context.beginPath();
  places.forEach(([left, top], nth) => (nth ? context.lineTo(left, top) : context.moveTo(left, top)));
  context.stroke();
  context.textAlign = "center";
  context.font = `bold ${11 * ratio}px system-ui, "duikai hei", sans-serif`;
  places.forEach(([left, top], nth) => {
    context.fillStyle = "#8a2be2";
    context.beginPath();
    context.arc(left, top, 10 * ratio, 0, 7);
    context.fill();
    context.fillStyle = "#fff";
    context.fillText(nth + 1, left, top + 4 * ratio);
  });
  context.textAlign = "left";
}

/** The slots of a page as elements over it, the same ones as long as the page has them. */
export class Slots {
  constructor(layer, choose) {
    Object.assign(this, { layer, choose, known: new Map(), page: null });
  }

  /** Takes the page and how its stories fit. */
  show(page, stories, chosen, { slots, rest }) {
    this.page = page;
    const fits = new Map(stories.map((story) => [story.id, story]));
    const left = new Map(this.known);
    this.known.clear();
    for (const slot of page?.slots ?? []) {
      const key = `${slot.kind} ${slot.id} ${slot.part ?? ""} ${slot.inside ?? ""}`;
      const it = left.get(key) ?? this.made();
      left.delete(key);
      this.known.set(key, it);
      const fit = slot.kind === "picture" || slot.kind === "ad" ? null : fits.get(slot.id);
      const over = fit?.over[0] > 0;
      const first = (slot.part ?? 0) === 0;
      it.slot = slot;
      it.box.className = `slot ${slot.kind} ${fit?.state ?? ""} ${slots ? "" : "plain"} ${chosen?.name === slot.name ? "chosen" : ""}`;
      it.box.dataset.id = slot.id;
      it.box.dataset.at = slot.at;
      const name = fit?.title ?? slot.id;
      it.box.setAttribute("aria-label", `${say("kind." + slot.kind)} ${name}${fit ? ` · ${fitWords(fit)}` : ""}`);
      it.box.title = `${name}\n${slot.at}\n${placeWords(slot.file, slot.line)}`;
      it.badge.textContent = fit && first && fit.state !== "full" ? fitWords(fit) : "";
      it.rest.textContent = over && rest && first ? fit.rest ?? "" : "";
      if (!it.box.isConnected) this.layer.insertBefore(it.box, this.layer.querySelector(".ghost"));
    }
    for (const it of left.values()) it.box.remove();
  }

  made() {
    const badge = make("span", { class: "badge" });
    const rest = make("span", { class: "rest" });
    const box = make("button", { type: "button" }, badge, rest);
    const it = { box, badge, rest };
    box.addEventListener("click", (event) => this.choose(it.slot, event));
    return it;
  }

  /** Puts them where the page is. */
  place({ scale, x, y }) {
    for (const { box, slot } of this.known.values()) {
      const [left, top, w, h] = slot.rect;
      box.style.transform = `translate(${left * scale + x}px, ${top * scale + y}px)`;
      box.style.width = `${w * scale}px`;
      box.style.height = `${h * scale}px`;
    }
  }
}

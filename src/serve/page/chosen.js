// What can be done with the chosen slot: its words, its headline, its remedies.

import { ask } from "./ask.js";
import { fitWords, make, placeWords, say } from "./words.js";

export class Chosen {
  /** `edit` takes a gesture; `write` opens the words of a story; `mode` begins "swap" or "focus". */
  constructor(box, { edit, write, mode }) {
    Object.assign(this, { box, edit, write, mode, asked: "" });
    this.title = make("strong");
    this.fit = make("span", { class: "badge" });
    this.place = make("small", { class: "place" });
    const button = (words, act) => make("button", { type: "button", onclick: act }, words);
    this.words = button(say("edit-words"), () => this.write(this.story));
    this.swap = button(say("swap"), () => this.mode("swap"));
    this.focus = button(say("focus"), () => this.mode("focus"));
    this.rows = make("output");
    this.less = make("button", { type: "button", "aria-label": say("head-less"), title: say("head-less"), onclick: () => this.head(-1) }, "−");
    this.more = make("button", { type: "button", "aria-label": say("head-more"), title: say("head-more"), onclick: () => this.head(1) }, "+");
    this.heads = make("span", { class: "set" }, say("head-rows"), this.less, this.rows, this.more);
    this.remedies = make("div", { class: "remedies" });
    box.append(make("header", {}, this.title, this.fit), this.place, make("div", { class: "set" }, this.words, this.heads, this.swap, this.focus), this.remedies);
  }

  show(slot, story) {
    this.box.hidden = !slot;
    if (!slot) return;
    Object.assign(this, { slot, story });
    this.title.textContent = story?.title || slot.id || "";
    this.fit.textContent = story ? fitWords(story) : "";
    this.box.className = story?.state ?? "";
    this.place.textContent = `${placeWords(slot.file, slot.line)}  ${slot.at}`;
    const isStory = slot.kind === "story" || slot.kind === "inset";
    this.words.hidden = !story?.copy;
    this.heads.hidden = !isStory || !slot.head;
    this.rows.textContent = slot.head ?? "";
    this.swap.hidden = !isStory;
    this.focus.hidden = !slot.focus;
    this.fitIt();
  }

  head(by) {
    this.edit({ kind: "head", slot: this.slot.name, rows: Math.max(1, this.slot.head + by) });
  }

  /** Asks for remedies of a story that does not fit, once for each state of it. */
  async fitIt() {
    const { story } = this;
    const key = story ? JSON.stringify([story.id, story.over, story.spare, story.lines, story.room]) : "";
    if (key === this.asked) return;
    this.asked = key;
    this.remedies.replaceChildren();
    if (!story || story.state === "full") return;
    this.remedies.textContent = say("fitting");
    const { remedies } = await ask("fit", { story: story.id }).catch(() => ({ remedies: [] }));
    if (key !== this.asked) return;
    const rows = remedies.map(({ change, over, spare }, nth) => {
      const result = over > 0 ? say("still-over", { lines: over }) : spare > 0 ? say("then-spare", { lines: spare }) : say("then-full");
      // Which words go only a person can say: the copy is opened.
      const act = change.name === "cuts" ? () => this.write(story) : () => this.edit({ kind: "remedy", story: story.id, nth });
      return make("button", { type: "button", class: "row", "data-remedy": change.name, onclick: act }, make("span", {}, say("remedy." + change.name, { ...change, file: placeWords(change.file ?? "") })), make("small", {}, result));
    });
    this.remedies.replaceChildren(...(rows.length ? rows : [make("small", {}, say("no-remedy"))]));
  }
}

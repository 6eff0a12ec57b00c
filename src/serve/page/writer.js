// An article beside its page: what is typed is saved, and its characters and lines are counted.

import { ask } from "./ask.js";
import { fitWords, make, placeWords, say } from "./words.js";

/** Milliseconds without a key after which what was typed is saved. */
const PAUSE = 250;

export class Writer {
  constructor(box, refused) {
    Object.assign(this, { box, refused, file: null, story: null, saved: "", timer: 0, busy: false });
    this.title = make("strong");
    this.count = make("output", { class: "count" });
    this.place = make("small", { class: "place" });
    this.area = make("textarea", { spellcheck: "false", "aria-label": say("words"), oninput: () => this.typed() });
    const close = make("button", { type: "button", onclick: () => this.close() }, say("close"));
    box.append(make("header", {}, this.title, this.count, close), this.place, this.area);
    this.area.addEventListener("keydown", (event) => {
      if (event.key === "Escape") this.close();
    });
  }

  get isOpen() {
    return !this.box.hidden;
  }

  async open(story) {
    await this.save();
    const { text } = await ask("copy", { file: story.copy });
    Object.assign(this, { file: story.copy, story: story.id });
    this.take(text);
    // One typing is undone at once.
    this.typing = `${Date.now().toString(36)}-${Math.random().toString(36).slice(2)}`;
    this.box.hidden = false;
    this.area.focus();
    this.area.setSelectionRange(0, 0);
  }

  /** Takes the text of the file. A text field ends lines in its own way, so the file's is kept. */
  take(text) {
    const ends = text.match(/\r?\n/g) ?? [];
    this.end = ends.length && ends.every((it) => it === "\r\n") ? "\r\n" : "\n";
    this.saved = text;
    this.area.value = text;
    this.area.readOnly = text.includes("\r") && this.written() !== text;
  }

  /** The text as the file has it. */
  written() {
    return this.area.value.replaceAll("\n", this.end);
  }

  /** Takes how the stories fit now. */
  show(told) {
    const story = told.stories.find((it) => it.id === this.story);
    if (!story) return;
    this.title.textContent = story.title || story.id;
    this.count.textContent = `${say("counted", { chars: story.chars, lines: story.lines, room: story.room })} · ${fitWords(story)}`;
    this.count.className = `count ${story.state}`;
    this.place.textContent = placeWords(this.file);
    this.catchUp();
  }

  /** Somebody else may have written the article: where nothing is typed it is taken over. */
  async catchUp() {
    if (!this.isOpen || this.busy || this.timer || this.written() !== this.saved) return;
    const { file } = this;
    const { text } = await ask("copy", { file }).catch(() => ({ text: this.saved }));
    if (file !== this.file || this.busy || this.timer || this.written() !== this.saved || text === this.saved) return;
    const at = this.area.selectionStart;
    this.take(text);
    this.area.setSelectionRange(at, at);
  }

  typed() {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.save(), PAUSE);
  }

  async save() {
    clearTimeout(this.timer);
    this.timer = 0;
    if (!this.isOpen || this.busy || this.area.readOnly || this.written() === this.saved) return;
    this.busy = true;
    const text = this.written();
    try {
      await ask("edit", { gesture: { kind: "text", file: this.file, was: this.saved, text, typing: this.typing } });
      this.saved = text;
      this.area.classList.remove("unsaved");
    } catch (refusal) {
      // What was typed stays where it is, marked.
      this.area.classList.add("unsaved");
      this.refused(refusal);
    }
    this.busy = false;
    if (this.written() !== text) this.typed();
  }

  async close() {
    await this.save();
    if (this.area.classList.contains("unsaved") && this.written() !== this.saved) return;
    this.box.hidden = true;
    this.story = null;
  }
}

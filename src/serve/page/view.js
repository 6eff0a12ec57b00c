// Where the sheet is on the screen: zoom, pan, fit.

/** CSS pixels in a point at 100 %. */
const TRUE = 96 / 72;
const LEAST = 0.04 * TRUE;
const MOST = 16 * TRUE;
const ROUND = 24;

export class View {
  constructor(stage, changed) {
    Object.assign(this, { stage, changed, scale: 1, x: 0, y: 0, mode: "fit", sheet: { w: 1, h: 1 } });
    new ResizeObserver(() => this.settle()).observe(stage);
    this.listen();
  }

  get zoom() {
    return this.scale / TRUE;
  }

  /** Takes another sheet; its place is kept where it is the size of the last. */
  show(sheet) {
    const same = sheet.w === this.sheet.w && sheet.h === this.sheet.h;
    this.sheet = { w: sheet.w, h: sheet.h };
    if (!same) this.settle();
  }

  /** "fit" the sheet, its "width", or "free". */
  fit(mode) {
    this.mode = mode;
    this.settle();
  }

  settle() {
    const { clientWidth: width, clientHeight: height } = this.stage;
    if (this.mode === "free") {
      this.hold();
    } else {
      const across = (width - 2 * ROUND) / this.sheet.w;
      const down = (height - 2 * ROUND) / this.sheet.h;
      this.scale = Math.min(MOST, Math.max(LEAST, this.mode === "width" ? across : Math.min(across, down)));
      this.x = (width - this.sheet.w * this.scale) / 2;
      this.y = this.mode === "width" ? ROUND : (height - this.sheet.h * this.scale) / 2;
    }
    this.changed();
  }

  /** Zooms by a factor about a point of the stage, by itself its middle. */
  by(factor, x = this.stage.clientWidth / 2, y = this.stage.clientHeight / 2) {
    this.to((this.scale * factor) / TRUE, x, y);
  }

  /** Zooms to so many times the true size. */
  to(zoom, x = this.stage.clientWidth / 2, y = this.stage.clientHeight / 2) {
    const scale = Math.min(MOST, Math.max(LEAST, zoom * TRUE));
    this.x = x - ((x - this.x) * scale) / this.scale;
    this.y = y - ((y - this.y) * scale) / this.scale;
    this.scale = scale;
    this.mode = "free";
    this.hold();
    this.changed();
  }

  pan(x, y) {
    this.x += x;
    this.y += y;
    this.mode = "free";
    this.hold();
    this.changed();
  }

  /** Some of the sheet stays on the stage. */
  hold() {
    const { clientWidth: width, clientHeight: height } = this.stage;
    const keep = 80;
    this.x = Math.min(width - keep, Math.max(keep - this.sheet.w * this.scale, this.x));
    this.y = Math.min(height - keep, Math.max(keep - this.sheet.h * this.scale, this.y));
  }

  /** Brings an area of the sheet into sight, without zooming out. */
  reveal([x, y, w, h]) {
    const { clientWidth: width, clientHeight: height } = this.stage;
    const left = this.x + x * this.scale;
    const top = this.y + y * this.scale;
    const inside = left >= 0 && top >= 0 && left + w * this.scale <= width && top + h * this.scale <= height;
    if (inside) return;
    this.x += width / 2 - (left + (w * this.scale) / 2);
    this.y += Math.min(height / 2, Math.max(ROUND, height / 2 - (h * this.scale) / 2)) - top;
    this.mode = "free";
    this.changed();
  }

  /** The point of the sheet under a pointer. */
  under(event) {
    const box = this.stage.getBoundingClientRect();
    return [(event.clientX - box.left - this.x) / this.scale, (event.clientY - box.top - this.y) / this.scale];
  }

  listen() {
    const { stage } = this;
    stage.addEventListener(
      "wheel",
      (event) => {
        event.preventDefault();
        const box = stage.getBoundingClientRect();
        if (event.ctrlKey || event.metaKey) this.by(Math.exp(-event.deltaY / 300), event.clientX - box.left, event.clientY - box.top);
        else if (event.shiftKey) this.pan(-event.deltaY, 0);
        else this.pan(-event.deltaX, -event.deltaY);
      },
      { passive: false },
    );
    const fingers = new Map();
    const spread = () => {
      const [a, b] = [...fingers.values()];
      return Math.hypot(a.clientX - b.clientX, a.clientY - b.clientY);
    };
    stage.addEventListener("pointerdown", (event) => {
      if (event.button > 1 || event.defaultPrevented) return;
      fingers.set(event.pointerId, event);
    });
    stage.addEventListener("pointermove", (event) => {
      const before = fingers.get(event.pointerId);
      if (!before) return;
      if (fingers.size === 2) {
        const from = spread();
        fingers.set(event.pointerId, event);
        const [a, b] = [...fingers.values()];
        const box = stage.getBoundingClientRect();
        this.by(spread() / Math.max(1, from), (a.clientX + b.clientX) / 2 - box.left, (a.clientY + b.clientY) / 2 - box.top);
      } else {
        // A press that hardly moves is a click on what lies there.
        const far = Math.hypot(event.clientX - before.clientX, event.clientY - before.clientY);
        if (!stage.hasPointerCapture(event.pointerId)) {
          if (far < 4) return;
          stage.setPointerCapture(event.pointerId);
          stage.classList.add("held");
        }
        fingers.set(event.pointerId, event);
        this.pan(event.clientX - before.clientX, event.clientY - before.clientY);
      }
    });
    const up = (event) => {
      fingers.delete(event.pointerId);
      if (!fingers.size) stage.classList.remove("held");
    };
    stage.addEventListener("pointerup", up);
    stage.addEventListener("pointercancel", up);
  }
}

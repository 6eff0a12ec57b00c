// Draws a page on a canvas: the display list that the server sent, in the edition's own faces.
// Lengths are points here; glyphs are private characters of faces that hold nothing else.

const faces = new Map();
const pictures = new Map();
const RESOLUTIONS = [36, 72, 150, 300, 600];

/** Loads a face once; the promise is kept. */
export function face(name) {
  let known = faces.get(name);
  if (!known) {
    const font = new FontFace(`f${name.slice(0, 16)}`, `url(face/${name})`);
    known = { family: font.family.replaceAll('"', ""), ready: false };
    known.promise = font.load().then(
      () => {
        document.fonts.add(font);
        known.ready = true;
      },
      (fault) => {
        console.error(fault);
        known.ready = true;
      },
    );
    faces.set(name, known);
  }
  return known;
}

/** A page as the server sent it, made ready to be drawn. */
export function prepare(sent) {
  const page = { ...sent, items: [], faces: sent.faces.map(face) };
  for (const length of ["w", "h", "bleed"]) page[length] = sent[length] / 1000;
  for (const item of sent.items) {
    const ready = prepared(item);
    if (ready) page.items.push(Object.assign(ready, { sent: item }));
  }
  page.columns = sent.grid.columns.map(points);
  page.rows = sent.grid.rows.map(points);
  page.vertical = sent.grid.vertical;
  for (const slot of page.slots) {
    slot.rect = points(slot.rect);
    slot.areas = (slot.areas ?? []).map(points);
  }
  page.ready = Promise.all(page.faces.map((it) => it.promise));
  page.isReady = () => page.faces.every((it) => it.ready);
  return page;
}

const points = (list) => list.map((it) => it / 1000);

function prepared([kind, ...rest]) {
  switch (kind) {
    case "t": {
      const [face, size, condense, turned, colour, glyphs, pens, text] = rest;
      const at = points(pens);
      let [left, top, right, bottom] = [Infinity, Infinity, -Infinity, -Infinity];
      for (let i = 0; i < at.length; i += 2) {
        left = Math.min(left, at[i]);
        right = Math.max(right, at[i]);
        top = Math.min(top, at[i + 1]);
        bottom = Math.max(bottom, at[i + 1]);
      }
      const reach = (size / 1000) * 1.5;
      const box = [left - reach, top - reach, right + reach, bottom + reach];
      return { kind, face, size: size / 1000, condense: condense / 1000, turned, colour, glyphs: Array.from(glyphs), at, text, box };
    }
    case "i": {
      const [x, y, w, h] = points(rest.slice(1));
      return { kind, name: rest[0], x, y, w, h, box: [x, y, x + w, y + h] };
    }
    case "f": {
      const [x, y, w, h] = points(rest.slice(0, 4));
      return { kind, x, y, w, h, colour: rest[4], box: [x, y, x + w, y + h] };
    }
    case "r": {
      const [x1, y1, x2, y2, weight] = points(rest.slice(0, 5));
      const dash = points(rest.slice(6));
      const box = [Math.min(x1, x2) - weight, Math.min(y1, y2) - weight, Math.max(x1, x2) + weight, Math.max(y1, y2) + weight];
      return { kind, x1, y1, x2, y2, weight, colour: rest[5], dash, box };
    }
    case "p": {
      const [steps, colour, how] = rest;
      const path = new Path2D();
      // A stroke reaches half its weight, a miter further.
      const reach = Array.isArray(how) ? (how[0] / 1000) * Math.max(1, how[3] / 10) : 0;
      const box = [Infinity, Infinity, -Infinity, -Infinity];
      let i = 0;
      const next = () => {
        const [at, axis] = [steps[i++] / 1000, (axes += 1) % 2];
        box[axis] = Math.min(box[axis], at - reach);
        box[axis + 2] = Math.max(box[axis + 2], at + reach);
        return at;
      };
      let axes = -1;
      while (i < steps.length) {
        const letter = steps[i++];
        if (letter === "M") path.moveTo(next(), next());
        else if (letter === "L") path.lineTo(next(), next());
        else if (letter === "C") path.bezierCurveTo(next(), next(), next(), next(), next(), next());
        else path.closePath();
      }
      return { kind, path, colour, how, box };
    }
    case "m": {
      const [x, y, w, h] = points(rest.slice(0, 4));
      return { kind, x, y, w, h, text: rest[4], box: null };
    }
    case "g":
      return { kind, role: rest[0], name: rest[1], box: null };
    case "e":
      return { kind, box: null };
  }
  return null;
}

/** The picture at about this many pixels a point, or what there is of it meanwhile. */
function picture(name, density, loaded) {
  const wanted = RESOLUTIONS.find((dpi) => dpi >= density * 72) ?? RESOLUTIONS.at(-1);
  let known = pictures.get(name);
  if (!known) pictures.set(name, (known = new Map()));
  if (!known.has(wanted)) {
    const image = new Image();
    known.set(wanted, null);
    image.src = `picture/${name}/${wanted}`;
    image.decode().then(
      () => {
        known.set(wanted, image);
        loaded();
      },
      () => {},
    );
  }
  if (known.get(wanted)) return known.get(wanted);
  return RESOLUTIONS.map((dpi) => known.get(dpi)).filter(Boolean).at(-1);
}

/** Forgets pictures that no page shows. */
export function forget(pages) {
  const shown = new Set();
  for (const page of pages) for (const item of page.items) if (item.kind === "i") shown.add(item.name);
  for (const name of pictures.keys()) if (!shown.has(name)) pictures.delete(name);
}

/**
 * Draws a page: `scale` pixels a point, its corner at pixel `x`, `y` of the canvas. `loaded` is
 * called when a picture that was not there yet has come; `faults` says whether marks are shown;
 * `within` are the pixels, left, top, right and bottom, outside of which nothing is touched.
 */
export function drawPage(context, page, { scale, x, y, width, height }, { loaded, faults, within = [0, 0, width, height] }) {
  const seen = [(within[0] - x) / scale, (within[1] - y) / scale, (within[2] - x) / scale, (within[3] - y) / scale];
  const pixel = 1 / scale;
  context.save();
  context.setTransform(1, 0, 0, 1, 0, 0);
  context.beginPath();
  context.rect(within[0], within[1], within[2] - within[0], within[3] - within[1]);
  context.clip();
  context.clearRect(within[0], within[1], within[2] - within[0], within[3] - within[1]);
  context.setTransform(scale, 0, 0, scale, x, y);
  // What leaves the sheet is not printed.
  context.beginPath();
  context.rect(-page.bleed, -page.bleed, page.w + 2 * page.bleed, page.h + 2 * page.bleed);
  context.clip();
  context.fillStyle = "#fff";
  context.fill();
  context.textRendering = "geometricPrecision";
  context.fontKerning = "none";
  context.textBaseline = "alphabetic";
  let font = "";
  for (const item of page.items) {
    const box = item.box;
    if (box && (box[0] > seen[2] || box[2] < seen[0] || box[1] > seen[3] || box[3] < seen[1])) continue;
    switch (item.kind) {
      case "t": {
        const wanted = `${item.size}px ${page.faces[item.face].family}`;
        if (wanted !== font) context.font = font = wanted;
        context.fillStyle = item.colour;
        if (item.condense === 1 && !item.turned) {
          const { glyphs, at } = item;
          for (let i = 0; i < glyphs.length; i += 1) context.fillText(glyphs[i], at[2 * i], at[2 * i + 1]);
        } else drawSet(context, item);
        break;
      }
      case "i": {
        const image = picture(item.name, scale, loaded);
        if (image) context.drawImage(image, item.x, item.y, item.w, item.h);
        else {
          context.fillStyle = "#ddd";
          context.fillRect(item.x, item.y, item.w, item.h);
        }
        break;
      }
      case "f":
        context.fillStyle = item.colour;
        context.fillRect(item.x, item.y, item.w, item.h);
        break;
      case "r":
        // Hairlines stay visible, as on a proof.
        context.strokeStyle = item.colour;
        context.lineWidth = Math.max(item.weight, 0.6 * pixel);
        context.lineCap = "butt";
        context.setLineDash(item.dash[0] > 0 && item.dash[1] > 0 && item.dash[0] + item.dash[1] > pixel / 2 ? item.dash : []);
        context.beginPath();
        context.moveTo(item.x1, item.y1);
        context.lineTo(item.x2, item.y2);
        context.stroke();
        context.setLineDash([]);
        break;
      case "p":
        drawPath(context, item, pixel);
        break;
      case "m":
        if (faults) drawFault(context, item, pixel);
        break;
    }
  }
  context.restore();
}

/** Flat or long faces, and type turned to run downward. */
function drawSet(context, item) {
  item.glyphs.forEach((glyph, i) => {
    context.save();
    context.translate(item.at[2 * i], item.at[2 * i + 1]);
    if (item.turned) context.rotate(Math.PI / 2);
    context.scale(item.condense, 1);
    context.fillText(glyph, 0, 0);
    context.restore();
  });
}

function drawPath(context, item, pixel) {
  const { how, path } = item;
  if (how === "n" || how === "e") {
    context.fillStyle = item.colour;
    context.fill(path, how === "e" ? "evenodd" : "nonzero");
    return;
  }
  const [weight, cap, join, limit, dash, phase] = how;
  context.strokeStyle = item.colour;
  context.lineWidth = Math.max(weight / 1000, 0.6 * pixel);
  context.lineCap = cap;
  context.lineJoin = join;
  context.miterLimit = limit / 10;
  context.setLineDash(points(dash));
  context.lineDashOffset = phase / 1000;
  context.stroke(path);
  context.setLineDash([]);
}

/** Where the ink of a fault mark is at most: its caption is as large at any zoom. */
export function faultBox({ x, y, w, h, text }, pixel) {
  const caption = (text.length * 11 + 12) * pixel;
  return [x - 2 * pixel, y - 18 * pixel, x + Math.max(w, caption) + 2 * pixel, y + h + 2 * pixel];
}

function drawFault(context, item, pixel) {
  context.strokeStyle = "#d11";
  context.lineWidth = 1.5 * pixel;
  context.strokeRect(item.x, item.y, item.w, item.h);
  const size = 11 * pixel;
  context.save();
  context.font = `${size}px system-ui, "duikai hei", sans-serif`;
  const width = context.measureText(item.text).width + 6 * pixel;
  context.fillStyle = "#d11";
  context.fillRect(item.x, item.y - size * 1.4, width, size * 1.4);
  context.fillStyle = "#fff";
  context.fillText(item.text, item.x + 3 * pixel, item.y - size * 0.35);
  context.restore();
}

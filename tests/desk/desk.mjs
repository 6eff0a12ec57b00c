// The desk as a person uses it, in a real browser without a window.
//
//   DUIKAI=target/release/duikai CHROMIUM=/usr/bin/chromium MODULES=/somewhere \
//     node tests/desk/desk.mjs [zh|en …] [--pictures FOLDER]
//
// MODULES is a folder with node_modules/playwright-core in it. Ends with 1 at the first thing that
// is not as it should be.

import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import fs from "node:fs";
import { createRequire } from "node:module";
import os from "node:os";
import path from "node:path";

const require = createRequire(path.resolve(process.env.MODULES ?? ".", "x.js"));
const { chromium } = require("playwright-core");
const PROGRAM = process.env.DUIKAI ?? "target/release/duikai";
const args = process.argv.slice(2);
const at = args.indexOf("--pictures");
const pictures = at >= 0 ? args.splice(at, 2)[1] : null;
const languages = args.length ? args : ["zh", "en"];
const HAN = /\p{Script=Han}/u;

const browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium", args: ["--no-sandbox"] });
const running = new Set();

/** Starts a server; gives its process and its address. */
export async function serve(folder, lang) {
  const child = spawn(PROGRAM, ["serve", folder, "--no-open", "--lang", lang], { stdio: ["ignore", "pipe", "inherit"] });
  running.add(child);
  const link = await new Promise((resolve, reject) => {
    let said = "";
    child.stdout.on("data", (piece) => {
      said += piece;
      if (said.includes("\n")) resolve(said.trim());
    });
    child.on("exit", (code) => reject(new Error(`the server ended with ${code}`)));
  });
  return { child, link };
}

/** Every file of a folder with its bytes, but for the journal. */
function files(folder) {
  const found = {};
  for (const name of fs.readdirSync(folder, { recursive: true })) {
    const file = path.join(folder, name);
    if (!name.startsWith(".duikai") && fs.statSync(file).isFile()) found[name] = fs.readFileSync(file, "latin1");
  }
  return found;
}

/** Saves a file as editors do: written beside it and renamed over it. */
function save(file, text) {
  fs.writeFileSync(`${file}.new`, text);
  fs.renameSync(`${file}.new`, file);
}

const lines = (text) => text.split("\n");
function changedLines(before, after) {
  const [a, b] = [lines(before), lines(after)];
  assert.equal(a.length, b.length, "no line came or went");
  return b.filter((line, nth) => line !== a[nth]);
}

/** Waits until something holds in the page, whose policy lets nobody evaluate texts there. */
async function until(page, what, given) {
  for (const end = Date.now() + 60000; Date.now() < end; ) {
    if (await page.evaluate(what, given)) return;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  throw new Error(`it never came to be: ${what}`);
}

async function person(lang) {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), "desk-"));
  fs.cpSync("samples/pingyuan", folder, { recursive: true });
  // Copy and file names may say what they will.
  const nasty = `<img src=x onerror="window.hacked=1"><script>window.hacked=1</script>`;
  const notice = path.join(folder, "copy/notice.md");
  fs.writeFileSync(notice, fs.readFileSync(notice, "utf8").replace("主题: ", `主题: ${nasty}`));
  const original = files(folder);
  const file = (name) => path.join(folder, name);
  const text = (name) => fs.readFileSync(file(name), "utf8");
  let { child, link } = await serve(folder, lang);
  const context = await browser.newContext({ viewport: { width: 1280, height: 860 }, locale: "de" });
  const faults = [];
  async function open(address) {
    const page = await context.newPage();
    page.on("pageerror", (fault) => faults.push(`page: ${fault.message}`));
    page.on("console", (line) => {
      if (line.type() === "error" && !/ERR_CONNECTION_REFUSED|ECONN/.test(line.text())) faults.push(line.text());
    });
    page.on("request", (request) => {
      const url = new URL(request.url());
      if (url.protocol.startsWith("http") && url.host !== new URL(address).host) faults.push(`remote: ${url}`);
    });
    await page.goto(address);
    await shown(page);
    return page;
  }
  const shown = (page) => until(page, () => window.duikai?.painted.revision > 0 && window.duikai.page()?.isReady());
  let shot = 0;
  const photograph = async (page, name) => pictures && page.screenshot({ path: path.join(pictures, `${lang}-${(shot += 1)}-${name}.png`) });
  const step = (words) => console.log(`${lang}: ${words}`);

  step("the page is seen");
  const page = await open(link);
  await page.evaluate(() => (window.sameDocument = true));
  assert.match(await page.locator("#reading").textContent(), /县域兴则全市强/);
  assert.ok(await page.evaluate(() => {
    const canvas = document.getElementById("sheet");
    const { data } = canvas.getContext("2d").getImageData(canvas.width / 3, canvas.height / 4, 300, 300);
    let dark = 0;
    for (let i = 0; i < data.length; i += 4) if (data[i] < 80) dark += 1;
    return dark > 500;
  }), "type stands on the canvas");
  assert.equal(await page.locator(".slot").count() > 8, true);
  await page.waitForTimeout(800);
  await photograph(page, "open");

  step("the words of the page are all of its language");
  await page.keyboard.press("?");
  const words = await page.evaluate(() => {
    const own = [...document.querySelectorAll("#tools, .tabs, #help, #thumbs, #side h3, .row .badge, .slot .badge, #status")];
    const titles = [...document.querySelectorAll("#tools [title], [data-label]")].map((it) => it.title || it.getAttribute("aria-label"));
    return [...own.filter((it) => it.id !== "thumbs").map((it) => it.textContent), ...titles].join("\n");
  });
  if (lang === "en") assert.ok(!HAN.test(words), words.split("\n").find((line) => HAN.test(line)));
  else assert.ok(!/\b(?!Esc\b|Ctrl\b|Shift\b|Enter\b|PageUp\b|PageDown\b|PageUpPageDown\b)[A-Za-z]{3,}\b/.test(words.replaceAll(/PageUp|PageDown|Shift|Enter|Ctrl|Esc|toml|page|copy/g, "")), words);
  await photograph(page, "help");
  await page.keyboard.press("Escape");

  step("a saved article is seen without reload, with what it is over");
  const article = "copy/dongyuan.md";
  save(file(article), text(article) + "\n" + "新增的一段话要排在最后，看它排不排得下。".repeat(6) + "\n");
  const row = page.locator('.row[data-story="dongyuan"]');
  await until(page, () => document.querySelector('.row[data-story="dongyuan"]').classList.contains("over"));
  assert.match(await row.locator(".badge").textContent(), lang === "zh" ? /超 \d+ 行 \d+ 字/ : /over \d+ lines, \d+ characters/);
  assert.match(await page.locator('.slot[data-id="dongyuan"] .rest').first().textContent(), /排不排得下/);
  assert.equal(await page.evaluate(() => window.sameDocument), true);

  step("the story is clicked, and its place seen");
  await row.click();
  assert.match(await page.locator("#status").textContent(), /page-01\.toml:\d+ .*6-8栏 46-78行/);
  await until(page, () => document.querySelectorAll("[data-remedy]").length > 0);
  await photograph(page, "over");

  step("a remedy is applied");
  const before = files(folder);
  await page.locator('[data-remedy="slot"], [data-remedy="head"]').first().click();
  await until(page, () => window.duikai.board().more.undo === "remedy");
  const after = files(folder);
  assert.equal(Object.keys(after).filter((name) => after[name] !== before[name]).length, 1);

  step("broken TOML dims the page that was, and mended it comes back");
  const sound = text("page-01.toml");
  save(file("page-01.toml"), sound.replace("number = 1", "number = = 1"));
  await until(page, () => !document.getElementById("broken").hidden);
  assert.match(await page.locator("#broken code").textContent(), /page-01\.toml:\d+:\d+/);
  assert.ok(await page.evaluate(() => document.getElementById("stage").classList.contains("stale")));
  assert.match(await page.locator("#reading").textContent(), /县域兴则全市强/);
  assert.equal(await page.locator(".row[data-story]").count(), 15, "its stories stay with it");
  await photograph(page, "broken");
  save(file("page-01.toml"), sound);
  await until(page, () => document.getElementById("broken").hidden && !document.getElementById("stage").classList.contains("stale"));

  step("a slot is dragged one column narrower");
  await page.locator('.row[data-story="wuye"]').click();
  const spec = text("page-01.toml");
  const grip = await page.locator('.grip[data-edge="e"]').boundingBox();
  const column = await page.evaluate(() => window.duikai.page().columns[0][2] * window.duikai.view.scale);
  await page.mouse.move(grip.x + 8, grip.y + 8);
  await page.mouse.down();
  await page.mouse.move(grip.x + 8 - column / 2, grip.y + 8, { steps: 4 });
  await page.mouse.move(grip.x + 8 - column, grip.y + 8, { steps: 4 });
  await photograph(page, "drag");
  await page.mouse.up();
  await until(page, () => document.querySelector('.slot[data-id="wuye"]').dataset.at === '"1-5栏 94-115行"');
  assert.deepEqual(changedLines(spec, text("page-01.toml")), ['at = "1-5栏 94-115行"']);

  step("arrow keys move it by one, and what cannot be is refused");
  await page.locator("#stage").focus();
  await page.keyboard.press("ArrowRight");
  await until(page, () => document.querySelector('.slot[data-id="wuye"]').dataset.at === '"2-6栏 94-115行"');
  const still = text("page-01.toml");
  await page.keyboard.press("ArrowRight");
  await page.locator("#said:not([hidden])").waitFor();
  assert.equal(text("page-01.toml"), still);
  await photograph(page, "refused");

  step("words are typed beside the page, and counted");
  await page.keyboard.press("Enter");
  await page.locator("#writer textarea").waitFor();
  const count = await page.locator("#writer .count").textContent();
  await page.keyboard.press("Control+End");
  await page.keyboard.type("又添了一句话。", { delay: 20 });
  await until(page, (was) => document.querySelector("#writer .count").textContent !== was, count);
  await until(page, () => window.duikai.board().more.undo === "text");
  assert.match(text("copy/wuye.md"), /又添了一句话。/);
  await photograph(page, "typing");

  step("a second browser is in step");
  const second = await open(link);
  const state = (page) => page.evaluate(() => JSON.stringify([window.duikai.board(), window.duikai.page().key]));
  assert.equal(await state(page), await state(second));

  step("the server is killed, and the next one undoes all");
  running.delete(child);
  child.removeAllListeners("exit");
  child.kill("SIGKILL");
  await until(page, () => document.body.classList.contains("down"));
  ({ child, link } = await serve(folder, lang));
  await page.close();
  await second.close();
  const third = await open(link);
  for (let nth = 0; nth < 20; nth += 1) {
    const label = await third.evaluate(() => window.duikai.board().more.undo);
    if (!label) break;
    const revision = await third.evaluate(() => window.duikai.painted.revision);
    await third.keyboard.press("Control+z");
    await until(third, (was) => window.duikai.painted.revision > was, revision);
  }
  save(file(article), Buffer.from(original[article], "latin1"));
  assert.deepEqual(files(folder), original, "every file has the bytes it had");
  await until(third, () => document.querySelectorAll(".row.over").length === 0);

  step("what was painted where something changed is what all of it painted is");
  const sheet = () => third.evaluate(() => {
    const canvas = document.getElementById("sheet");
    return [...canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height).data].join();
  });
  const settled = (was) => until(third, (was) => window.duikai.painted.revision > was, was);
  for (const line of ["多写的一段话，看它画在哪里。", "多写的一段话，看它画在哪里。多写的一段话，看它画在哪里。".repeat(20)]) {
    const was = await third.evaluate(() => window.duikai.painted.revision);
    save(file(article), text(article).trimEnd() + line + "\n");
    await settled(was);
    const part = await sheet();
    await third.evaluate(() => window.duikai.repaint());
    await third.waitForTimeout(100);
    assert.ok(part === (await sheet()), "a part and the whole");
  }
  save(file(article), Buffer.from(original[article], "latin1"));
  await until(third, () => document.querySelectorAll(".row.over").length === 0);

  step("what the page shows is where the proof has it");
  const proofs = fs.mkdtempSync(path.join(os.tmpdir(), "proof-"));
  await new Promise((resolve) => spawn(PROGRAM, ["proof", folder, "--dpi", "192", "--page", "1", "-o", proofs], { stdio: "ignore" }).on("exit", resolve));
  const proof = fs.readFileSync(path.join(proofs, fs.readdirSync(proofs).find((name) => name.endsWith(".png")))).toString("base64");
  const off = await third.evaluate(compare, proof);
  console.log(`${lang}: ${off.glyphs} glyphs, places apart by ${off.median.toFixed(3)} px in the median, ${off.nearly.toFixed(3)} px for 99.7 %, ${off.most.toFixed(3)} px at most (CSS pixels at 100 %)`);
  assert.ok(off.glyphs > 3000 && off.most <= 0.5, JSON.stringify(off));

  assert.equal(await third.evaluate(() => window.hacked), undefined);
  assert.deepEqual(faults, []);
  running.delete(child);
  child.removeAllListeners("exit");
  child.kill();
  await context.close();
  fs.rmSync(folder, { recursive: true });
  fs.rmSync(proofs, { recursive: true });
}

/** Distances between the middles of the ink of each glyph, here and on the proof, at twice the true size. */
async function compare(base64) {
  const bytes = Uint8Array.from(atob(base64), (it) => it.charCodeAt(0));
  const proof = await createImageBitmap(new Blob([bytes], { type: "image/png" }));
  const { drawPage } = await import("./draw.js");
  const page = window.duikai.page();
  const scale = 192 / 72;
  const [width, height] = [proof.width, proof.height];
  const pixels = (paint) => {
    const canvas = new OffscreenCanvas(width, height);
    const context = canvas.getContext("2d", { willReadFrequently: true });
    paint(context);
    return context.getImageData(0, 0, width, height).data;
  };
  const bleed = page.bleed * scale;
  const ours = pixels((context) => drawPage(context, page, { scale, x: bleed, y: bleed, width, height }, { loaded() {}, faults: false }));
  const theirs = pixels((context) => context.drawImage(proof, 0, 0));
  const middle = (data, [left, top, right, bottom]) => {
    let [sum, x, y] = [0, 0, 0];
    for (let row = top; row < bottom; row += 1) {
      for (let column = left; column < right; column += 1) {
        const ink = 255 - data[(row * width + column) * 4 + 1];
        sum += ink;
        x += ink * column;
        y += ink * row;
      }
    }
    return sum ? [x / sum, y / sum] : null;
  };
  const apart = [];
  for (const item of page.items) {
    if (item.kind !== "t" || item.turned || item.colour !== "#000000" || item.glyphs.length < 4) continue;
    for (let i = 0; i < item.at.length; i += 2) {
      const [x, y] = [item.at[i], item.at[i + 1]];
      // A squeezed mark's em holds ink of the character after it.
      const next = i + 2 < item.at.length && item.at[i + 2] > x ? item.at[i + 2] : Infinity;
      const box = [x, y - item.size * 0.9, Math.min(x + item.size * item.condense, next), y + item.size * 0.15].map((it) => Math.round(it * scale + bleed));
      // What leaves the sheet and what is marked on the proof is no measure of type.
      const marked = page.items.some((it) => it.kind === "m" && it.x * scale < box[2] + 20 && (it.x + it.w) * scale > box[0] - 20 && it.y * scale < box[3] + 20 && (it.y + it.h) * scale > box[1] - 60);
      if (marked || box[0] < 0 || box[1] < 0 || box[2] > width || box[3] > height) continue;
      const [one, other] = [middle(ours, box), middle(theirs, box)];
      if (one && other) apart.push(Math.hypot(one[0] - other[0], one[1] - other[1]) / 2);
    }
  }
  apart.sort((a, b) => a - b);
  return { glyphs: apart.length, median: apart[apart.length >> 1], nearly: apart[Math.floor(apart.length * 0.997)], most: apart.at(-1) };
}

try {
  for (const lang of languages) await person(lang);
  console.log("all as it should be");
} catch (fault) {
  console.error(fault);
  process.exitCode = 1;
} finally {
  for (const child of running) {
    child.removeAllListeners("exit");
    child.kill();
  }
  await browser.close();
}

// How long from a saved file to painted pixels: 50 edits of an edition of 16 pages, in a real
// browser without a window. Also how a drag follows the pointer, and what 1,000 saves cost.
//
//   DUIKAI=target/release/duikai CHROMIUM=/usr/bin/chromium MODULES=/somewhere node tests/desk/bench.mjs [edits] [saves]

import { spawn } from "node:child_process";
import fs from "node:fs";
import { createRequire } from "node:module";
import os from "node:os";
import path from "node:path";

const require = createRequire(path.resolve(process.env.MODULES ?? ".", "x.js"));
const { chromium } = require("playwright-core");
const [edits, saves] = [Number(process.argv[2] ?? 50), Number(process.argv[3] ?? 1000)];
const folder = fs.mkdtempSync(path.join(os.tmpdir(), "desk-bench-"));
fs.cpSync("samples/pingyuan", folder, { recursive: true });
const file = (name) => path.join(folder, name);

// Both pages of the sample, eight times, each with articles of its own.
const pages = [];
const sources = ["page-01.toml", "page-04.toml"].map((name) => fs.readFileSync(file(name), "utf8"));
for (let number = 1; number <= 16; number += 1) {
  const text = sources[(number + 1) % 2]
    .replace(/^number = \d+/m, `number = ${number}`)
    .replaceAll(/"copy\/([\w-]+)\.(\w+)"/g, (_, stem, ending) => {
      fs.copyFileSync(file(`copy/${stem}.${ending}`), file(`copy/${stem}-${number}.${ending}`));
      return `"copy/${stem}-${number}.${ending}"`;
    })
    .replaceAll(/^(\s*)text = "“/gm, `$1id = "words-${number}"\n$1text = "“`)
    .replaceAll(/^(\s*(?:id|refer)) = "([\w-]+)"/gm, (_, key, id) => `${key} = "${id}-${key.trim() === "refer" ? number + 1 : number}"`);
  pages.push(`p${number}.toml`);
  fs.writeFileSync(file(`p${number}.toml`), text);
}
const edition = fs.readFileSync(file("edition.toml"), "utf8").replace(/^pages = .*$/m, `pages = ${JSON.stringify(pages)}`);
fs.writeFileSync(file("edition.toml"), edition);

const server = spawn(process.env.DUIKAI ?? "target/release/duikai", ["serve", folder, "--no-open", "--lang", "en"], { stdio: ["ignore", "pipe", "inherit"] });
const link = await new Promise((resolve) => server.stdout.once("data", (piece) => resolve(String(piece).trim())));
const memory = () => {
  try {
    return Number(/VmRSS:\s+(\d+)/.exec(fs.readFileSync(`/proc/${server.pid}/status`, "utf8"))[1]) / 1024;
  } catch {
    return NaN;
  }
};
const browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium", args: ["--no-sandbox"] });
try {
  const page = await browser.newPage({ viewport: { width: 1280, height: 860 } });
  /** Waits until something holds in the page; gives what it is then. */
  const until = async (what, given) => {
    for (const end = Date.now() + 300000; Date.now() < end; ) {
      const found = await page.evaluate(what, given);
      if (found) return found;
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
    throw new Error(`it never came to be: ${what}`);
  };
  await page.goto(link);
  await until(() => window.duikai?.painted.revision > 0 && window.duikai.page()?.isReady() && window.duikai.board().pages.length === 16);
  await page.waitForTimeout(8000);
  await page.evaluate(() => (window.duikai.flush = true));
  const article = file("copy/wuye-1.md");
  const original = fs.readFileSync(article, "utf8");
  const revision = () => page.evaluate(() => window.duikai.painted.revision);
  const save = (text) => {
    fs.writeFileSync(`${article}.new`, text);
    const now = performance.timeOrigin + performance.now();
    fs.renameSync(`${article}.new`, article);
    return now;
  };
  const times = [];
  for (let nth = 0; nth < edits; nth += 1) {
    const was = await revision();
    const begun = save(original.trimEnd() + "又添一句。".repeat((nth % 7) + 1) + "\n");
    times.push((await until((was) => window.duikai.painted.revision > was && window.duikai.painted.at, was)) - begun);
    await page.waitForTimeout(120);
  }
  times.sort((a, b) => a - b);
  const part = (list, share) => list[Math.min(list.length - 1, Math.floor(list.length * share))].toFixed(1);
  console.log(`${edits} edits of 16 pages, from rename to pixels: median ${part(times, 0.5)} ms, 95 % ${part(times, 0.95)} ms, most ${part(times, 1)} ms`);

  // Each move of the pointer until the frame in which the shadow is where it should be.
  await page.locator('.row[data-story="wuye-1"]').click();
  const grip = await page.locator('.grip[data-edge="move"]').boundingBox();
  await page.evaluate(() => {
    window.moves = [];
    document.addEventListener("pointermove", (event) => {
      const from = performance.now();
      requestAnimationFrame(() => {
        const channel = new MessageChannel();
        channel.port1.onmessage = () => window.moves.push(performance.now() - Math.min(from, event.timeStamp));
        channel.port2.postMessage(0);
      });
    }, true);
  });
  await page.mouse.move(grip.x + 14, grip.y + 14);
  await page.mouse.down();
  for (let nth = 0; nth < 60; nth += 1) await page.mouse.move(grip.x + 14 + nth * 3, grip.y + 14 - nth * 2);
  await page.keyboard.press("Escape");
  const moves = (await page.evaluate(() => window.moves)).sort((a, b) => a - b);
  await page.mouse.move(grip.x + 14, grip.y + 14);
  await page.mouse.up();
  console.log(`a drag follows the pointer: median ${part(moves, 0.5)} ms, 95 % ${part(moves, 0.95)} ms (${moves.length} moves)`);

  if (saves) {
    await page.evaluate(() => (window.duikai.flush = false));
    const before = memory();
    const marks = [];
    for (let nth = 0; nth < saves; nth += 1) {
      const was = await revision();
      // Never what the last edit, or the last save, left.
      save(original.trimEnd() + "再添一句。".repeat((nth % 7) + 1) + "\n");
      await until((was) => window.duikai.painted.revision > was, was);
      if ((nth + 1) % Math.ceil(saves / 5) === 0) marks.push(memory().toFixed(0));
    }
    console.log(`${saves} saves: the server had ${before.toFixed(0)} MB, then ${marks.join(", ")} MB`);
  }
} finally {
  await browser.close();
  server.kill();
  fs.rmSync(folder, { recursive: true });
}

// Opens pages in Chromium as a reader would: phone and desktop, light and dark, without script, on paper.
// node look_at_pages.mjs CHROMIUM FOLDER SHOTS PAGE...   prints what was seen as JSON
import { chromium } from "playwright-core";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { pathToFileURL } from "node:url";
import path from "node:path";

const [executablePath, folder, shots, ...pages] = process.argv.slice(2);
const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const flags = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
  "--disable-component-update", "--disable-sync"];
const views = {
  phone: { viewport: { width: 390, height: 844 }, deviceScaleFactor: 2, isMobile: true, hasTouch: true },
  desktop: { viewport: { width: 1280, height: 900 } },
  dark: { viewport: { width: 390, height: 844 }, colorScheme: "dark" },
  unscripted: { viewport: { width: 1280, height: 900 }, javaScriptEnabled: false },
};

const browser = await chromium.launch({ executablePath, args: flags });
const seen = [];
for (const [view, options] of Object.entries(views)) {
  const context = await browser.newContext(options);
  for (const name of pages) {
    const page = await context.newPage();
    const requests = [], troubles = [];
    page.on("request", (request) => requests.push(request.url()));
    page.on("console", (message) => troubles.push(message.text()));
    page.on("pageerror", (error) => troubles.push(String(error)));
    page.on("dialog", (dialog) => { troubles.push(`dialog: ${dialog.message()}`); dialog.dismiss(); });
    const url = pathToFileURL(path.join(folder, name)).href;
    await page.goto(url);
    const file = path.join(shots, `${name.replace(/[^a-z0-9]+/gi, "-")}-${view}.png`);
    await page.screenshot({ path: file, fullPage: true });
    const facts = options.javaScriptEnabled === false ? {} : await page.evaluate(() => ({
      scripts: document.scripts.length,
      elements: [...new Set([...document.querySelectorAll("*")].map((element) => element.localName))],
      handlers: [...document.querySelectorAll("*")].flatMap((e) => e.getAttributeNames()).filter((n) => n.startsWith("on")),
      wide: document.documentElement.scrollWidth - document.documentElement.clientWidth,
      cut: [...document.querySelectorAll(".scroll")].map((part) => part.scrollWidth - part.clientWidth),
      broken: [...document.querySelectorAll(".board .chip b")].flatMap((title) => {
        const text = title.firstChild, range = document.createRange();
        return [...text.data.matchAll(/[^ -]+/g)].filter((word) => {
          range.setStart(text, word.index);
          range.setEnd(text, word.index + word[0].length);
          return new Set([...range.getClientRects()].map((line) => Math.round(line.top))).size > 1;
        }).map((word) => word[0]);
      }),
      background: getComputedStyle(document.body).backgroundColor,
      smallest: Math.min(...[...document.querySelectorAll("p, td, th, li, dd, small")]
        .filter((element) => element.textContent.trim()).map((element) => parseFloat(getComputedStyle(element).fontSize))),
      links: [...document.links].map((link) => link.href),
    }));
    let barriers = [];
    if (options.javaScriptEnabled !== false) {
      // read as a whole: what a reader opens is held to the same
      await page.evaluate(() => document.querySelectorAll("details").forEach((part) => { part.dataset.was = part.open; part.open = true; }));
      await page.evaluate(axe);
      const found = await page.evaluate(() => axe.run(document, { resultTypes: ["violations"] }));
      barriers = found.violations.map((rule) => `${rule.id}: ${rule.nodes[0].html.slice(0, 200)}`);
      await page.evaluate(() => document.querySelectorAll("details").forEach((part) => { part.open = part.dataset.was === "true"; }));
    }
    const text = await page.locator("body").innerText();
    let sheets = 0;
    if (view === "desktop") {
      const pdf = await page.pdf({ format: "A4", landscape: true, path: file.replace(".png", ".pdf") });
      sheets = (pdf.toString("latin1").match(/\/Type\s*\/Page\b/g) ?? []).length;
    }
    seen.push({ view, name, url, requests, troubles, barriers, text, sheets, ...facts });
    await page.close();
  }
  await context.close();
}
await browser.close();
console.log(JSON.stringify(seen));

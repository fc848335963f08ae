// Uses a plan's page by keyboard alone: to a session on the board, into what it holds, and open and shut.
// node use_plan_page.mjs CHROMIUM PAGE   prints what happened as JSON
import { chromium } from "playwright-core";
import { pathToFileURL } from "node:url";

const [executablePath, file] = process.argv.slice(2);
const browser = await chromium.launch({ executablePath, args: ["--no-sandbox", "--disable-gpu", "--disable-quic"] });
const page = await browser.newPage({ viewport: { width: 1280, height: 900 } });
await page.goto(pathToFileURL(file).href);
const focused = () => page.evaluate(() => ({
  tag: document.activeElement.localName,
  text: document.activeElement.textContent.trim(),
  href: document.activeElement.getAttribute("href"),
  session: document.activeElement.closest("details.session") !== null,
  outlined: getComputedStyle(document.activeElement).outlineStyle !== "none",
}));
const opened = () => page.evaluate(() => [...document.querySelectorAll("details.session")].filter((part) => part.open)
  .map((part) => part.querySelector(".inside").id));
const stops = [], before = await opened();
let link, summary;
for (let presses = 0; presses < 60 && !summary; presses++) {
  await page.keyboard.press("Tab");
  const stop = await focused();
  stops.push(stop);
  if (!link && stop.href?.startsWith("#")) link = stop;
  if (stop.tag === "summary" && stop.session) summary = stop;
}
await page.keyboard.press("Enter");
const afterEnter = await opened();
await page.keyboard.press("Enter");
const shut = await opened();
await page.locator(`a[href="${link.href}"]`).first().focus();
await page.keyboard.press("Enter");
const jumped = { target: await page.evaluate(() => location.hash), open: await opened() };
const last = await page.locator("details.session").last();
await last.locator("summary").focus();
await page.keyboard.press("Space");
const tree = await page.locator("main").ariaSnapshot();
await page.emulateMedia({ media: "print" });
const printed = await page.locator("details.session:visible").count();
console.log(JSON.stringify({ stops, link, summary, before, afterEnter, shut, jumped, tree, printed, open: await opened() }));
await browser.close();

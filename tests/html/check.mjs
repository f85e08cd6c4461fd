// Opens HTML reports in a browser: fails on what axe calls serious or critical, on anything loaded from elsewhere, on pages that are
// wider than the screen, and on a keyboard that does not reach the skip link and the links of the page.
//
//   node check.mjs BROWSER REPORT.html ...

import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { pathToFileURL } from "node:url";
import { chromium } from "playwright-core";

const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const [executablePath, ...reports] = process.argv.slice(2);
if (!executablePath || reports.length === 0) {
  console.error("usage: check.mjs BROWSER REPORT.html ...");
  process.exit(2);
}

const looks = [
  { width: 1280, colorScheme: "light" },
  { width: 390, colorScheme: "dark" },
];
let faults = 0;
const fault = (words) => {
  faults += 1;
  console.error(`  ${words}`);
};

const browser = await chromium.launch({ executablePath, args: ["--no-sandbox", "--disable-gpu", "--disable-background-networking"] });
try {
  for (const report of reports) {
    for (const { width, colorScheme } of looks) {
      console.log(`${report}: ${width} px, ${colorScheme}`);
      // The page forbids scripts; axe is one.
      const context = await browser.newContext({ viewport: { width, height: 900 }, colorScheme, bypassCSP: true });
      const page = await context.newPage();
      const address = pathToFileURL(report).href;
      const loaded = [];
      page.on("request", (request) => request.url() === address || loaded.push(request.url()));
      await page.goto(address);
      await keyboard(page);
      await narrow(page);
      await accessible(page);
      loaded.forEach((url) => fault(`the page loads ${url}`));
      await context.close();
    }
  }
  await narrowest(reports[0]);
} finally {
  await browser.close();
}
console.log(faults === 0 ? "no fault" : `${faults} faults`);
process.exit(faults === 0 ? 0 : 1);

/** The first stop is the skip link, which can be seen there and leads to the report; every stop shows where it is. */
async function keyboard(page) {
  await page.keyboard.press("Tab");
  const skip = await page.evaluate(() => {
    const { className, hash } = document.activeElement;
    const { top, height } = document.activeElement.getBoundingClientRect();
    return { className, hash, top, height };
  });
  if (skip.className !== "skip" || skip.top < 0 || skip.height < 20) fault(`the first stop is no skip link: ${JSON.stringify(skip)}`);
  await page.keyboard.press("Enter");
  const where = await page.evaluate(() => document.activeElement.id);
  if (where !== "main") fault(`the skip link leads to "${where}"`);
  for (let stop = 0; stop < 5; stop += 1) {
    await page.keyboard.press("Tab");
    const shown = await page.evaluate(() => {
      const style = getComputedStyle(document.activeElement);
      return { name: document.activeElement.tagName, outline: style.outlineStyle, width: parseFloat(style.outlineWidth) };
    });
    if (shown.name !== "A") fault(`a stop that is no link: ${shown.name}`);
    if (shown.outline === "none" || shown.width < 2) fault("a link that does not show that it has the focus");
  }
}

/** Nothing sticks out to the right. */
async function narrow(page) {
  const { wide, room } = await page.evaluate(() => ({ wide: document.documentElement.scrollWidth, room: window.innerWidth }));
  if (wide > room) fault(`the page is ${wide} px wide and the screen ${room} px`);
}

async function narrowest(report) {
  const page = await browser.newPage({ viewport: { width: 320, height: 600 } });
  await page.goto(pathToFileURL(report).href);
  await narrow(page);
  await page.close();
}

async function accessible(page) {
  await page.evaluate(axe);
  const { violations, passes } = await page.evaluate(() => window.axe.run(document, { resultTypes: ["violations"] }));
  if (passes.length < 20) fault(`axe looked at ${passes.length} rules only`);
  for (const { impact, id, help, nodes } of violations) {
    const words = `${impact}: ${id}: ${help} (${nodes.length}), for example ${nodes[0].html.slice(0, 160)}`;
    if (impact === "serious" || impact === "critical") fault(words);
    else console.log(`  not counted: ${words}`);
  }
}

/**
 * Walks through the explorer in a real browser and prints what it saw as JSON; `tests/web/test_explorer.py` compares.
 *
 *     node explorer.mjs BROWSER ADDRESS FOLDER START END
 *
 * Searches START, expands it, filters, asks for paths to END, opens an edge's sentence, presses every export button and
 * keeps the files in FOLDER. Nothing is asked of the network but the page's own address.
 */

import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { chromium } from "playwright-core";

const [browserPath, address, folder, start, end] = process.argv.slice(2);
const FLAGS = ["--no-sandbox", "--headless=new", "--use-gl=angle", "--use-angle=swiftshader", "--enable-unsafe-swiftshader", "--disable-background-networking", "--disable-component-update", "--disable-sync"];
const seen = { foreign: [], errors: [], dialogs: [], files: {} };

const browser = await chromium.launch({ executablePath: browserPath, args: FLAGS });
try {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, acceptDownloads: true, offline: address.startsWith("file:") });
  const page = await context.newPage();
  const own = address.startsWith("file:") ? "file:" : new URL(address).origin;
  page.on("request", (request) => !/^(data|blob):/.test(request.url()) && !request.url().startsWith(own) && seen.foreign.push(request.url()));
  page.on("console", (message) => ["error", "warning"].includes(message.type()) && !/GPU stall|GL Driver/.test(message.text()) && seen.errors.push(message.text()));
  page.on("pageerror", (problem) => seen.errors.push(problem.message));
  page.on("dialog", (dialog) => (seen.dialogs.push(dialog.message()), dialog.dismiss()));
  await page.goto(address);
  await page.waitForSelector("body[data-ready]");
  await walk(page);
  await files(page);
  seen.reload = await reload(page);
} finally {
  await browser.close();
}
await writeFile(join(folder, "seen.json"), JSON.stringify(seen));

async function walk(page) {
  const app = (read) => page.evaluate(read);
  await page.click("#menu-view summary");
  await page.click("[data-does=show_none]");
  await page.keyboard.press("/");
  await page.keyboard.type(start);
  seen.hits = await page.locator("#hits [role=option]").allInnerTexts();
  await page.keyboard.press("Enter");
  seen.title = await page.locator("#panel h2").innerText();
  seen.statements = await page.locator("#panel .statements li").count();
  seen.sentence = await page.locator("#panel blockquote p").first().innerText().catch(() => "");
  seen.marked = await page.locator("#panel blockquote mark").first().innerText().catch(() => "");
  await page.keyboard.press("Escape");
  await page.fill("#search", start);
  await page.keyboard.press("Enter");
  await page.keyboard.press("Tab");
  await page.evaluate(() => document.activeElement?.blur());
  await page.keyboard.press("e");
  seen.expanded = await app(() => [...window.kg.app.visible.nodes].map((node) => window.kg.app.model.data.nodes.label[node]).sort());
  seen.drawn = await app(() => window.kg.drawing.graph.order);
  const kind = page.locator("#part-legend input").first();
  await kind.uncheck();
  seen.filtered = await app(() => window.kg.app.visible.nodes.size);
  await page.click("#undo");
  seen.undone = await app(() => window.kg.app.visible.nodes.size);
  seen.open = await app(() => [...window.kg.app.visible.nodes]);
  seen.rich = await filtered(page, "input[type=number]", "1000");
  seen.certain = await filtered(page, "input[type=range]", "0.9");
  await page.evaluate(([a, b]) => {
    const { app } = window.kg;
    const id = (label) => app.model.data.nodes.id[app.model.data.nodes.label.indexOf(label)];
    app.store.change({ path: { a: id(a), b: id(b), longest: 4, chain: -1 } });
  }, [start, end]);
  seen.chains = await page.locator(".chain").evaluateAll((all) => all.map((one) => [...one.querySelectorAll(".hop > b")].map((name) => name.textContent)));
  seen.proofs = await page.locator(".chain blockquote p").allInnerTexts();
  if (seen.chains.length) await page.locator(".chain header button").first().click();
  for (const tab of ["table", "timeline", "charts", "compare", "graph"]) {
    await page.click(`[data-tab=${tab}]`);
    await page.waitForTimeout(150);
  }
  await page.click("#lang");
  seen.english = await page.locator("[data-tab=table]").innerText();
  await page.click("#lang");
  seen.chinese = await page.locator("[data-tab=table]").innerText();
  seen.labels = await app(() => Object.keys(window.kg.drawing.sigma.getNodeDisplayedLabels?.() ?? {}).length || window.kg.drawing.graph.order);
}

/** What a value in one of the filters lets through; the filter is taken back. */
async function filtered(page, field, value) {
  await page.locator("#part-narrowing").evaluate((part) => (part.open = true));
  await page.locator(`#part-narrowing ${field}`).first().evaluate((input, value) => {
    input.value = value;
    input.dispatchEvent(new Event("change", { bubbles: true }));
  }, value);
  const found = await page.evaluate(() => ({ nodes: [...window.kg.app.visible.nodes], edges: window.kg.app.visible.edges, drawn: [window.kg.drawing.graph.order, window.kg.drawing.graph.size] }));
  await page.click("#undo");
  return found;
}

async function files(page) {
  for (const does of ["export_svg", "export_png", "export_xlsx", "export_csv", "export_gexf", "export_cx2", "export_json", "export_html"]) {
    const coming = page.waitForEvent("download");
    await page.click("#menu-export summary");
    await page.click(`[data-does=${does}]`);
    const file = await coming;
    const path = join(folder, `${does}-${file.suggestedFilename()}`);
    await file.saveAs(path);
    seen.files[does] = path;
  }
  seen.counts = await page.evaluate(() => ({ nodes: window.kg.app.visible.nodes.size, edges: window.kg.app.visible.edges.length }));
}

/** The address holds the view: the same page opened again shows the same things. */
async function reload(page) {
  const before = await page.evaluate(() => window.kg.app.view.shown.length);
  await page.reload();
  await page.waitForSelector("body[data-ready]");
  const html = await readFile(seen.files.export_html, "utf8");
  return { before, after: await page.evaluate(() => window.kg.app.view.shown.length), smaller: html.length };
}

/** Times the explorer in a real browser: node measure.mjs BROWSER ADDRESS → milliseconds as JSON. */

import { chromium } from "playwright-core";

const [browserPath, address] = process.argv.slice(2);
const FLAGS = ["--no-sandbox", "--headless=new", "--use-gl=angle", "--use-angle=swiftshader", "--enable-unsafe-swiftshader", "--disable-background-networking", "--disable-component-update", "--disable-sync"];
const browser = await chromium.launch({ executablePath: browserPath, args: FLAGS });
const page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
const started = performance.now();
await page.goto(address);
await page.waitForSelector("body[data-ready]");
await painted();
const first = performance.now() - started;
const expand = await timed(() => {
  const { app } = window.kg;
  const most = [...app.model.degree.keys()].sort((a, b) => app.model.degree[b] - app.model.degree[a])[0];
  app.store.change({ shown: [app.id(most)], selected: app.id(most) });
  app.add(app.beyond(most).slice(0, 30), app.id(most));
});
const all = await timed(() => {
  const { app } = window.kg;
  app.store.change({ shown: app.model.data.nodes.id.slice(0, 5000), selected: "" });
});
const amount = await typed("#part-narrowing input[type=number]", "100");
const certainty = await typed("#part-narrowing input[type=range]", "0.85");
const search = await timed(() => {
  const field = document.getElementById("search");
  field.value = "名9";
  field.dispatchEvent(new Event("input"));
});
await browser.close();
console.log(JSON.stringify({ first, expand, all, amount, certainty, search }));

async function timed(does, given) {
  const from = performance.now();
  await page.evaluate(does, given);
  await painted();
  return performance.now() - from;
}

/** As a reader does: a value put into a filter and left. */
async function typed(field, value) {
  return timed(([field, value]) => {
    const input = document.querySelector(field);
    input.value = value;
    input.dispatchEvent(new Event("change", { bubbles: true }));
  }, [field, value]);
}

/** Until the browser has drawn what was asked for. */
function painted() {
  return page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));
}

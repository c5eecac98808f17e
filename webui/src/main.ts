/** The page: reads its dataset, lays out its parts and keeps them at one view. */

import { App, STEP } from "./app";
import { brush } from "./brush";
import { caption, chartTab } from "./chartview";
import { compare } from "./compare";
import { Model, type Dataset, type Lang } from "./data";
import { byId, h, put, visible as readable } from "./dom";
import * as files from "./files";
import { sidebar } from "./filters";
import { lights } from "./finder";
import { Drawing } from "./graph";
import { panel } from "./panel";
import { query } from "./query";
import { search } from "./search";
import { initial, readView, Store, written, type Tab } from "./state";
import { allSheets, tables } from "./table";
import { visible } from "./visible";

const OVERVIEW = 300;
const EVERYTHING = 5_000;
const TABS: Tab[] = ["graph", "table", "timeline", "charts", "compare"];

/** The editor needs a server, so a page that carries its own data has none. */
function tabs(): Tab[] {
  return byId<HTMLScriptElement>("dataset").dataset.from ? [...TABS, "query"] : TABS;
}

void start();

async function start(): Promise<void> {
  const place = byId("app");
  try {
    const data = await dataset();
    const lang: Lang = document.documentElement.lang.startsWith("en") ? "en" : "zh";
    build(place, new Model(data), lang);
  } catch (problem) {
    place.replaceChildren(h("p", { class: "fatal", role: "alert" }, `kg: ${String(problem)}`));
    throw problem;
  }
}

/** From the page itself, or from the server that gave the page. */
async function dataset(): Promise<Dataset> {
  const inline = byId<HTMLScriptElement>("dataset");
  const packed = inline.dataset.packed;
  if (packed === "gzip") {
    const bytes = Uint8Array.from(atob(inline.textContent ?? ""), (sign) => sign.charCodeAt(0));
    return JSON.parse(await new Response(new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"))).text()) as Dataset;
  }
  if (!inline.dataset.from) return JSON.parse(inline.textContent ?? "") as Dataset;
  const answer = await fetch(inline.dataset.from, { credentials: "same-origin" });
  if (!answer.ok) throw new Error(`${answer.status} ${answer.statusText}`);
  return (await answer.json()) as Dataset;
}

function build(place: HTMLElement, model: Model, lang: Lang): void {
  const view = readView(location.hash, model, lang) ?? { ...initial(lang), shown: overview(model), tab: model.data.open ?? "graph" };
  const app = new App(model, new Store(view));
  const parts = frame(place);
  const drawing = new Drawing(parts.canvas, model, {
    select: (id) => app.store.change({ selected: id }, true),
    expand: (node) => app.add(app.beyond(node).slice(0, STEP), app.id(node)),
    menu: (node) => app.store.change({ selected: app.id(node) }, true),
    pin: (node, x, y) => app.store.change({ pinned: { ...app.view.pinned, [app.id(node)]: [x, y] } }),
  });
  const paint = () => {
    app.visible = visible(model, app.view);
    document.documentElement.lang = app.lang === "zh" ? "zh-CN" : "en";
    document.title = app.t("title");
    header(app, parts.header, drawing);
    sidebar(app, parts.side);
    panel(app, parts.panel);
    centre(app, parts, drawing);
    brush(app, parts.foot);
    history.replaceState(null, "", `#${written(app.view)}`);
  };
  app.store.listen((now, before) => {
    paint();
    if (now.selected !== before.selected && now.selected && !now.selected.startsWith("edge:") && now.tab === "graph") drawing.focus(now.selected);
  });
  window.addEventListener("hashchange", () => {
    const told = readView(location.hash, model, app.lang);
    if (told && written(told) !== written(app.view)) app.store.change(told);
  });
  keyboard(app, drawing);
  paint();
  document.body.dataset.ready = "true";
  Object.assign(window, { kg: { app, drawing, files } });
}

interface Parts {
  header: HTMLElement;
  side: HTMLElement;
  canvas: HTMLElement;
  other: HTMLElement;
  panel: HTMLElement;
  foot: HTMLElement;
}

function frame(place: HTMLElement): Parts {
  const parts = {
    header: h("header", { id: "top" }),
    side: h("aside", { id: "side" }),
    canvas: h("div", { id: "canvas" }),
    other: h("div", { id: "other" }),
    panel: h("aside", { id: "panel", "aria-live": "polite" }),
    foot: h("footer", { id: "foot" }),
  };
  put(place, parts.header, h("div", { id: "body" }, parts.side, h("main", {}, parts.canvas, parts.other), parts.panel), parts.foot);
  return parts;
}

/** Never the whole hairball: the best connected things of the newest texts. */
function overview(model: Model): string[] {
  const { nodes, texts } = model.data;
  if (model.size <= OVERVIEW) return [...nodes.id];
  const newest = texts.length - Math.max(3, Math.ceil(texts.length / 4));
  const score = (node: number) => (nodes.texts[node].some((text) => text >= newest) ? 1_000_000 : 0) + (["PolicyDoc", "Agency", "Place", "Program"].includes(model.kindOf(node).name) ? 1_000 : 0) + model.degree[node];
  return [...nodes.id.keys()].sort((a, b) => score(b) - score(a) || a - b).slice(0, OVERVIEW).map((node) => nodes.id[node]);
}

function header(app: App, place: HTMLElement, drawing: Drawing): void {
  const typed = place.querySelector<HTMLInputElement>("#search");
  if (place.dataset.lang === app.lang && typed) {
    (place.querySelector("#undo") as HTMLButtonElement).disabled = !app.store.undoable;
    (place.querySelector("#redo") as HTMLButtonElement).disabled = !app.store.redoable;
    for (const tab of place.querySelectorAll<HTMLElement>("[data-tab]")) tab.setAttribute("aria-selected", String(tab.dataset.tab === app.view.tab));
    return;
  }
  place.dataset.lang = app.lang;
  const hits = h("div", { id: "hits", role: "listbox" });
  const field = h("input", { id: "search", type: "search", placeholder: app.t("search"), autocomplete: "off", "aria-label": app.t("search"), oninput: () => offer(app, field, hits), onkeydown: (event: KeyboardEvent) => searchKey(event, field, hits) });
  const button = (id: string, label: string, does: () => void, title = label) => h("button", { id, type: "button", title, onclick: does }, label);
  put(
    place,
    h("h1", {}, app.t("title")),
    h("div", { id: "finder" }, field, hits),
    h("nav", { role: "tablist" }, ...tabs().map((tab) => h("button", { type: "button", role: "tab", "data-tab": tab, "aria-selected": String(tab === app.view.tab), onclick: () => app.store.change({ tab }) }, app.t(`tab_${tab}`)))),
    h("div", { class: "group" }, button("undo", "↶", () => app.store.undo(), app.t("undo")), button("redo", "↷", () => app.store.redo(), app.t("redo"))),
    menu(app, "view", app.t("view"), [
      ["show_all", () => (app.model.size <= EVERYTHING ? app.store.change({ shown: [...app.model.data.nodes.id] }) : alertText(app, app.t("too_many", { n: app.number(app.model.size), m: app.number(EVERYTHING) })))],
      ["show_overview", () => app.store.change({ shown: overview(app.model) })],
      ["show_none", () => app.store.change({ shown: [], selected: "" })],
      ["move", () => drawing.toggleLayout()],
      ["fit", () => drawing.fit()],
      ["copy_view", () => void navigator.clipboard?.writeText(location.href).catch((problem: unknown) => console.info(String(problem)))],
    ]),
    menu(app, "export", app.t("export"), exports(app, drawing)),
    h("button", { id: "lang", type: "button", onclick: () => app.store.change({ lang: app.lang === "zh" ? "en" : "zh" }, true) }, app.lang === "zh" ? "English" : "中文"),
    h("button", { id: "help", type: "button", title: app.t("help"), onclick: () => help(app) }, "?"),
  );
  header(app, place, drawing);
}

function menu(app: App, id: string, title: string, rows: [string, () => void][]): HTMLElement {
  const list = h("details", { class: "menu", id: `menu-${id}` }, h("summary", {}, title));
  list.append(h("div", {}, ...rows.map(([key, does]) => h("button", { type: "button", "data-does": key, onclick: () => ((list.open = false), does()) }, app.t(key)))));
  return list;
}

function offer(app: App, field: HTMLInputElement, place: HTMLElement): void {
  const hits = search(app.model, field.value);
  const groups = new Map<string, number[]>();
  for (const hit of hits) groups.set(app.kind(hit.node), [...(groups.get(app.kind(hit.node)) ?? []), hit.node]);
  const { nodes } = app.model.data;
  const choose = (node: number) => {
    app.select(node);
    field.value = "";
    put(place);
  };
  put(
    place,
    ...[...groups].flatMap(([kind, found]) => [
      h("h4", {}, `${kind} ${found.length}`),
      ...found.slice(0, 8).map((node) => h("button", { type: "button", role: "option", onclick: () => choose(node) }, h("i", { class: "dot", colour: app.model.kindOf(node).colour }), readable(nodes.label[node]), h("small", {}, ` ${app.t("in_texts", { n: nodes.texts[node].length })}`))),
    ]),
    field.value && !hits.length ? h("p", { class: "hint" }, app.t("no_hit")) : "",
  );
}

function searchKey(event: KeyboardEvent, field: HTMLInputElement, hits: HTMLElement): void {
  const options = [...hits.querySelectorAll<HTMLElement>("[role=option]")];
  if (event.key === "Enter") options[0]?.click();
  if (event.key === "ArrowDown") options[0]?.focus();
  if (event.key !== "Escape") return;
  field.value = "";
  hits.replaceChildren();
  field.blur();
}

function exports(app: App, drawing: Drawing): [string, () => void][] {
  const where = (id: string): [number, number] | undefined => (drawing.graph.hasNode(id) ? [drawing.graph.getNodeAttribute(id, "x") as number, drawing.graph.getNodeAttribute(id, "y") as number] : undefined);
  const screen = (id: string) => {
    const at = drawing.graph.hasNode(id) ? drawing.sigma.getNodeDisplayData(id) : undefined;
    return at ? { ...drawing.sigma.framedGraphToViewport(at), size: at.size } : null;
  };
  const drawn = () => files.svg(app, screen, drawing.sigma.getDimensions(), caption(app));
  const png = (scale: number) => void files.svgToPng(drawn(), scale).then((picture) => files.save(`kg-${scale}x.png`, picture, "image/png"));
  const rows = (name: string) => allSheets(app).find((sheet) => sheet.name === name);
  const csv = (name: string) => {
    const sheet = rows(name);
    if (sheet) files.save(`kg-${name}.csv`, files.csvFile({ head: sheet.head, rows: sheet.rows.map((row) => row.cells) }), "text/csv");
  };
  return [
    ["export_png", () => png(1)],
    ["export_png2", () => png(2)],
    ["export_svg", () => files.save("kg.svg", drawn(), "image/svg+xml")],
    ["export_xlsx", () => files.save("kg.xlsx", files.xlsx(app), "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet")],
    ["export_csv", () => csv("statements")],
    ["export_gexf", () => files.save("kg.gexf", files.gexf(app, where), "application/gexf+xml")],
    ["export_cx2", () => files.save("kg.cx2", files.cx2(app, where), "application/json")],
    ["export_json", () => files.save("kg.json", files.json(app, where), "application/json")],
    ["export_html", () => files.save("kg.html", files.page(app), "text/html")],
  ];
}

function centre(app: App, parts: Parts, drawing: Drawing): void {
  const graph = app.view.tab === "graph";
  parts.canvas.hidden = !graph;
  parts.other.hidden = graph;
  if (graph) {
    drawing.show(app.visible, app.view.pinned, app.lang);
    drawing.look(app.view.selected, lights(app));
    drawing.sigma.resize();
    parts.other.replaceChildren();
  } else if (app.view.tab === "table") tables(app, parts.other);
  else if (app.view.tab === "timeline") chartTab(app, parts.other, "timeline");
  else if (app.view.tab === "charts") chartTab(app, parts.other);
  else if (app.view.tab === "query" && tabs().includes("query")) query(app, parts.other);
  else compare(app, parts.other);
}

function keyboard(app: App, drawing: Drawing): void {
  document.addEventListener("keydown", (event) => {
    const typing = /^(INPUT|TEXTAREA|SELECT)$/.test((event.target as HTMLElement).tagName);
    if (event.key === "Escape") closeAll(app);
    else if (typing) return;
    else if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "z") (event.preventDefault(), event.shiftKey ? app.store.redo() : app.store.undo());
    else if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "y") (event.preventDefault(), app.store.redo());
    else if (event.ctrlKey || event.metaKey || event.altKey) return;
    else if (event.key === "/") (event.preventDefault(), byId("search").focus());
    else if (event.key === "?") help(app);
    else if (/^[1-6]$/.test(event.key)) app.store.change({ tab: tabs()[Number(event.key) - 1] ?? app.view.tab });
    else if (event.key === "+" || event.key === "=") drawing.zoom(0.7);
    else if (event.key === "-") drawing.zoom(1.4);
    else if (event.key === "0") drawing.fit();
    else onSelected(app, event.key);
  });
}

function onSelected(app: App, key: string): void {
  const node = app.model.byId.get(app.view.selected);
  if (node === undefined) return;
  if (key === "e") app.add(app.beyond(node).slice(0, STEP), app.view.selected);
  if (key === "Delete" || key === "Backspace") app.take([node]);
}

function closeAll(app: App): void {
  document.querySelector("dialog[open]")?.remove();
  document.querySelectorAll<HTMLDetailsElement>("details.menu[open]").forEach((one) => (one.open = false));
  if (app.view.selected) app.store.change({ selected: "" }, true);
}

function help(app: App): void {
  const rows = ["/", "1–5", "e", "Del", "Ctrl-Z / Ctrl-Y", "+ − 0", "Esc"].map((key, at) => h("tr", {}, h("th", {}, h("kbd", {}, key)), h("td", {}, app.t(`help_${at + 1}`))));
  alertBox(app, h("table", {}, h("tbody", {}, ...rows)), h("p", {}, app.t("help_mouse")));
}

function alertText(app: App, text: string): void {
  alertBox(app, h("p", {}, text));
}

function alertBox(app: App, ...children: HTMLElement[]): void {
  document.querySelector("dialog")?.remove();
  const box: HTMLDialogElement = h("dialog", { "aria-label": app.t("title") }, ...children, h("button", { type: "button", onclick: () => box.remove() }, app.t("close")));
  document.body.append(box);
  box.showModal();
}

/** The tabs that hold charts: which chart, over what is visible, with the statements behind a mark beside it. */

import type { ECharts } from "echarts/core";
import type { App } from "./app";
import { draw } from "./charts";
import type { Chart, Row } from "./data";
import { h, put, visible as readable } from "./dom";
import { csvFile, save, svgToPng } from "./files";
import { proof } from "./panel";
import { textTest } from "./visible";

let drawing: ECharts | null = null;
let chosen = "";

export function chartTab(app: App, place: HTMLElement, only?: string): void {
  const charts = app.model.data.charts.filter((chart) => (only ? chart.name === only : true));
  const chart = charts.find((one) => one.name === chosen) ?? charts[0];
  drawing?.dispose();
  drawing = null;
  if (!chart) return put(place, h("p", { class: "hint" }, app.t("nothing")));
  const rows = chart.rows.filter(rowTest(app));
  const canvas = h("div", { class: "chart", role: "img", "aria-label": chart[app.lang] });
  const behind = h("div", { class: "behind" });
  const choice = h("select", { "aria-label": app.t("charts"), onchange: () => ((chosen = choice.value), chartTab(app, place, only)) }, ...charts.map((one) => h("option", { value: one.name }, one[app.lang])));
  choice.value = chart.name;
  put(place, h("div", { class: "subtabs" }, choice, h("span", { class: "hint" }, app.t("rows_of", { n: rows.length, m: chart.rows.length })), ...downloads(app, chart, rows, canvas)), rows.length ? canvas : h("p", { class: "hint" }, app.t("nothing")), behind);
  if (rows.length) drawing = draw(canvas, chart, rows, app.lang, (own) => show(app, behind, own));
}

/** A mark stays when one of its things passes, or when it has none. */
function rowTest(app: App): (row: Row) => boolean {
  const inside = textTest(app.model, app.view);
  const { proofs } = app.model.data;
  const off = app.visible.nodes;
  const whole = app.view.shown.length === 0;
  return (row) => (whole || row.nodes.length === 0 || row.nodes.some((node) => off.has(node) || !app.view.shown.includes(app.id(node)))) && (row.proofs.length === 0 || row.proofs.some((at) => inside(proofs.text[at])));
}

function show(app: App, place: HTMLElement, rows: Row[]): void {
  const { nodes } = app.model.data;
  const things = [...new Set(rows.flatMap((row) => row.nodes))];
  const proofs = [...new Set(rows.flatMap((row) => row.proofs))];
  put(
    place,
    h("h3", {}, rows.length === 1 ? readable(rows[0].label || rows[0].x) : app.t("n_rows", { n: rows.length })),
    h("ul", { class: "names" }, ...things.slice(0, 60).map((node) => h("li", {}, h("button", { type: "button", class: "link", onclick: () => app.select(node) }, readable(nodes.label[node]))))),
    h("button", { type: "button", onclick: () => (app.add(things), app.store.change({ tab: "graph" }, true)) }, app.t("show_in_graph", { n: things.length })),
    ...proofs.slice(0, 40).map((at) => proof(app, at)),
  );
  place.scrollIntoView({ block: "nearest" });
}

function downloads(app: App, chart: Chart, rows: Row[], canvas: HTMLElement): HTMLElement[] {
  const svg = () => captioned(app, canvas, chart);
  const sheet = () => ({ head: ["x", "y", app.t("value"), app.t("thing")], rows: rows.map((row) => [row.x, row.y, row.value, row.label]) });
  return [
    h("button", { type: "button", class: "small", onclick: () => save(`${chart.name}.svg`, svg(), "image/svg+xml") }, "SVG"),
    h("button", { type: "button", class: "small", onclick: () => void svgToPng(svg(), 2).then((png) => save(`${chart.name}.png`, png, "image/png")) }, "PNG"),
    h("button", { type: "button", class: "small", onclick: () => save(`${chart.name}.csv`, csvFile(sheet()), "text/csv") }, "CSV"),
  ];
}

/** The chart with a line under it that says what was chosen. */
function captioned(app: App, canvas: HTMLElement, chart: Chart): string {
  const source = canvas.querySelector("svg");
  if (!source) return "";
  const copy = source.cloneNode(true) as SVGSVGElement;
  const [wide, high] = [source.clientWidth, source.clientHeight];
  copy.setAttribute("xmlns", "http://www.w3.org/2000/svg");
  copy.setAttribute("width", String(wide));
  copy.setAttribute("height", String(high + 28));
  copy.setAttribute("viewBox", `0 0 ${wide} ${high + 28}`);
  const line = document.createElementNS("http://www.w3.org/2000/svg", "text");
  line.setAttribute("x", "10");
  line.setAttribute("y", String(high + 18));
  line.setAttribute("font-size", "12");
  line.setAttribute("fill", "#52606d");
  line.textContent = `${chart[app.lang]} · ${caption(app)}`;
  copy.append(line);
  return new XMLSerializer().serializeToString(copy);
}

/** What stands under every picture: what of how much, which texts, which filters, which version. */
export function caption(app: App): string {
  const { texts, version } = app.model.data;
  const [first, last] = app.view.window[0] < 0 ? [0, texts.length - 1] : app.view.window;
  const { kinds, predicates, place, sector, level, least, most, from, until } = app.view.filters;
  const label = (id: string) => app.model.data.nodes.label[app.model.byId.get(id) as number] ?? "";
  const parts = [
    app.t("n_of_m", { n: app.visible.nodes.size, m: app.model.size }),
    texts.length ? `${texts[first]?.label ?? ""} – ${texts[last]?.label ?? ""}` : "",
    place && label(place),
    sector && label(sector),
    level,
    least || most ? `${least / 10_000}–${most ? most / 10_000 : "∞"} ${app.t("wan_yuan")}` : "",
    from || until ? `${from}–${until}` : "",
    kinds.length + predicates.length ? app.t("switched_off", { n: kinds.length + predicates.length }) : "",
    `kg ${version}`,
  ];
  return parts.filter(Boolean).join(" · ");
}

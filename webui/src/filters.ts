/** The left side: legend, filters and the path finder. */

import type { App } from "./app";
import { h, put } from "./dom";
import { NO_FILTERS } from "./state";
import { finder } from "./finder";

export function sidebar(app: App, place: HTMLElement): void {
  const kept = place.scrollTop;
  const opened = new Set([...place.querySelectorAll("details[open]")].map((one) => one.id));
  const first = place.childElementCount === 0;
  const shown = app.t("shown", { n: app.number(app.visible.nodes.size), m: app.number(app.model.size), e: app.number(app.visible.edges.length) });
  put(place, h("p", { id: "status", role: "status" }, shown), legend(app), finder(app), facts(app), narrowing(app), h("button", { type: "button", onclick: () => app.store.change({ filters: NO_FILTERS, window: [-1, -1] }) }, app.t("clear_filters")));
  if (!first) for (const one of place.querySelectorAll("details")) one.open = opened.has(one.id) || (one.id === "part-finder" && Boolean(app.view.path.a || app.view.path.b));
  place.scrollTop = kept;
}

/** Kinds with colour, a tick and how many are shown of how many there are on the table. */
function legend(app: App): HTMLElement {
  const { nodes, kinds } = app.model.data;
  const all = new Map<number, number>();
  const now = new Map<number, number>();
  for (const id of app.view.shown) count(all, nodes.kind[app.model.byId.get(id) as number]);
  for (const node of app.visible.nodes) count(now, nodes.kind[node]);
  const rows = [...kinds.keys()].filter((kind) => all.has(kind)).sort((a, b) => (all.get(b) ?? 0) - (all.get(a) ?? 0)).map((kind) => tick(app, "kinds", kinds[kind].name, kinds[kind][app.lang], `${now.get(kind) ?? 0}/${all.get(kind)}`, kinds[kind].colour));
  return details("legend", app.t("kinds"), rows, true);
}

function facts(app: App): HTMLElement {
  const { edges, predicates } = app.model.data;
  const onTable = new Set(app.view.shown.map((id) => app.model.byId.get(id)));
  const all = new Map<number, number>();
  const now = new Map<number, number>();
  for (let edge = 0; edge < edges.source.length; edge++) if (onTable.has(edges.source[edge]) && onTable.has(edges.target[edge])) count(all, edges.predicate[edge]);
  for (const edge of app.visible.edges) count(now, edges.predicate[edge]);
  const rows = [...predicates.keys()].filter((one) => all.has(one)).sort((a, b) => (all.get(b) ?? 0) - (all.get(a) ?? 0)).map((one) => tick(app, "predicates", predicates[one].name, predicates[one][app.lang], `${now.get(one) ?? 0}/${all.get(one)}`));
  return details("facts", app.t("predicates"), rows, false);
}

function count(tally: Map<number, number>, key: number): void {
  tally.set(key, (tally.get(key) ?? 0) + 1);
}

function tick(app: App, group: "kinds" | "predicates", name: string, label: string, number: string, colour = ""): HTMLElement {
  const off = app.view.filters[group];
  const flip = () => app.store.filter({ [group]: off.includes(name) ? off.filter((one) => one !== name) : [...off, name] });
  return h("label", { class: "tick" }, h("input", { type: "checkbox", checked: !off.includes(name), onchange: flip }), colour ? h("i", { class: "dot", colour }) : null, h("span", {}, label), h("b", {}, number));
}

function narrowing(app: App): HTMLElement {
  const { filters } = app.view;
  const levels = [...new Set(app.model.data.nodes.level.filter(Boolean))].sort();
  const rows = [
    field(app.t("place"), choice(options(app, "Place"), filters.place, app.t("any"), (place) => app.store.filter({ place }))),
    field(app.t("sector"), choice(options(app, "Sector"), filters.sector, app.t("any"), (sector) => app.store.filter({ sector }))),
    field(app.t("level"), choice(levels.map((level) => [level, level]), filters.level, app.t("any"), (level) => app.store.filter({ level }))),
    field(app.t("amount"), numeric(app.t("amount_least"), filters.least / 10_000, (value) => app.store.filter({ least: value * 10_000 })), numeric(app.t("amount_most"), filters.most / 10_000, (value) => app.store.filter({ most: value * 10_000 }))),
    field(app.t("confidence_least"), h("input", { type: "range", min: 0, max: 1, step: 0.05, value: filters.confidence, onchange: (event: Event) => app.store.filter({ confidence: Number((event.target as HTMLInputElement).value) }) }), h("output", {}, filters.confidence.toFixed(2))),
    field(app.t("date_from"), dated(filters.from, (from) => app.store.filter({ from }))),
    field(app.t("date_until"), dated(filters.until, (until) => app.store.filter({ until }))),
  ];
  return details("narrowing", app.t("filters"), rows, false);
}

/** Places and sectors that something on hand belongs to, the commonest first. */
function options(app: App, kind: "Place" | "Sector"): [string, string][] {
  const { nodes } = app.model.data;
  const tally = new Map<number, number>();
  if (kind === "Place") for (const place of nodes.place) if (place >= 0) count(tally, place);
  if (kind === "Sector") for (let node = 0; node < app.model.size; node++) if (app.model.kindOf(node).name === "Sector") tally.set(node, app.model.degree[node]);
  return [...tally.keys()].sort((a, b) => (tally.get(b) ?? 0) - (tally.get(a) ?? 0) || a - b).map((node) => [nodes.id[node], `${nodes.label[node]} (${tally.get(node)})`]);
}

function choice(rows: [string, string][], value: string, any: string, does: (value: string) => void): HTMLElement {
  const list = h("select", { onchange: (event: Event) => does((event.target as HTMLSelectElement).value) }, h("option", { value: "" }, any), ...rows.map(([id, label]) => h("option", { value: id }, label)));
  list.value = value;
  return list;
}

function numeric(name: string, value: number, does: (value: number) => void): HTMLElement {
  return h("input", { type: "number", placeholder: name, "aria-label": name, min: 0, step: "any", value: value || "", onchange: (event: Event) => does(Math.max(Number((event.target as HTMLInputElement).value) || 0, 0)) });
}

function dated(value: string, does: (value: string) => void): HTMLElement {
  return h("input", { type: "date", value, onchange: (event: Event) => does((event.target as HTMLInputElement).value) });
}

function field(label: string, ...controls: HTMLElement[]): HTMLElement {
  return h("label", { class: "field" }, h("span", {}, label), ...controls);
}

export function details(id: string, title: string, rows: HTMLElement[], open: boolean): HTMLElement {
  return h("details", { id: `part-${id}`, open }, h("summary", {}, title), ...rows);
}

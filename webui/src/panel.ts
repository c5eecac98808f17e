/** The inspector: what is said of the chosen thing, and the sentence behind each statement. */

import type { App } from "./app";
import { STEP } from "./app";
import { textName } from "./data";
import { h, marked, put, visible as readable } from "./dom";

const FIRST = 40;

export function panel(app: App, place: HTMLElement): void {
  const chosen = app.view.selected;
  if (!chosen) {
    put(place, h("p", { class: "hint" }, app.t("panel_empty")));
    return;
  }
  const edge = /^edge:(\d+)$/.exec(chosen);
  if (edge) edgePanel(app, place, Number(edge[1]));
  else nodePanel(app, place, app.model.byId.get(chosen) as number);
}

function nodePanel(app: App, place: HTMLElement, node: number): void {
  const { nodes } = app.model.data;
  const notes = nodes.notes[node].map(([name, value]): [string, string] => [app.model.data.properties[name]?.[app.lang] ?? name, value]);
  if (nodes.place[node] >= 0) notes.unshift([app.t("place"), nodes.label[nodes.place[node]]]);
  if (nodes.also[node].length) notes.push([app.t("also"), nodes.also[node].join("、")]);
  notes.push([app.t("texts"), app.t("in_texts", { n: nodes.texts[node].length })]);
  put(
    place,
    h("header", {}, h("span", { class: "tag", colour: app.model.kindOf(node).colour }, app.kind(node)), h("h2", {}, readable(nodes.label[node]))),
    h("dl", {}, ...notes.flatMap(([name, value]) => [h("dt", {}, name), h("dd", {}, readable(value))])),
    tools(app, node),
    opening(app, node),
    amounts(app, node),
    statements(app, node),
  );
}

function tools(app: App, node: number): HTMLElement {
  const { iri, label } = app.model.data.nodes;
  const query = `SELECT ?p ?o WHERE { <${iri[node]}> ?p ?o }`;
  const act = (key: string, does: () => void) => h("button", { type: "button", onclick: does }, app.t(key));
  return h(
    "div",
    { class: "tools" },
    act("path_from", () => app.store.change({ path: { ...app.view.path, a: app.id(node), chain: -1 } })),
    act("path_to", () => app.store.change({ path: { ...app.view.path, b: app.id(node), chain: -1 } })),
    act("compare_add", () => app.store.change({ compare: app.view.compare[0] && app.view.compare[0] !== app.id(node) ? [app.view.compare[0], app.id(node)] : [app.id(node), ""] })),
    act("hide", () => app.take([node])),
    act("collapse", () => app.take(leaves(app, node))),
    app.view.pinned[app.id(node)] ? act("unpin", () => unpin(app, node)) : null,
    copier(app, "copy_iri", iri[node]),
    copier(app, "copy_query", query),
    copier(app, "copy_name", label[node]),
  );
}

function unpin(app: App, node: number): void {
  const pinned = { ...app.view.pinned };
  delete pinned[app.id(node)];
  app.store.change({ pinned });
}

/** Neighbours that hang on this thing alone. */
function leaves(app: App, node: number): number[] {
  const shown = new Set(app.view.shown.map((id) => app.model.byId.get(id)));
  return [...new Set(app.model.steps[node].map((step) => step.other))].filter((other) => shown.has(other) && app.model.steps[other].every((step) => step.other === node || !shown.has(step.other)));
}

/** What one can open from here: neighbours in and out, by predicate, with their number. */
function opening(app: App, node: number): HTMLElement {
  const { edges } = app.model.data;
  const walk = app.walks();
  const ways = new Map<string, { edge: number; forward: boolean; others: Set<number> }>();
  for (const step of app.model.steps[node]) {
    if (!walk(step.edge)) continue;
    const key = `${step.forward}${edges.predicate[step.edge]}`;
    const way = ways.get(key) ?? { edge: step.edge, forward: step.forward, others: new Set() };
    way.others.add(step.other);
    ways.set(key, way);
  }
  const rows = [...ways.values()].sort((a, b) => b.others.size - a.others.size).map((way) => {
    const open = () => app.add(app.beyond(node, edges.predicate[way.edge], way.forward).slice(0, STEP), app.id(node));
    const left = app.beyond(node, edges.predicate[way.edge], way.forward).length;
    return h("button", { type: "button", class: "way", onclick: open, disabled: left === 0 }, `${way.forward ? "→" : "←"} ${app.predicate(way.edge, way.forward)}`, h("b", {}, left ? `${way.others.size - left}/${way.others.size}` : `${way.others.size}`));
  });
  return h("section", { class: "ways" }, h("h3", {}, app.t("open_by")), ...rows);
}

function amounts(app: App, node: number): HTMLElement | null {
  const rows = app.model.amountsOf.get(node);
  if (!rows) return null;
  const { amounts } = app.model.data;
  const lines = rows.map((at) =>
    h("li", {}, h("span", { class: "tag plain" }, app.lang === "zh" ? amounts.kind[at] : amounts.kind_en[at]), h("b", {}, amounts.text[at]), " ", amounts.indicator[at], amounts.by[at] ? h("small", {}, ` ${app.t("by", { when: amounts.by[at] })}`) : null, amounts.proof[at] >= 0 ? proof(app, amounts.proof[at]) : null),
  );
  return folded("amounts", app.t("amounts", { n: rows.length }), lines);
}

function statements(app: App, node: number): HTMLElement {
  const { nodes } = app.model.data;
  const walk = app.walks();
  const steps = app.model.steps[node].filter((step) => walk(step.edge));
  const lines = steps.map((step) =>
    h(
      "li",
      {},
      h("button", { type: "button", class: "link", onclick: () => app.store.change({ selected: `edge:${step.edge}`, shown: [...new Set([...app.view.shown, app.id(node), app.id(step.other)])] }) }, `${step.forward ? "→" : "←"} ${app.predicate(step.edge, step.forward)}`),
      " ",
      h("button", { type: "button", class: "link", onclick: () => app.select(step.other) }, readable(nodes.label[step.other])),
      ...app.model.data.edges.proofs[step.edge].slice(0, 1).map((at) => proof(app, at)),
    ),
  );
  return folded("statements", app.t("statements", { n: steps.length }), lines);
}

/** A list of which the first rows are shown, the rest on demand. */
function folded(kind: string, title: string, lines: HTMLElement[]): HTMLElement {
  const list = h("ul", { class: kind }, ...lines.slice(0, FIRST));
  const more = lines.length > FIRST ? h("button", { type: "button", onclick: () => (list.append(...lines.slice(FIRST)), more?.remove()) }, `… ${lines.length - FIRST}`) : null;
  return h("section", {}, h("h3", {}, title), list, more);
}

function edgePanel(app: App, place: HTMLElement, edge: number): void {
  const { nodes, edges } = app.model.data;
  if (edge >= edges.source.length) {
    put(place, h("p", { class: "hint" }, app.t("panel_empty")));
    return;
  }
  const [source, target] = [edges.source[edge], edges.target[edge]];
  const end = (node: number) => h("button", { type: "button", class: "link", onclick: () => app.select(node) }, readable(nodes.label[node]));
  put(
    place,
    h("header", {}, h("span", { class: "tag plain" }, app.t("statement"))),
    h("p", { class: "triple" }, end(source), h("b", {}, ` ${app.predicate(edge)} → `), end(target)),
    h("dl", {}, h("dt", {}, app.t("confidence")), h("dd", {}, String(edges.confidence[edge])), h("dt", {}, app.t("texts")), h("dd", {}, app.t("in_texts", { n: app.model.textsOf(edge).length }))),
    h("section", {}, h("h3", {}, app.t("evidence")), ...(edges.proofs[edge].length ? edges.proofs[edge].map((at) => proof(app, at)) : [h("p", { class: "hint" }, app.t("no_evidence"))])),
  );
}

/** A sentence with the words that say it marked, and where it stands. */
export function proof(app: App, at: number): HTMLElement {
  const { proofs } = app.model.data;
  return h(
    "blockquote",
    {},
    h("p", {}, ...marked(proofs.quote[at], proofs.from[at], proofs.to[at])),
    h("footer", {}, where(app, at), " ", copier(app, "copy_cite", citation(app, at))),
  );
}

export function where(app: App, at: number): string {
  const { proofs } = app.model.data;
  const column = proofs.column[at] ? `〔${proofs.column[at]}〕` : "";
  const page = proofs.page[at] ? ` ${app.t("page", { n: proofs.page[at] })}` : "";
  return readable(`${textName(app.model, proofs.text[at])}${column}${proofs.article[at]}${page}`);
}

function citation(app: App, at: number): string {
  const { proofs, texts } = app.model.data;
  const date = texts[proofs.text[at]]?.date;
  return `${where(app, at)}${date ? `（${date}）` : ""}：“${proofs.quote[at].replace(/\s+/g, "")}”`;
}

function copier(app: App, key: string, text: string): HTMLElement {
  const button: HTMLElement = h("button", { type: "button", class: "small", onclick: () => void copy(text).then((done) => (button.textContent = app.t(done ? "copied" : "copy_failed"))) }, app.t(key));
  return button;
}

async function copy(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch (problem) {
    const area = h("textarea", { value: text });
    document.body.append(area);
    area.select();
    const done = document.execCommand("copy");
    area.remove();
    if (!done) console.info("the browser refused the clipboard", String(problem));
    return done;
  }
}

/** The editor, where a server answers: SPARQL, its rows as a table, and the files the endpoint gives. */

import type { App } from "./app";
import { h, put, visible as readable } from "./dom";
import { save } from "./files";

interface Term {
  type: string;
  value: string;
}

interface Results {
  head: { vars?: string[] };
  boolean?: boolean;
  results?: { bindings: Record<string, Term>[] };
}

interface Ready {
  name: string;
  title: string;
  text: string;
}

const FIRST = "SELECT ?文件 ?机构 WHERE {\n  ?d a pb:PolicyDoc ; rdfs:label ?文件 ; pb:issuer/rdfs:label ?机构\n} ORDER BY ?文件 LIMIT 50";
const FILES: [string, string, string][] = [["CSV", "text/csv", "csv"], ["JSON", "application/sparql-results+json", "json"], ["XML", "application/sparql-results+xml", "xml"], ["TSV", "text/tab-separated-values", "tsv"]];

let text = FIRST;
let ready: Ready[] | null = null;

export function query(app: App, place: HTMLElement): void {
  const area = h("textarea", { value: text, spellcheck: "false", "aria-label": "SPARQL", oninput: () => (text = area.value), onkeydown: (event: KeyboardEvent) => event.key === "Enter" && (event.ctrlKey || event.metaKey) && void run() });
  const out = h("div", { class: "scroll" });
  const choice = h("select", { "aria-label": app.t("saved_queries"), onchange: () => choose() }, h("option", { value: "" }, app.t("saved_queries")));
  const choose = () => {
    const found = ready?.find((one) => one.name === choice.value);
    if (found) area.value = text = found.text;
  };
  const fill = () => choice.append(...(ready ?? []).map((one) => h("option", { value: one.name }, one.title)));
  if (ready) fill();
  else void ask("queries.json", "application/json").then(async (answer) => ((ready = answer.ok ? ((await answer.json()) as Ready[]) : []), fill()));
  const run = async () => {
    put(out, h("p", { class: "hint" }, app.t("running")));
    const started = performance.now();
    const answer = await ask(`sparql?query=${encodeURIComponent(area.value)}`, "application/sparql-results+json, text/turtle;q=0.5");
    if (!answer.ok) return put(out, h("p", { class: "wrong", role: "alert" }, readable(await answer.text())));
    if (!(answer.headers.get("content-type") ?? "").includes("json")) return put(out, h("pre", {}, await answer.text()));
    show(app, out, (await answer.json()) as Results, performance.now() - started);
  };
  const file = ([name, media, suffix]: [string, string, string]) =>
    h("button", { type: "button", class: "small", onclick: () => void ask(`sparql?query=${encodeURIComponent(area.value)}`, media).then(async (answer) => (answer.ok ? save(`kg.${suffix}`, await answer.blob(), media) : put(out, h("p", { class: "wrong" }, readable(await answer.text()))))) }, name);
  put(place, h("div", { class: "query" }, h("div", { class: "subtabs" }, choice, h("button", { type: "button", id: "run", onclick: () => void run() }, `▶ ${app.t("run")}`), h("span", { class: "hint" }, "Ctrl-Enter"), ...FILES.map(file)), area, out));
}

/** Ask the server that gave this page; its key, where it wants one, stands in the address. */
function ask(path: string, accept: string): Promise<Response> {
  const token = new URLSearchParams(location.search).get("token");
  return fetch(path, { headers: { Accept: accept, ...(token ? { Authorization: `Bearer ${token}` } : {}) } });
}

function show(app: App, place: HTMLElement, found: Results, took: number): void {
  if (found.boolean !== undefined) return put(place, h("p", {}, String(found.boolean)));
  const names = found.head.vars ?? [];
  const rows = found.results?.bindings ?? [];
  const cell = (term: Term | undefined) => {
    const node = term?.type === "uri" ? app.model.data.nodes.iri.indexOf(term.value) : -1;
    if (node >= 0) return h("button", { type: "button", class: "link", onclick: () => app.select(node) }, readable(app.model.data.nodes.label[node]));
    return readable(term?.value ?? "");
  };
  put(
    place,
    h("p", { class: "hint", role: "status" }, app.t("rows_in", { n: app.number(rows.length), ms: Math.round(took) })),
    h("table", {}, h("thead", {}, h("tr", {}, ...names.map((name) => h("th", { scope: "col" }, name)))), h("tbody", {}, ...rows.slice(0, 500).map((row) => h("tr", {}, ...names.map((name) => h("td", {}, cell(row[name]))))))),
    rows.length > 500 ? h("p", { class: "hint" }, app.t("rows_cut", { n: 500, m: app.number(rows.length) })) : null,
  );
}

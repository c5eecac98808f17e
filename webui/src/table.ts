/** The table: the same selection as rows one can sort and read with the keyboard. */

import type { App } from "./app";
import { textName } from "./data";
import { h, put, visible as readable } from "./dom";

type Cell = string | number | null;

export interface Sheet {
  name: "things" | "statements" | "amounts";
  head: string[];
  rows: { cells: Cell[]; select: string }[];
}

const PIECE = 200;
let sorted: { sheet: string; column: number; down: boolean } = { sheet: "", column: -1, down: false };
let open: Sheet["name"] = "statements";

export function tables(app: App, place: HTMLElement): void {
  const sheets = allSheets(app);
  const chosen = sheets.find((sheet) => sheet.name === open) as Sheet;
  const tabs = sheets.map((sheet) =>
    h("button", { type: "button", role: "tab", "aria-selected": sheet === chosen ? "true" : "false", onclick: () => ((open = sheet.name), tables(app, place)) }, `${app.t(`sheet_${sheet.name}`)} ${app.number(sheet.rows.length)}`),
  );
  put(place, h("div", { class: "subtabs", role: "tablist" }, ...tabs), body(app, place, chosen));
}

function body(app: App, place: HTMLElement, sheet: Sheet): HTMLElement {
  const rows = inOrder(sheet);
  const list = h("tbody");
  const add = (from: number) => list.append(...rows.slice(from, from + PIECE).map((row) => line(app, row)));
  add(0);
  const more = h("button", { type: "button", onclick: () => (add(list.childElementCount), list.childElementCount >= rows.length && more.remove()) }, app.t("more_rows", { n: PIECE }));
  const heads = sheet.head.map((name, column) => {
    const mine = sorted.sheet === sheet.name && sorted.column === column;
    const sort = () => ((sorted = { sheet: sheet.name, column, down: mine && !sorted.down }), tables(app, place));
    return h("th", { scope: "col", "aria-sort": mine ? (sorted.down ? "descending" : "ascending") : "none" }, h("button", { type: "button", onclick: sort }, name, mine ? (sorted.down ? " ▼" : " ▲") : ""));
  });
  const table = h("table", {}, h("thead", {}, h("tr", {}, ...heads)), list);
  return h("div", { class: "scroll" }, table, rows.length > PIECE ? more : null, rows.length ? null : h("p", { class: "hint" }, app.t("nothing")));
}

function line(app: App, row: Sheet["rows"][number]): HTMLElement {
  const select = () => app.store.change({ selected: row.select });
  const key = (event: KeyboardEvent) => event.key === "Enter" && select();
  return h("tr", { tabindex: 0, onclick: select, onkeydown: key, "aria-selected": app.view.selected === row.select ? "true" : "false" }, ...row.cells.map((cell) => h("td", { class: look(cell) }, typeof cell === "number" ? app.number(cell) : readable(cell ?? ""))));
}

function look(cell: Cell): string {
  if (typeof cell === "number") return "number";
  if (/^\d{4}-\d\d(-\d\d)?$/.test(cell ?? "")) return "date";
  return (cell ?? "").length > 40 ? "long" : "";
}

function inOrder(sheet: Sheet): Sheet["rows"] {
  if (sorted.sheet !== sheet.name || sorted.column < 0) return sheet.rows;
  const { column, down } = sorted;
  const compare = new Intl.Collator("zh-CN", { numeric: true }).compare;
  const rows = [...sheet.rows].sort((a, b) => {
    const [x, y] = [a.cells[column], b.cells[column]];
    return typeof x === "number" && typeof y === "number" ? x - y : compare(String(x ?? ""), String(y ?? ""));
  });
  return down ? rows.reverse() : rows;
}

/** What is visible, as the three tables that the page shows and writes. */
export function allSheets(app: App): Sheet[] {
  return [statements(app), things(app), amounts(app)];
}

function things(app: App): Sheet {
  const { nodes } = app.model.data;
  const rows = [...app.visible.nodes].sort((a, b) => app.model.degree[b] - app.model.degree[a] || a - b).map((node) => ({
    cells: [nodes.label[node], app.kind(node), nodes.place[node] >= 0 ? nodes.label[nodes.place[node]] : "", nodes.level[node], nodes.date[node], nodes.texts[node].length, app.model.degree[node], nodes.iri[node]],
    select: nodes.id[node],
  }));
  return { name: "things", head: ["thing", "kind", "place", "level", "date", "texts", "degree", "iri"].map((key) => app.t(key)), rows };
}

function statements(app: App): Sheet {
  const { nodes, edges, proofs } = app.model.data;
  const rows = app.visible.edges.map((edge) => {
    const first = edges.proofs[edge][0];
    const said = first === undefined ? ["", "", "", ""] : [textName(app.model, proofs.text[first]), app.model.data.texts[proofs.text[first]]?.date ?? "", proofs.column[first], proofs.quote[first]];
    return { cells: [nodes.label[edges.source[edge]], app.predicate(edge), nodes.label[edges.target[edge]], ...said, edges.proofs[edge].length], select: `edge:${edge}` };
  });
  return { name: "statements", head: ["subject", "predicate", "object", "text", "date", "column", "evidence", "proofs"].map((key) => app.t(key)), rows };
}

function amounts(app: App): Sheet {
  const { nodes, amounts, proofs } = app.model.data;
  const rows: Sheet["rows"] = [];
  for (const node of app.visible.nodes)
    for (const at of app.model.amountsOf.get(node) ?? [])
      rows.push({
        cells: [nodes.label[node], app.lang === "zh" ? amounts.kind[at] : amounts.kind_en[at], amounts.text[at], amounts.yuan[at] === null ? null : (amounts.yuan[at] as number) / 10_000, amounts.indicator[at], amounts.by[at], amounts.proof[at] >= 0 ? proofs.quote[amounts.proof[at]] : ""],
        select: nodes.id[node],
      });
  return { name: "amounts", head: ["thing", "kind", "value", "wan_yuan", "indicator", "deadline", "evidence"].map((key) => app.t(key)), rows };
}

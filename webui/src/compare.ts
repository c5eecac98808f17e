/** Two provinces or two policies side by side: instruments, money, targets, sectors, programmes. */

import type { App } from "./app";
import { h, put, visible as readable } from "./dom";
import { picker } from "./finder";

interface Side {
  documents: number[];
  groups: Map<string, Map<number, number>>;
  amounts: number[];
}

const KINDS = ["Instrument", "Sector", "Group", "Program", "Tier", "Agency"];

export function compare(app: App, place: HTMLElement): void {
  const ids = app.view.compare;
  const choose = (at: 0 | 1) => picker(app, app.t(at ? "compare_b" : "compare_a"), ids[at], (id) => app.store.change({ compare: at ? [ids[0], id] : [id, ids[1]] }));
  const heads = h("div", { class: "pickers" }, choose(0), choose(1));
  const nodes = ids.map((id) => app.model.byId.get(id));
  if (nodes[0] === undefined || nodes[1] === undefined) {
    put(place, heads, h("p", { class: "hint" }, app.t("compare_empty")));
    return;
  }
  const sides = [side(app, nodes[0]), side(app, nodes[1])];
  put(place, heads, h("div", { class: "scroll" }, h("table", { class: "compare" }, h("thead", {}, h("tr", {}, h("th", {}), ...[nodes[0], nodes[1]].map((node) => h("th", { scope: "col" }, readable(app.model.data.nodes.label[node]))))), h("tbody", {}, ...rows(app, sides)))));
}

/** What belongs to a thing: itself if it is a document, else the documents and programmes of the place. */
function side(app: App, node: number): Side {
  const { nodes } = app.model.data;
  const walk = app.walks();
  const own = app.model.kindOf(node).name === "Place" ? [...nodes.id.keys()].filter((other) => ["PolicyDoc", "Program"].includes(app.model.kindOf(other).name) && nodes.place[other] === node) : [node];
  const groups = new Map<string, Map<number, number>>(KINDS.map((kind) => [kind, new Map()]));
  for (const one of own)
    for (const other of new Set(app.model.steps[one].filter((step) => walk(step.edge)).map((step) => step.other))) {
      const tally = groups.get(app.model.kindOf(other).name);
      tally?.set(other, (tally.get(other) ?? 0) + 1);
    }
  return { documents: own, groups, amounts: own.flatMap((one) => app.model.amountsOf.get(one) ?? []) };
}

function rows(app: App, sides: Side[]): HTMLElement[] {
  const { kinds } = app.model.data;
  const line = (name: string, cells: (HTMLElement | string)[]) => h("tr", {}, h("th", { scope: "row" }, name), ...cells.map((cell) => h("td", {}, cell)));
  const named = (kind: string) => kinds.find((one) => one.name === kind)?.[app.lang] ?? kind;
  return [
    line(app.t("documents"), sides.map((one) => list(app, one.documents, new Set()))),
    line(app.t("highest"), sides.map((one) => highest(app, one))),
    line(app.t("targets"), sides.map((one) => targets(app, one))),
    ...KINDS.map((kind) => {
      const [left, right] = sides.map((one) => one.groups.get(kind) as Map<number, number>);
      const both = new Set([...left.keys()].filter((node) => right.has(node)));
      return line(named(kind), [left, right].map((tally) => list(app, [...tally.keys()].sort((a, b) => Number(both.has(b)) - Number(both.has(a)) || (tally.get(b) ?? 0) - (tally.get(a) ?? 0) || a - b), both)));
    }),
  ];
}

/** Names one can open; what both sides have stands first and is marked. */
function list(app: App, nodes: number[], both: Set<number>): HTMLElement {
  const names = nodes.slice(0, 40).map((node) => h("li", both.has(node) ? { class: "both" } : {}, h("button", { type: "button", class: "link", onclick: () => app.select(node) }, readable(app.model.data.nodes.label[node]))));
  return h("div", {}, h("small", {}, app.t("n_things", { n: nodes.length })), h("ul", { class: "names" }, ...names, nodes.length > 40 ? h("li", {}, `… +${nodes.length - 40}`) : null));
}

/** The highest single amount of money given; ceilings are never added up. */
function highest(app: App, one: Side): HTMLElement | string {
  const { amounts, nodes } = app.model.data;
  const money = one.amounts.filter((at) => amounts.kind_en[at] === "Support" && amounts.yuan[at] !== null);
  if (!money.length) return "—";
  const top = money.reduce((best, at) => ((amounts.yuan[at] as number) > (amounts.yuan[best] as number) ? at : best));
  return h("div", {}, h("b", {}, amounts.text[top]), h("br"), h("small", {}, readable(nodes.label[amounts.about[top]])));
}

function targets(app: App, one: Side): HTMLElement | string {
  const { amounts } = app.model.data;
  const goals = one.amounts.filter((at) => ["Goal", "Requirement"].includes(amounts.kind_en[at])).slice(0, 30);
  if (!goals.length) return "—";
  return h("ul", { class: "names" }, ...goals.map((at) => h("li", {}, `${amounts.indicator[at]} `, h("b", {}, amounts.text[at]))));
}

/** Which of the things on the table the filters and the window let through. */

import type { Model } from "./data";
import type { View } from "./state";

export interface Visible {
  nodes: Set<number>;
  edges: number[];
}

export function visible(model: Model, view: View): Visible {
  const onTable = view.shown.map((id) => model.byId.get(id)).filter((node): node is number => node !== undefined);
  const passes = nodeTest(model, view);
  const nodes = new Set(onTable.filter(passes));
  const walk = edgeTest(model, view);
  const edges: number[] = [];
  for (const node of nodes) for (const step of model.steps[node]) if (step.forward && nodes.has(step.other) && walk(step.edge)) edges.push(step.edge);
  return { nodes, edges: edges.sort((a, b) => a - b) };
}

/** Says of an edge whether predicate, certainty and window let it through. */
export function edgeTest(model: Model, view: View): (edge: number) => boolean {
  const { filters } = view;
  const off = new Set(filters.predicates);
  const inside = textTest(model, view);
  const { confidence, proofs } = model.data.edges;
  const bounded = view.window[0] >= 0 || filters.from !== "" || filters.until !== "";
  return (edge) =>
    !off.has(model.predicateOf(edge).name) &&
    confidence[edge] >= filters.confidence &&
    (!bounded || proofs[edge].some((proof) => inside(model.data.proofs.text[proof])));
}

/** Says of a text whether it lies in the window and between the dates. */
export function textTest(model: Model, view: View): (text: number) => boolean {
  const [first, last] = view.window;
  const { from, until } = view.filters;
  const { texts } = model.data;
  return (text) => {
    const { date } = texts[text];
    return (first < 0 || (text >= first && text <= last)) && (!from || (date !== "" && date >= from)) && (!until || (date !== "" && date.slice(0, until.length) <= until));
  };
}

/** Says of a thing whether the filters and the window let it through. */
export function nodeTest(model: Model, view: View): (node: number) => boolean {
  const { filters } = view;
  const { nodes } = model.data;
  const off = new Set(filters.kinds);
  const inside = textTest(model, view);
  const bounded = view.window[0] >= 0 || filters.from !== "" || filters.until !== "";
  const place = filters.place ? model.byId.get(filters.place) : undefined;
  const sector = filters.sector ? model.byId.get(filters.sector) : undefined;
  const fits = [
    (node: number) => !off.has(model.kindOf(node).name),
    (node: number) => !bounded || nodes.texts[node].length === 0 || nodes.texts[node].some(inside),
    (node: number) => place === undefined || node === place || nodes.place[node] === place || (nodes.place[node] < 0 && model.steps[node].some((step) => nodes.place[step.other] === place)),
    (node: number) => sector === undefined || node === sector || model.steps[node].some((step) => step.other === sector || model.steps[step.other].some((next) => next.other === sector && model.kindOf(step.other).name !== "Place")),
    (node: number) => !filters.level || nodes.level[node] === "" || nodes.level[node] === filters.level,
    (node: number) => (!filters.least && !filters.most) || amountFits(model, node, filters.least, filters.most),
  ];
  return (node) => fits.every((fit) => fit(node));
}

/** Things without any amount stay when a thing beside them has one that fits. */
function amountFits(model: Model, node: number, least: number, most: number): boolean {
  const fits = (at: number) => {
    const yuan = model.data.amounts.yuan[at];
    return yuan !== null && yuan >= least && (!most || yuan <= most);
  };
  const own = model.amountsOf.get(node);
  if (own?.some((at) => model.data.amounts.yuan[at] !== null)) return own.some(fits);
  return model.steps[node].some((step) => model.amountsOf.get(step.other)?.some(fits));
}

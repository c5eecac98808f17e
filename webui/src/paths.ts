/**
 * Best chains between two things, ranked as `kg path` ranks them: each hop costs 1, each thing passed through costs the
 * logarithm of how many neighbours it has; background things are passed around.
 */

import type { Model } from "./data";

export interface Chain {
  nodes: number[];
  cost: number;
  /** How many chains of the same pattern (kinds and predicates in order) there are. */
  count: number;
}

export interface PathOptions {
  longest: number;
  most: number;
  /** Says which edges may be walked. */
  allowed(edge: number): boolean;
}

const BUDGET = 60_000;

export function chains(model: Model, start: number, end: number, options: PathOptions): Chain[] {
  const bound = remaining(model, end, options);
  const groups = new Map<string, Chain>();
  const open = new Heap();
  if (bound[options.longest][start] < Infinity) open.push({ nodes: [start], cost: 0, total: bound[options.longest][start] });
  for (let spent = 0; open.size && spent < BUDGET; spent++) {
    const partial = open.pop();
    const last = partial.nodes[partial.nodes.length - 1];
    if (last === end && partial.nodes.length > 1) {
      gather(model, groups, partial, options);
      if (groups.size > options.most) break;
      continue;
    }
    const left = options.longest - partial.nodes.length;
    for (const other of neighbours(model, last, options)) {
      if (partial.nodes.includes(other) || (other !== end && model.background.has(other))) continue;
      const cost = partial.cost + 1 + (other === end ? 0 : weight(model, other));
      const total = cost + bound[left][other];
      if (total < Infinity) open.push({ nodes: [...partial.nodes, other], cost, total });
    }
  }
  return [...groups.values()].slice(0, options.most);
}

function weight(model: Model, node: number): number {
  return Math.log2(Math.max(model.degree[node], 1));
}

function neighbours(model: Model, node: number, options: PathOptions): Set<number> {
  return new Set(model.steps[node].filter((step) => options.allowed(step.edge)).map((step) => step.other));
}

/** The least that is still to pay from each thing to the end, by how many hops are left. */
function remaining(model: Model, end: number, options: PathOptions): Float64Array[] {
  const first = new Float64Array(model.size).fill(Infinity);
  first[end] = 0;
  const rows = [first];
  for (let hops = 1; hops <= options.longest; hops++) {
    const before = rows[hops - 1];
    const now = Float64Array.from(before);
    before.forEach((cost, node) => {
      if (cost === Infinity || (node !== end && model.background.has(node))) return;
      const through = node === end ? 0 : weight(model, node);
      for (const other of neighbours(model, node, options)) now[other] = Math.min(now[other], cost + 1 + through);
    });
    rows.push(now);
  }
  return rows;
}

function gather(model: Model, groups: Map<string, Chain>, partial: Partial, options: PathOptions): void {
  const pattern = partial.nodes.map((node, at) => (at === 0 ? "" : hopPattern(model, partial.nodes[at - 1], node, options)) + model.data.nodes.kind[node]).join("|");
  const known = groups.get(pattern);
  if (known) known.count += 1;
  else groups.set(pattern, { nodes: partial.nodes, cost: partial.cost, count: 1 });
}

function hopPattern(model: Model, from: number, to: number, options: PathOptions): string {
  const said = edgesBetween(model, from, to, options).map((step) => `${step.forward ? ">" : "<"}${model.data.edges.predicate[step.edge]}`);
  return [...new Set(said)].sort().join("+");
}

/** All edges between two neighbours, as seen from the first. */
export function edgesBetween(model: Model, from: number, to: number, options: Pick<PathOptions, "allowed">) {
  return model.steps[from].filter((step) => step.other === to && options.allowed(step.edge));
}

interface Partial {
  nodes: number[];
  cost: number;
  total: number;
}

/** A binary heap by total cost; ties by the order of the things, so that the answer is always the same. */
class Heap {
  private readonly rows: Partial[] = [];

  get size(): number {
    return this.rows.length;
  }

  push(row: Partial): void {
    const { rows } = this;
    rows.push(row);
    for (let at = rows.length - 1; at > 0; ) {
      const above = (at - 1) >> 1;
      if (!before(rows[at], rows[above])) break;
      [rows[at], rows[above]] = [rows[above], rows[at]];
      at = above;
    }
  }

  pop(): Partial {
    const { rows } = this;
    const top = rows[0];
    const last = rows.pop() as Partial;
    if (rows.length) {
      rows[0] = last;
      for (let at = 0; ; ) {
        let least = at;
        for (const below of [2 * at + 1, 2 * at + 2]) if (below < rows.length && before(rows[below], rows[least])) least = below;
        if (least === at) break;
        [rows[at], rows[least]] = [rows[least], rows[at]];
        at = least;
      }
    }
    return top;
  }
}

function before(a: Partial, b: Partial): boolean {
  if (Math.abs(a.total - b.total) > 1e-9) return a.total < b.total;
  if (a.nodes.length !== b.nodes.length) return a.nodes.length > b.nodes.length;
  for (let at = 0; at < a.nodes.length; at++) if (a.nodes[at] !== b.nodes[at]) return a.nodes[at] < b.nodes[at];
  return false;
}

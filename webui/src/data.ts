/**
 * What the page is given and how it is walked.
 *
 * `Dataset` is the contract with `kg/export/dataset.py`: the graph in columns, one array a field, so that ten thousand
 * things stay small. Everything refers to everything by position in these columns.
 */

export type Lang = "zh" | "en";

export interface Dataset {
  version: string;
  words: Record<Lang, Record<string, string>>;
  kinds: { name: string; zh: string; en: string; colour: string }[];
  predicates: { name: string; zh: string; en: string; back_zh: string; back_en: string }[];
  /** What the names of `notes` are called. */
  properties: Record<string, Record<Lang, string>>;
  /** The texts in the order of time; a window over time is a range of these. */
  texts: { label: string; number: string; date: string }[];
  nodes: {
    id: string[];
    iri: string[];
    label: string[];
    kind: number[];
    x: number[];
    y: number[];
    size: number[];
    texts: number[][];
    also: string[][];
    /** Pinyin in full and by initials, one word each. */
    keys: string[];
    /** The province or other place a thing belongs to, as a node; -1 where none is known. */
    place: number[];
    level: string[];
    date: string[];
    notes: [string, string][][];
  };
  edges: { source: number[]; target: number[]; predicate: number[]; proofs: number[][]; confidence: number[] };
  proofs: {
    text: number[];
    column: string[];
    article: string[];
    quote: string[];
    /** Where in the quote the words stand that say it. */
    from: number[];
    to: number[];
    page: string[];
  };
  amounts: {
    about: number[];
    kind: string[];
    kind_en: string[];
    /** The number as a person reads it. */
    text: string[];
    indicator: string[];
    yuan: (number | null)[];
    by: string[];
    proof: number[];
  };
  /** The tab that is open at first, where it is not the graph. */
  open?: "charts";
  /** Things that nearly everything leads to: paths do not run through them. */
  background: number[];
  charts: Chart[];
}

export interface Row {
  x: string;
  y: string;
  value: number | null;
  /** The other end of a range: baseline of a target, first day of a period. */
  base?: number | null;
  label: string;
  nodes: number[];
  proofs: number[];
}

export interface Chart {
  name: string;
  form: "stacked" | "timeline" | "heat" | "bars" | "targets" | "shares" | "pairs";
  zh: string;
  en: string;
  unit_zh: string;
  unit_en: string;
  rows: Row[];
}

/** An edge seen from one of its ends. */
export interface Step {
  edge: number;
  other: number;
  forward: boolean;
}

export class Model {
  readonly steps: Step[][];
  readonly degree: number[];
  readonly byId: Map<string, number>;
  readonly amountsOf: Map<number, number[]>;
  readonly background: Set<number>;

  constructor(readonly data: Dataset) {
    const { nodes, edges, amounts } = data;
    this.steps = nodes.id.map(() => []);
    edges.source.forEach((source, edge) => {
      const target = edges.target[edge];
      this.steps[source].push({ edge, other: target, forward: true });
      if (target !== source) this.steps[target].push({ edge, other: source, forward: false });
    });
    this.degree = this.steps.map((steps) => new Set(steps.map((step) => step.other)).size);
    this.byId = new Map(nodes.id.map((id, at) => [id, at]));
    this.background = new Set(data.background);
    this.amountsOf = new Map();
    amounts.about.forEach((node, at) => {
      const known = this.amountsOf.get(node);
      if (known) known.push(at);
      else this.amountsOf.set(node, [at]);
    });
  }

  get size(): number {
    return this.data.nodes.id.length;
  }

  kindOf(node: number): Dataset["kinds"][number] {
    return this.data.kinds[this.data.nodes.kind[node]];
  }

  predicateOf(edge: number): Dataset["predicates"][number] {
    return this.data.predicates[this.data.edges.predicate[edge]];
  }

  /** The texts that state an edge, in the order of time. */
  textsOf(edge: number): number[] {
    return [...new Set(this.data.edges.proofs[edge].map((proof) => this.data.proofs.text[proof]))].sort((a, b) => a - b);
  }
}

/** One text's name as a reader cites it. */
export function textName(model: Model, text: number): string {
  return text < 0 ? "" : model.data.texts[text].label;
}

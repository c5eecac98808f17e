/** What every part of the page may use: the model, the view, words in the reader's language. */

import type { Lang, Model } from "./data";
import { Store, type View } from "./state";
import { edgeTest, nodeTest, type Visible } from "./visible";

export class App {
  visible: Visible = { nodes: new Set(), edges: [] };

  constructor(readonly model: Model, readonly store: Store) {}

  get view(): View {
    return this.store.view;
  }

  get lang(): Lang {
    return this.store.view.lang;
  }

  /** A sentence of the interface with its fields put in. */
  t(key: string, fields: Record<string, string | number> = {}): string {
    const sentence = this.model.data.words[this.lang][key] ?? key;
    return sentence.replace(/\{(\w+)\}/g, (whole, name: string) => (name in fields ? String(fields[name]) : whole));
  }

  number(value: number): string {
    return value.toLocaleString(this.lang === "zh" ? "zh-CN" : "en");
  }

  kind(node: number): string {
    return this.model.kindOf(node)[this.lang];
  }

  predicate(edge: number, forward = true): string {
    const known = this.model.predicateOf(edge);
    if (forward) return known[this.lang];
    return this.lang === "zh" ? known.back_zh : known.back_en;
  }

  walks(): (edge: number) => boolean {
    return edgeTest(this.model, this.view);
  }

  id(node: number): string {
    return this.model.data.nodes.id[node];
  }

  select(node: number): void {
    const id = this.id(node);
    const shown = this.view.shown.includes(id) ? this.view.shown : [...this.view.shown, id];
    this.store.change({ selected: id, shown });
  }

  /** Put things on the table, those already there stay. */
  add(nodes: Iterable<number>, selected = this.view.selected): void {
    this.store.change({ shown: [...new Set([...this.view.shown, ...[...nodes].map((node) => this.id(node))])], selected });
  }

  take(nodes: Iterable<number>): void {
    const gone = new Set([...nodes].map((node) => this.id(node)));
    this.store.change({ shown: this.view.shown.filter((id) => !gone.has(id)), selected: gone.has(this.view.selected) ? "" : this.view.selected });
  }

  /** Neighbours not on the table that the filters let through, the best connected first. */
  beyond(node: number, predicate = -1, forward: boolean | null = null): number[] {
    const shown = new Set(this.view.shown);
    const walk = this.walks();
    const passes = nodeTest(this.model, this.view);
    const { edges } = this.model.data;
    const found = this.model.steps[node].filter((step) => (predicate < 0 || edges.predicate[step.edge] === predicate) && (forward === null || step.forward === forward) && walk(step.edge) && !shown.has(this.id(step.other)));
    return [...new Set(found.map((step) => step.other))].filter(passes).sort((a, b) => this.model.degree[b] - this.model.degree[a] || a - b);
  }
}

/** How many neighbours one opening brings at most. */
export const STEP = 30;

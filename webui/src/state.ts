/** What is looked at: one record, its past and future, and its form in the address. */

import type { Lang, Model } from "./data";

export type Tab = "graph" | "table" | "timeline" | "charts" | "compare" | "query";

export interface Filters {
  /** Kinds and predicates that are switched off, by name. */
  kinds: string[];
  predicates: string[];
  place: string;
  sector: string;
  level: string;
  /** From this amount on, in yuan; 0 means all. */
  least: number;
  most: number;
  confidence: number;
  from: string;
  until: string;
}

export interface View {
  lang: Lang;
  tab: Tab;
  /** The things put on the table, by id; what filters hide stays in it. */
  shown: string[];
  pinned: Record<string, [number, number]>;
  selected: string;
  /** First and last text of the window over time; -1 means open. */
  window: [number, number];
  filters: Filters;
  path: { a: string; b: string; longest: number; chain: number };
  compare: [string, string];
}

export const NO_FILTERS: Filters = { kinds: [], predicates: [], place: "", sector: "", level: "", least: 0, most: 0, confidence: 0, from: "", until: "" };

export function initial(lang: Lang): View {
  return { lang, tab: "graph", shown: [], pinned: {}, selected: "", window: [-1, -1], filters: NO_FILTERS, path: { a: "", b: "", longest: 4, chain: -1 }, compare: ["", ""] };
}

/** Holds the view; every change tells the listeners, and all but the passing ones can be undone. */
export class Store {
  private past: View[] = [];
  private future: View[] = [];
  private readonly listeners: ((view: View, before: View) => void)[] = [];

  constructor(public view: View) {}

  listen(listener: (view: View, before: View) => void): void {
    this.listeners.push(listener);
  }

  change(part: Partial<View>, passing = false): void {
    if (!passing) {
      this.past = [...this.past.slice(-99), this.view];
      this.future = [];
    }
    this.set({ ...this.view, ...part });
  }

  filter(part: Partial<Filters>): void {
    this.change({ filters: { ...this.view.filters, ...part } });
  }

  get undoable(): boolean {
    return this.past.length > 0;
  }

  get redoable(): boolean {
    return this.future.length > 0;
  }

  undo(): void {
    const before = this.past.pop();
    if (!before) return;
    this.future.push(this.view);
    this.set({ ...before, lang: this.view.lang });
  }

  redo(): void {
    const next = this.future.pop();
    if (!next) return;
    this.past.push(this.view);
    this.set({ ...next, lang: this.view.lang });
  }

  private set(view: View): void {
    const before = this.view;
    this.view = view;
    for (const listener of this.listeners) listener(view, before);
  }
}

/** The view as the part of the address after `#`; a reload or a sent link shows the same. */
export function written(view: View): string {
  return "v=" + btoa(Array.from(new TextEncoder().encode(JSON.stringify(view)), (byte) => String.fromCharCode(byte)).join("")).replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");
}

/** Reads an address back; what is not a view of this graph is left out, never trusted. */
export function readView(hash: string, model: Model, lang: Lang): View | null {
  const found = /[#&]v=([\w-]+)/.exec(hash);
  if (!found) return null;
  try {
    const bytes = Uint8Array.from(atob(found[1].replace(/-/g, "+").replace(/_/g, "/")), (sign) => sign.charCodeAt(0));
    return checked(JSON.parse(new TextDecoder().decode(bytes)) as Partial<View>, model, lang);
  } catch (problem) {
    console.info("the address holds no view of this graph", String(problem));
    return null;
  }
}

function checked(raw: Partial<View>, model: Model, lang: Lang): View {
  const clean = initial(raw.lang === "en" || raw.lang === "zh" ? raw.lang : lang);
  const known = (id: unknown): id is string => typeof id === "string" && model.byId.has(id);
  const texts = model.data.texts.length;
  if (["graph", "table", "timeline", "charts", "compare", "query"].includes(raw.tab ?? "")) clean.tab = raw.tab as Tab;
  clean.shown = Array.isArray(raw.shown) ? raw.shown.filter(known) : [];
  for (const [id, place] of Object.entries(raw.pinned ?? {})) if (known(id) && Array.isArray(place) && place.every(Number.isFinite)) clean.pinned[id] = [place[0], place[1]];
  if (typeof raw.selected === "string" && (known(raw.selected) || /^edge:\d+$/.test(raw.selected))) clean.selected = raw.selected;
  if (Array.isArray(raw.window) && raw.window.every((at) => Number.isInteger(at) && at >= -1 && at < texts)) clean.window = [raw.window[0], raw.window[1]];
  clean.filters = checkedFilters(raw.filters ?? {});
  if (raw.path) clean.path = { a: known(raw.path.a) ? raw.path.a : "", b: known(raw.path.b) ? raw.path.b : "", longest: Math.min(Math.max(Number(raw.path.longest) || 4, 1), 6), chain: Number(raw.path.chain) || -1 };
  if (Array.isArray(raw.compare)) clean.compare = [known(raw.compare[0]) ? raw.compare[0] : "", known(raw.compare[1]) ? raw.compare[1] : ""];
  return clean;
}

function checkedFilters(raw: Partial<Filters>): Filters {
  const texts = (value: unknown) => (Array.isArray(value) ? value.filter((one) => typeof one === "string") : []);
  const text = (value: unknown) => (typeof value === "string" ? value : "");
  const number = (value: unknown) => (Number.isFinite(value) ? Number(value) : 0);
  return {
    kinds: texts(raw.kinds),
    predicates: texts(raw.predicates),
    place: text(raw.place),
    sector: text(raw.sector),
    level: text(raw.level),
    least: number(raw.least),
    most: number(raw.most),
    confidence: number(raw.confidence),
    from: text(raw.from),
    until: text(raw.until),
  };
}

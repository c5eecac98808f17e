/** The path finder: two things, how far, and the chains between them as sentences. */

import type { App } from "./app";
import { h, visible as readable } from "./dom";
import { chains, edgesBetween, type Chain } from "./paths";
import { proof } from "./panel";
import { search } from "./search";

const BEST = 5;

export function finder(app: App): HTMLElement {
  const { path } = app.view;
  const swap = () => app.store.change({ path: { ...path, a: path.b, b: path.a, chain: -1 } });
  const far = h("input", { type: "number", min: 1, max: 6, value: path.longest, onchange: (event: Event) => app.store.change({ path: { ...path, longest: Math.min(Math.max(Number((event.target as HTMLInputElement).value) || 4, 1), 6), chain: -1 } }) });
  return h(
    "details",
    { id: "part-finder", open: Boolean(path.a || path.b) },
    h("summary", {}, app.t("paths")),
    picker(app, app.t("path_a"), path.a, (id) => app.store.change({ path: { ...path, a: id, chain: -1 } })),
    picker(app, app.t("path_b"), path.b, (id) => app.store.change({ path: { ...path, b: id, chain: -1 } })),
    h("label", { class: "field" }, h("span", {}, app.t("path_longest")), far, h("button", { type: "button", class: "small", onclick: swap }, "⇄")),
    ...answer(app),
  );
}

/** A field that offers names as one types. */
export function picker(app: App, label: string, chosen: string, does: (id: string) => void): HTMLElement {
  const node = app.model.byId.get(chosen);
  const list = h("ul", { class: "offers", role: "listbox" });
  const typed = h("input", {
    type: "text",
    value: node === undefined ? "" : app.model.data.nodes.label[node],
    placeholder: app.t("type_name"),
    "aria-label": label,
    oninput: () => offer(),
    onkeydown: (event: KeyboardEvent) => {
      if (event.key === "Enter") (list.querySelector("button") as HTMLElement | null)?.click();
      if (event.key === "Escape") list.replaceChildren();
    },
  });
  const offer = () => {
    const hits = search(app.model, typed.value, 8);
    list.replaceChildren(...hits.map((hit) => h("li", {}, h("button", { type: "button", onclick: () => does(app.id(hit.node)) }, readable(app.model.data.nodes.label[hit.node]), h("small", {}, ` ${app.kind(hit.node)}`)))));
    if (!typed.value) does("");
  };
  return h("div", { class: "field picker" }, h("span", {}, label), typed, list);
}

export function found(app: App): Chain[] {
  const { path } = app.view;
  const [a, b] = [app.model.byId.get(path.a), app.model.byId.get(path.b)];
  if (a === undefined || b === undefined || a === b) return [];
  return chains(app.model, a, b, { longest: path.longest, most: BEST, allowed: app.walks() });
}

function answer(app: App): HTMLElement[] {
  const { path } = app.view;
  if (!path.a || !path.b) return [];
  if (path.a === path.b) return [h("p", { class: "hint" }, app.t("path_same"))];
  const rows = found(app);
  if (!rows.length) return [h("p", { class: "hint", role: "status" }, app.t("path_none", { n: path.longest }))];
  return rows.map((chain, at) => h("article", { class: at === path.chain ? "chain chosen" : "chain" }, heading(app, chain, at), ...hops(app, chain)));
}

function heading(app: App, chain: Chain, at: number): HTMLElement {
  const show = () => app.store.change({ path: { ...app.view.path, chain: at }, shown: [...new Set([...app.view.shown, ...chain.nodes.map((node) => app.id(node))])], tab: "graph" });
  return h("header", {}, h("button", { type: "button", onclick: show }, app.t("path_title", { n: at + 1, hops: chain.nodes.length - 1, cost: chain.cost.toFixed(2) })), chain.count > 1 ? h("small", {}, ` ×${chain.count}`) : null);
}

function hops(app: App, chain: Chain): HTMLElement[] {
  const { nodes, edges } = app.model.data;
  return chain.nodes.slice(1).map((to, at) => {
    const steps = edgesBetween(app.model, chain.nodes[at], to, { allowed: app.walks() });
    const said = steps.map((step) => (step.forward ? `—${app.predicate(step.edge)}→` : `←${app.predicate(step.edge)}—`)).join(" ");
    const proofs = steps.flatMap((step) => edges.proofs[step.edge].slice(0, 1));
    const first = at === 0 ? h("b", {}, readable(nodes.label[chain.nodes[0]])) : null;
    return h("div", { class: "hop" }, first, h("span", { class: "said" }, ` ${said} `), h("b", {}, readable(nodes.label[to])), ...proofs.slice(0, 1).map((one) => proof(app, one)));
  });
}

/** What to light up for the chosen chain: its things and the edges between them. */
export function lights(app: App): Set<string> | null {
  const chain = app.view.path.chain >= 0 ? found(app)[app.view.path.chain] : undefined;
  if (!chain) return null;
  const lit = new Set(chain.nodes.map((node) => app.id(node)));
  chain.nodes.slice(1).forEach((to, at) => edgesBetween(app.model, chain.nodes[at], to, { allowed: app.walks() }).forEach((step) => lit.add(`e${step.edge}`)));
  return lit;
}

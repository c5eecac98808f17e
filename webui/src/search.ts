/** Names by what a reader types: label, other names, pinyin in full or by initials; best matches first. */

import type { Model } from "./data";

export interface Hit {
  node: number;
  rank: number;
}

/** The ranks run as in the shell: exact, beginning, other name, inside, initials and pinyin. */
export function search(model: Model, typed: string, most = 60): Hit[] {
  const query = typed.trim().toLowerCase();
  if (!query) return [];
  const { label, also, keys, texts } = model.data.nodes;
  const hits: Hit[] = [];
  for (let node = 0; node < model.size; node++) {
    const rank = rankOf(query, label[node].toLowerCase(), also[node], keys[node]);
    if (rank < 9) hits.push({ node, rank });
  }
  hits.sort((a, b) => a.rank - b.rank || texts[b.node].length - texts[a.node].length || model.degree[b.node] - model.degree[a.node] || (label[a.node] < label[b.node] ? -1 : 1));
  return hits.slice(0, most);
}

function rankOf(query: string, label: string, also: string[], keys: string): number {
  if (label === query) return 0;
  if (label.startsWith(query)) return 1;
  const others = also.map((name) => name.toLowerCase());
  if (others.includes(query)) return 0.5;
  if (others.some((name) => name.startsWith(query))) return 2;
  if (label.includes(query)) return 3;
  if (others.some((name) => name.includes(query))) return 4;
  if (!/^[a-z0-9]+$/.test(query)) return 9;
  const words = keys.split(" ");
  if (words.includes(query)) return 5;
  return words.some((word) => word.startsWith(query)) ? 6 : 9;
}

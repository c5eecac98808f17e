/** The drawing: what is visible, on sigma's canvas. */

import { MultiDirectedGraph } from "graphology";
import FA2Layout from "graphology-layout-forceatlas2/worker";
import { inferSettings } from "graphology-layout-forceatlas2";
import EdgeCurveProgram, { DEFAULT_EDGE_CURVATURE, indexParallelEdgesIndex } from "@sigma/edge-curve";
import Sigma from "sigma";
import { EdgeArrowProgram } from "sigma/rendering";
import type { NodeDisplayData, PartialButFor } from "sigma/types";
import type { Settings } from "sigma/settings";
import type { Lang, Model } from "./data";
import type { Visible } from "./visible";

const FONT = '"Noto Sans CJK SC","Source Han Sans SC","Microsoft YaHei","PingFang SC",sans-serif';
const LONGEST = 12;
const EDGE_LABELS = 300;

export interface Events {
  select(id: string): void;
  expand(node: number): void;
  menu(node: number, x: number, y: number): void;
  pin(node: number, x: number, y: number): void;
}

export class Drawing {
  graph = new MultiDirectedGraph();
  readonly sigma: Sigma;
  private hovered: string | null = null;
  private selected = "";
  private lit: Set<string> | null = null;
  private layout: FA2Layout | null = null;
  private drawn: { visible: Visible; pinned: Record<string, [number, number]>; lang: Lang } | null = null;

  constructor(place: HTMLElement, private readonly model: Model, private readonly events: Events) {
    this.sigma = new Sigma(this.graph, place, {
      labelFont: FONT,
      edgeLabelFont: FONT,
      edgeLabelColor: { color: "#52606d" },
      edgeLabelSize: 12,
      stagePadding: 60,
      labelSize: 13,
      labelGridCellSize: 140,
      labelDensity: 0.7,
      labelRenderedSizeThreshold: 5,
      hideEdgesOnMove: true,
      zIndex: true,
      minCameraRatio: 0.02,
      maxCameraRatio: 8,
      allowInvalidContainer: true,
      enableEdgeEvents: true,
      defaultEdgeType: "straight",
      edgeProgramClasses: { straight: EdgeArrowProgram, curved: EdgeCurveProgram },
      defaultDrawNodeLabel: drawLabel,
      defaultDrawNodeHover: drawHover,
      nodeReducer: (node, attributes) => this.nodeLook(node, attributes as NodeDisplayData),
      edgeReducer: (edge, attributes) => this.edgeLook(edge, attributes),
    });
    this.listen();
  }

  /**
   * Bring the canvas to what is visible; things that stay keep their place. A new graph is filled and handed over whole:
   * of one that sigma listens to, each thing that leaves makes it read all others again.
   */
  show(visible: Visible, pinned: Record<string, [number, number]>, lang: Lang): void {
    const before = this.drawn;
    if (before && before.pinned === pinned && before.lang === lang && same(before.visible, visible)) return;
    this.drawn = { visible, pinned, lang };
    const graph = new MultiDirectedGraph();
    for (const node of visible.nodes) this.place(graph, node, pinned[this.model.data.nodes.id[node]]);
    this.connect(graph, visible.edges, lang);
    const moving = this.layout !== null;
    if (moving) this.toggleLayout();
    const labelled = visible.edges.length <= EDGE_LABELS;
    if (labelled !== this.sigma.getSetting("renderEdgeLabels")) this.sigma.setSetting("renderEdgeLabels", labelled);
    this.graph = graph;
    this.sigma.setGraph(graph);
    if (moving) this.toggleLayout();
  }

  /** Mark one thing or edge, and light up some things and edges and dim the rest; null lights up none. */
  look(selected: string, lit: Set<string> | null): void {
    if (selected === this.selected && lit === null && this.lit === null) return;
    this.selected = selected;
    this.lit = lit;
    this.sigma.refresh({ skipIndexation: true });
  }

  focus(id: string): void {
    const seen = this.sigma.getNodeDisplayData(id);
    if (seen) void this.sigma.getCamera().animate({ x: seen.x, y: seen.y, ratio: Math.min(this.sigma.getCamera().ratio, 0.6) }, { duration: calm() ? 0 : 300 });
  }

  fit(): void {
    void this.sigma.getCamera().animate({ x: 0.5, y: 0.5, ratio: 1, angle: 0 }, { duration: calm() ? 0 : 200 });
  }

  zoom(factor: number): void {
    const camera = this.sigma.getCamera();
    void camera.animate({ ratio: camera.ratio * factor }, { duration: calm() ? 0 : 150 });
  }

  /** Start or stop moving things by force; says whether it runs now. */
  toggleLayout(): boolean {
    if (this.layout) {
      this.layout.kill();
      this.layout = null;
      return false;
    }
    if (this.graph.order < 2) return false;
    this.layout = new FA2Layout(this.graph, { settings: { ...inferSettings(this.graph), slowDown: 8, adjustSizes: false }, getEdgeWeight: null });
    this.layout.start();
    return true;
  }

  private place(graph: MultiDirectedGraph, node: number, pinned: [number, number] | undefined): void {
    const { id, label, x, y, size } = this.model.data.nodes;
    const key = id[node];
    const old = this.graph.hasNode(key) ? this.graph.getNodeAttributes(key) : { x: x[node], y: y[node] };
    const at = pinned ? { x: pinned[0], y: pinned[1], fixed: true } : { x: old.x as number, y: old.y as number, fixed: false };
    graph.addNode(key, { label: label[node], ...at, size: 2 + Math.sqrt(size[node]) * 1.25, color: this.model.kindOf(node).colour });
  }

  private connect(graph: MultiDirectedGraph, edges: number[], lang: Lang): void {
    const { source, target } = this.model.data.edges;
    const { id } = this.model.data.nodes;
    for (const edge of edges) graph.addEdgeWithKey(`e${edge}`, id[source[edge]], id[target[edge]], { label: this.model.predicateOf(edge)[lang], size: 1.4, color: "#b9c0c8", edge });
    indexParallelEdgesIndex(graph, { edgeIndexAttribute: "index", edgeMinIndexAttribute: "least", edgeMaxIndexAttribute: "most" });
    graph.forEachEdge((key, { index, least, most }) => {
      const among = typeof most === "number" && typeof index === "number" ? { index, least: typeof least === "number" ? least : 0, most } : null;
      graph.mergeEdgeAttributes(key, among ? { type: "curved", curvature: bend(among.index, among.least, among.most) } : { type: "straight", curvature: 0 });
    });
  }

  private listen(): void {
    const at = (id: string) => this.model.byId.get(id) as number;
    this.sigma.on("beforeRender", () => (taken = []));
    let dragged: string | null = null;
    let moved = false;
    this.sigma.on("clickNode", ({ node }) => !moved && this.events.select(node));
    this.sigma.on("clickEdge", ({ edge }) => this.events.select(`edge:${edge.slice(1)}`));
    this.sigma.on("clickStage", () => this.events.select(""));
    this.sigma.on("doubleClickNode", ({ node, preventSigmaDefault }) => {
      preventSigmaDefault();
      this.events.expand(at(node));
    });
    this.sigma.on("rightClickNode", ({ node, event, preventSigmaDefault }) => {
      preventSigmaDefault();
      event.original.preventDefault();
      this.events.menu(at(node), event.x, event.y);
    });
    this.sigma.on("enterNode", ({ node }) => this.hover(node));
    this.sigma.on("leaveNode", () => this.hover(null));
    this.sigma.on("downNode", ({ node }) => {
      dragged = node;
      moved = false;
    });
    this.sigma.on("moveBody", ({ event }) => {
      if (!dragged) return;
      moved = true;
      const { x, y } = this.sigma.viewportToGraph(event);
      this.graph.mergeNodeAttributes(dragged, { x, y });
      event.preventSigmaDefault();
      event.original.preventDefault();
      event.original.stopPropagation();
    });
    const drop = () => {
      if (dragged && moved) this.events.pin(at(dragged), this.graph.getNodeAttribute(dragged, "x") as number, this.graph.getNodeAttribute(dragged, "y") as number);
      dragged = null;
    };
    this.sigma.on("upNode", drop);
    this.sigma.on("upStage", drop);
  }

  private hover(node: string | null): void {
    this.hovered = node;
    this.sigma.refresh({ skipIndexation: true });
  }

  private nodeLook(node: string, attributes: NodeDisplayData): Partial<NodeDisplayData> {
    const centre = this.hovered;
    const near = this.lit ? this.lit.has(node) : centre === null || node === centre || this.graph.areNeighbors(node, centre);
    const look: Partial<NodeDisplayData> = { ...attributes };
    if (!near) Object.assign(look, { color: "#e3e6ea", label: "", zIndex: 0 });
    else if (this.lit) Object.assign(look, { zIndex: 2, forceLabel: true });
    if (node === this.selected) Object.assign(look, { highlighted: true, zIndex: 3, forceLabel: true });
    return look;
  }

  private edgeLook(edge: string, attributes: Record<string, unknown>): Record<string, unknown> {
    const [source, target] = this.graph.extremities(edge);
    const centre = this.hovered;
    const near = this.lit ? this.lit.has(edge) : centre === null || source === centre || target === centre;
    if (this.selected === `edge:${edge.slice(1)}`) return { ...attributes, color: "#c0392b", size: 4, zIndex: 3, forceLabel: true };
    if (this.lit && near) return { ...attributes, color: "#c0392b", size: 3, zIndex: 2, forceLabel: true };
    return near ? attributes : { ...attributes, color: "#eef0f3", label: "", zIndex: 0 };
  }
}

function same(one: Visible, other: Visible): boolean {
  return one.nodes.size === other.nodes.size && one.edges.length === other.edges.length && one.edges.every((edge, at) => edge === other.edges[at]) && [...one.nodes].every((node) => other.nodes.has(node));
}

/** How far one of several edges between the same two things bends away from the straight line. */
function bend(index: number, least: number, most: number): number {
  const widest = 3.5 * (1 - Math.exp(-most / 3.5)) * DEFAULT_EDGE_CURVATURE;
  if (least < 0) return index < 0 ? -bend(-index, 0, most) : (widest * (index + 1)) / (most + 1);
  return most === 0 ? 0 : (widest * index) / most;
}

/** The first signs of a name; Chinese names are wide and would cover each other. */
export function cut(label: string): string {
  const signs = [...label];
  return signs.length > LONGEST ? signs.slice(0, LONGEST).join("") + "…" : label;
}

/** Where labels stand that are drawn already in this picture. */
let taken: [number, number, number][] = [];

function free(x: number, y: number, wide: number, high: number): boolean {
  if (taken.some(([left, line, width]) => Math.abs(line - y) < high && left < x + wide && x < left + width)) return false;
  taken.push([x, y, wide]);
  return true;
}

type Drawn = PartialButFor<NodeDisplayData, "x" | "y" | "size" | "label" | "color">;

function drawLabel(context: CanvasRenderingContext2D, data: Drawn, settings: Settings): void {
  if (!data.label) return;
  context.font = `${settings.labelWeight} ${settings.labelSize}px ${settings.labelFont}`;
  context.lineJoin = "round";
  context.lineWidth = 3.5;
  context.strokeStyle = "rgba(255,255,255,.92)";
  const label = cut(data.label);
  const x = data.x + data.size + 3;
  const y = data.y + settings.labelSize / 3;
  if (!free(x, y, context.measureText(label).width, settings.labelSize + 3)) return;
  context.strokeText(label, x, y);
  context.fillStyle = "#1f2933";
  context.fillText(label, x, y);
}

function drawHover(context: CanvasRenderingContext2D, data: Drawn, settings: Settings): void {
  context.font = `600 ${settings.labelSize}px ${settings.labelFont}`;
  const label = data.label ?? "";
  const wide = label ? context.measureText(label).width + 10 : 0;
  context.beginPath();
  context.arc(data.x, data.y, data.size + 3, 0, 2 * Math.PI);
  context.fillStyle = "#fff";
  context.shadowColor = "rgba(0,0,0,.35)";
  context.shadowBlur = 6;
  context.fill();
  if (label) context.fillRect(data.x + data.size + 1, data.y - settings.labelSize / 2 - 5, wide, settings.labelSize + 10);
  context.shadowBlur = 0;
  context.fillStyle = data.color;
  context.beginPath();
  context.arc(data.x, data.y, data.size, 0, 2 * Math.PI);
  context.fill();
  context.fillStyle = "#111";
  context.fillText(label, data.x + data.size + 5, data.y + settings.labelSize / 3);
}

function calm(): boolean {
  return matchMedia("(prefers-reduced-motion: reduce)").matches;
}

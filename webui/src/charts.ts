/** Charts over the selection: rows become what ECharts draws; text goes in as text, a click shows what is behind a mark. */

import { BarChart, CustomChart, GraphChart, HeatmapChart, ScatterChart } from "echarts/charts";
import { AriaComponent, DataZoomComponent, GridComponent, LegendComponent, TitleComponent, TooltipComponent, VisualMapComponent } from "echarts/components";
import * as echarts from "echarts/core";
import { SVGRenderer } from "echarts/renderers";
import type { Chart, Lang, Row } from "./data";

echarts.use([BarChart, ScatterChart, HeatmapChart, CustomChart, GraphChart, GridComponent, TooltipComponent, LegendComponent, DataZoomComponent, VisualMapComponent, TitleComponent, AriaComponent, SVGRenderer]);

export const COLOURS = ["#4e79a7", "#f28e2b", "#59a14f", "#e15759", "#76b7b2", "#b07aa1", "#edc948", "#9c755f", "#ff9da7", "#8cd17d"];
const FONT = '"Noto Sans CJK SC","Source Han Sans SC","Microsoft YaHei","PingFang SC",sans-serif';
const MOST = 30;
const SLIDER = { type: "slider", showDataShadow: false };

export type Option = Record<string, unknown>;

/** Draw a chart into a place and say which rows a clicked mark stands for. */
export function draw(place: HTMLElement, chart: Chart, rows: Row[], lang: Lang, clicked: (rows: Row[]) => void): echarts.ECharts {
  const drawing = echarts.init(place, null, { renderer: "svg" });
  drawing.setOption(option(chart, rows, lang));
  drawing.on("click", (event) => {
    const behind = (event.data as { rows?: Row[] } | undefined)?.rows;
    if (behind) clicked(behind);
  });
  return drawing;
}

/** What ECharts is told; each mark carries its rows. */
export function option(chart: Chart, rows: Row[], lang: Lang): Option {
  const unit = lang === "zh" ? chart.unit_zh : chart.unit_en;
  return { color: COLOURS, animation: false, textStyle: { fontFamily: FONT }, aria: { enabled: true }, tooltip: { renderMode: "richText", confine: true }, ...FORMS[chart.form](rows, unit) };
}

const FORMS: Record<Chart["form"], (rows: Row[], unit: string) => Option> = { stacked, timeline, heat, bars, targets, shares, pairs };

interface Mark {
  value: unknown;
  rows: Row[];
  name?: string;
}

function keys(rows: Row[], of: (row: Row) => string): string[] {
  return [...new Set(rows.map(of))];
}

function total(rows: Row[]): number {
  return rows.reduce((sum, row) => sum + (row.value ?? 0), 0);
}

function cells(rows: Row[]): Map<string, Row[]> {
  const found = new Map<string, Row[]>();
  for (const row of rows) {
    const key = `${row.x}\u0000${row.y}`;
    const known = found.get(key);
    if (known) known.push(row);
    else found.set(key, [row]);
  }
  return found;
}

/** Names on an axis: cut, since Chinese names are wide. */
function names(data: string[], wide: number): Option {
  return { type: "category", data, axisLabel: { width: wide, overflow: "truncate", hideOverlap: false, interval: data.length > 40 ? "auto" : 0 } };
}

/** The beginning and the end of a name: 第12期 tells one text from the next. */
function ends(name: string): string {
  const signs = [...name];
  return signs.length > 10 ? `${signs.slice(0, 4).join("")}…${signs.slice(-5).join("")}` : name;
}

function zoom(count: number, axis: "xAxisIndex" | "yAxisIndex"): Option[] {
  return count > MOST ? [{ ...SLIDER, [axis]: 0, startValue: 0, endValue: MOST - 1 }, { type: "inside", [axis]: 0, zoomOnMouseWheel: false, moveOnMouseWheel: true }] : [];
}

function stacked(rows: Row[], unit: string): Option {
  return columns(rows, unit, false);
}

function shares(rows: Row[], unit: string): Option {
  return columns(rows, unit, true);
}

function columns(rows: Row[], unit: string, whole: boolean): Option {
  const xs = keys(rows, (row) => row.x);
  const found = cells(rows);
  const sums = new Map(xs.map((x) => [x, total(rows.filter((row) => row.x === x))]));
  const mark = (x: string, y: string): Mark => {
    const own = found.get(`${x}\u0000${y}`) ?? [];
    const value = total(own);
    return { value: whole ? Math.round((1000 * value) / (sums.get(x) || 1)) / 10 : value, rows: own, name: x };
  };
  const series = keys(rows, (row) => row.y).map((y) => ({ name: y, type: "bar", stack: "all", barMaxWidth: 42, data: xs.map((x) => mark(x, y)) }));
  return {
    legend: { type: "scroll", top: 0 },
    grid: { left: 60, right: 20, top: 60, bottom: xs.length > MOST ? 110 : 80, containLabel: false },
    xAxis: { ...names(xs, 90), axisLabel: { rotate: xs.length > 5 ? 35 : 0, formatter: ends, interval: xs.length > 40 ? "auto" : 0 } },
    yAxis: { type: "value", name: whole ? "%" : unit, max: whole ? 100 : undefined, minInterval: whole ? undefined : 1 },
    dataZoom: zoom(xs.length, "xAxisIndex"),
    series,
  };
}

function timeline(rows: Row[]): Option {
  const dated = rows.filter((row) => row.x);
  const lanes = keys(dated, (row) => row.y);
  const data = dated.map((row): Mark & { symbolSize: number } => ({ value: [row.x, row.y, row.label], rows: [row], name: row.label, symbolSize: 12 }));
  return {
    grid: { left: 150, right: 30, top: 20, bottom: 70 },
    xAxis: { type: "time" },
    yAxis: names(lanes, 130),
    dataZoom: [{ ...SLIDER, xAxisIndex: 0, bottom: 12, height: 20 }, { type: "inside", xAxisIndex: 0, zoomOnMouseWheel: "ctrl" }],
    tooltip: { renderMode: "richText", confine: true, formatter: (mark: { name: string; value: unknown[] }) => `${mark.name}\n${String(mark.value[0])} · ${String(mark.value[1])}` },
    series: [{ type: "scatter", data, itemStyle: { opacity: 0.75 } }],
  };
}

function heat(rows: Row[], unit: string): Option {
  const [xs, ys] = [keys(rows, (row) => row.x), keys(rows, (row) => row.y)];
  const data = [...cells(rows).values()].map((own): Mark => ({ value: [own[0].x, own[0].y, total(own)], rows: own, name: `${own[0].x} × ${own[0].y}` }));
  const most = Math.max(1, ...data.map((mark) => (mark.value as [string, string, number])[2]));
  return {
    grid: { left: 150, right: ys.length > MOST ? 50 : 20, top: 10, bottom: 170 },
    xAxis: { ...names(xs, 110), axisLabel: { rotate: 40, width: 110, overflow: "truncate", interval: 0 }, splitArea: { show: true } },
    yAxis: { ...names(ys, 130), splitArea: { show: true } },
    visualMap: { min: 0, max: most, calculable: true, orient: "horizontal", left: "center", bottom: 0, text: [unit, ""], inRange: { color: ["#f2f6fb", "#9cc3e6", "#2f6db3", "#123c69"] } },
    dataZoom: [...zoom(xs.length, "xAxisIndex").map((one) => (one.type === "slider" ? { ...one, bottom: 48, height: 18 } : one)), ...zoom(ys.length, "yAxisIndex")],
    series: [{ type: "heatmap", data, label: { show: data.length <= 400 }, emphasis: { itemStyle: { borderColor: "#222", borderWidth: 1 } } }],
  };
}

function bars(rows: Row[], unit: string): Option {
  const ranked = [...rows].sort((a, b) => (a.value ?? 0) - (b.value ?? 0));
  const lanes = ranked.map((row) => row.x);
  const kinds = keys(rows, (row) => row.y);
  const wide = Math.max(1, ...rows.map((row) => row.value ?? 0)) / Math.max(1, Math.min(...rows.map((row) => row.value || Infinity)));
  const series = kinds.map((kind) => ({ name: kind, type: "bar", barGap: "-100%", barMaxWidth: 18, data: ranked.map((row): Mark => ({ value: row.y === kind ? row.value : null, rows: [row], name: row.label || row.x })) }));
  const last = lanes.length - 1;
  return {
    legend: { type: "scroll", top: 0 },
    grid: { left: 230, right: 60, top: 40, bottom: 40 },
    xAxis: { type: wide > 200 ? "log" : "value", name: unit, min: wide > 200 ? 1 : 0 },
    yAxis: names(lanes, 210),
    dataZoom: lanes.length > MOST ? [{ ...SLIDER, yAxisIndex: 0, startValue: last - MOST + 1, endValue: last }] : [],
    series,
  };
}

/** Targets: where it starts (hollow where nobody says), where it shall be, by when. */
function targets(rows: Row[], unit: string): Option {
  const lanes = rows.map((row) => row.x);
  const goal = rows.map((row): Mark => ({ value: [row.value, row.x], rows: [row], name: `${row.label} ${row.y}` }));
  const base = rows.map((row): Mark & { itemStyle: Option } => ({ value: [row.base ?? 0, row.x], rows: [row], name: row.label, itemStyle: row.base === null || row.base === undefined ? { color: "#fff", borderColor: "#8a96a3", borderWidth: 1.5 } : { color: "#8a96a3" } }));
  const log = rows.length > 0 && Math.max(...rows.map((row) => row.value ?? 0)) > 1000;
  return {
    grid: { left: 250, right: 140, top: 20, bottom: 60 },
    xAxis: { type: log ? "log" : "value", min: log ? 1 : 0, name: unit, nameLocation: "middle", nameGap: 30 },
    yAxis: { ...names(lanes, 230), inverse: true },
    dataZoom: zoom(lanes.length, "yAxisIndex"),
    series: [
      { type: "bar", data: rows.map((row): Mark => ({ value: row.value, rows: [row], name: row.label })), barWidth: 6, itemStyle: { color: "#cfe0f1" }, label: { show: true, position: "right", formatter: (mark: { data: Mark }) => [mark.data.rows[0].value?.toLocaleString() ?? "", mark.data.rows[0].y].filter(Boolean).join(" · ") } },
      ...(log ? [] : [{ type: "scatter", data: base, symbolSize: 11 }]),
      { type: "scatter", data: goal, symbolSize: 12, symbol: "diamond", itemStyle: { color: "#e15759" } },
    ],
  };
}

/** Who issues together: names in a ring, lines as thick as there are texts. */
function pairs(rows: Row[]): Option {
  const weight = new Map<string, number>();
  for (const row of rows) for (const end of [row.x, row.y]) weight.set(end, (weight.get(end) ?? 0) + (row.value ?? 0));
  const most = Math.max(1, ...weight.values());
  return {
    series: [
      {
        type: "graph",
        layout: "circular",
        circular: { rotateLabel: true },
        roam: true,
        top: 150,
        bottom: 150,
        left: 160,
        right: 160,
        label: { show: true, width: 130, overflow: "truncate" },
        data: [...weight].map(([name, value]) => ({ name, value, symbolSize: 8 + (22 * value) / most })),
        links: rows.map((row) => ({ source: row.x, target: row.y, value: row.value, rows: [row], lineStyle: { width: 1 + (row.value ?? 0), curveness: 0.25, color: "#8a96a3" } })),
        emphasis: { focus: "adjacency" },
      },
    ],
  };
}

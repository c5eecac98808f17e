/** Files made in the browser from what is seen; the formats are those of `kg export`. */

import { strToU8, zipSync } from "fflate";
import type { App } from "./app";
import type { Dataset } from "./data";
import { h } from "./dom";
import { allSheets } from "./table";

export interface Table {
  head: string[];
  rows: (string | number | null)[][];
}

export function save(name: string, content: string | Uint8Array | Blob, type: string): void {
  const blob = content instanceof Blob ? content : new Blob([content as BlobPart], { type });
  const address = URL.createObjectURL(blob);
  const link = h("a", { href: address, download: name });
  document.body.append(link);
  link.click();
  link.remove();
  setTimeout(() => URL.revokeObjectURL(address), 10_000);
}

/** Comma-separated values as Excel reads them: a mark of the encoding, and no cell that would run as a formula. */
export function csvFile(table: Table): string {
  const cell = (value: string | number | null) => {
    if (typeof value === "number") return String(value);
    const text = (value ?? "").replace(/^(\s*[=+\-@＝＋－＠\t\r])/, "'$1");
    return /[",\r\n]/.test(text) ? `"${text.replace(/"/g, '""')}"` : text;
  };
  return "\ufeff" + [table.head, ...table.rows].map((row) => row.map(cell).join(",")).join("\r\n") + "\r\n";
}

const XML: Record<string, string> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "\n": "&#10;", "\t": "&#9;", "\r": "&#13;" };

function xml(text: string): string {
  return clean(text).replace(/[&<>"\n\t\r]/g, (sign) => XML[sign]);
}

/** Without what XML cannot hold. */
function clean(text: string): string {
  return text.replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g, "");
}

interface Seen {
  nodes: number[];
  edges: number[];
  place(node: number): [number, number];
}

function seen(app: App, at: (id: string) => [number, number] | undefined): Seen {
  const { x, y } = app.model.data.nodes;
  return { nodes: [...app.visible.nodes].sort((a, b) => a - b), edges: app.visible.edges, place: (node) => at(app.id(node)) ?? [x[node], y[node]] };
}

type Where = (id: string) => [number, number] | undefined;

export function gexf(app: App, where: Where): string {
  const { nodes, edges, proofs } = app.model.data;
  const now = seen(app, where);
  const node = (at: number) => {
    const [x, y] = now.place(at);
    const [r, g, b] = rgb(app.model.kindOf(at).colour);
    const notes = `<attvalues><attvalue for="0" value="${xml(app.model.kindOf(at).name)}"/><attvalue for="1" value="${xml(nodes.iri[at])}"/></attvalues>`;
    return `<node id="${nodes.id[at]}" label="${xml(nodes.label[at].replace(/\s+/g, " ")) || nodes.id[at]}">${notes}<viz:color r="${r}" g="${g}" b="${b}"/><viz:position x="${x.toFixed(2)}" y="${y.toFixed(2)}" z="0.0"/><viz:size value="${nodes.size[at]}"/></node>`;
  };
  const edge = (at: number) => {
    const first = edges.proofs[at][0];
    const said = first === undefined ? ["", "", ""] : [app.model.data.texts[proofs.text[first]]?.label ?? "", app.model.data.texts[proofs.text[first]]?.date ?? "", proofs.quote[first]];
    const values = [app.model.predicateOf(at).name, ...said].map((value, column) => (value ? `<attvalue for="${column}" value="${xml(value)}"/>` : "")).join("");
    return `<edge id="e${at}" source="${nodes.id[edges.source[at]]}" target="${nodes.id[edges.target[at]]}" kind="${xml(app.model.predicateOf(at).name)}" label="${xml(app.predicate(at))}" weight="${Math.max(edges.proofs[at].length, 1)}"><attvalues>${values}</attvalues></edge>`;
  };
  const columns = (names: string[]) => names.map((name, at) => `<attribute id="${at}" title="${name}" type="string"/>`).join("");
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    '<gexf xmlns="http://gexf.net/1.3" xmlns:viz="http://gexf.net/1.3/viz" version="1.3">',
    `<meta><creator>kg ${xml(app.model.data.version)}</creator></meta>`,
    '<graph defaultedgetype="directed" mode="static" idtype="string">',
    `<attributes class="node">${columns(["node_type", "iri"])}</attributes>`,
    `<attributes class="edge">${columns(["predicate", "issue", "date", "evidence"])}</attributes>`,
    `<nodes>${now.nodes.map(node).join("\n")}</nodes>`,
    `<edges>${now.edges.map(edge).join("\n")}</edges>`,
    "</graph></gexf>\n",
  ].join("\n");
}

function rgb(colour: string): [number, number, number] {
  const number = parseInt(colour.slice(1), 16);
  return [(number >> 16) & 255, (number >> 8) & 255, number & 255];
}

/** Cytoscape's exchange format, with the style in the file; its y axis points down. */
export function cx2(app: App, where: Where): string {
  const { nodes, edges, proofs, kinds } = app.model.data;
  const now = seen(app, where);
  const number = new Map(now.nodes.map((node, at) => [node, at + 1]));
  const text = { d: "string" };
  const parts = [
    { CXVersion: "2.0", hasFragments: false },
    { metaData: [{ name: "attributeDeclarations", elementCount: 1 }, { name: "nodes", elementCount: now.nodes.length }, { name: "edges", elementCount: now.edges.length }, { name: "visualProperties", elementCount: 1 }] },
    { attributeDeclarations: [{ networkAttributes: { name: text }, nodes: { name: text, node_type: text, kg_id: text, iri: text }, edges: { name: text, interaction: text, issue: text, evidence: text } }] },
    { networkAttributes: [{ name: "kg" }] },
    { nodes: now.nodes.map((node) => ({ id: number.get(node), x: now.place(node)[0], y: -now.place(node)[1], v: { name: nodes.label[node], node_type: app.model.kindOf(node).name, kg_id: nodes.id[node], iri: nodes.iri[node] } })) },
    { edges: now.edges.map((edge, at) => ({ id: now.nodes.length + at + 1, s: number.get(edges.source[edge]), t: number.get(edges.target[edge]), v: { name: app.predicate(edge), interaction: app.model.predicateOf(edge).name, issue: app.model.textsOf(edge).map((one) => app.model.data.texts[one].label).join("|"), evidence: edges.proofs[edge].length ? proofs.quote[edges.proofs[edge][0]] : "" } })) },
    { visualProperties: [{ default: { node: { NODE_SHAPE: "round-rectangle", NODE_LABEL_FONT_SIZE: 12 }, edge: { EDGE_TARGET_ARROW_SHAPE: "triangle" } }, nodeMapping: { NODE_LABEL: { type: "PASSTHROUGH", definition: { attribute: "name", type: "string" } }, NODE_BACKGROUND_COLOR: { type: "DISCRETE", definition: { attribute: "node_type", type: "string", map: kinds.map((kind) => ({ v: kind.name, vp: kind.colour })) } } }, edgeMapping: { EDGE_LABEL: { type: "PASSTHROUGH", definition: { attribute: "name", type: "string" } } } }] },
    { status: [{ success: true }] },
  ];
  return JSON.stringify(parts);
}

/** Node-link JSON with all sentences. */
export function json(app: App, where: Where): string {
  const { nodes, edges, proofs, texts } = app.model.data;
  const now = seen(app, where);
  return JSON.stringify(
    {
      directed: true,
      multigraph: true,
      nodes: now.nodes.map((node) => ({ id: nodes.id[node], label: nodes.label[node], node_type: app.model.kindOf(node).name, iri: nodes.iri[node], x: now.place(node)[0], y: now.place(node)[1] })),
      links: now.edges.map((edge) => ({ key: `e${edge}`, source: nodes.id[edges.source[edge]], target: nodes.id[edges.target[edge]], predicate: app.model.predicateOf(edge).name, label: app.predicate(edge), evidence: edges.proofs[edge].map((at) => ({ issue: texts[proofs.text[at]]?.label ?? "", date: texts[proofs.text[at]]?.date ?? "", column: proofs.column[at], quote: proofs.quote[at] })) })),
    },
    null,
    1,
  );
}

/** A workbook of the three tables; text cells are text, whatever they begin with. */
export function xlsx(app: App): Uint8Array {
  const sheets = allSheets(app);
  const column = (at: number) => (at < 26 ? "" : String.fromCharCode(64 + Math.floor(at / 26))) + String.fromCharCode(65 + (at % 26));
  const cell = (value: string | number | null, at: string, bold: boolean) => {
    if (value === null || value === "") return "";
    if (typeof value === "number") return `<c r="${at}"><v>${value}</v></c>`;
    const text = [...value].length > 32_000 ? [...value].slice(0, 32_000).join("") + "…" : value;
    return `<c r="${at}" t="inlineStr"${bold ? ' s="1"' : ""}><is><t xml:space="preserve">${xml(text).replace(/&#10;/g, "\n")}</t></is></c>`;
  };
  const row = (cells: (string | number | null)[], at: number) => `<row r="${at}">${cells.map((value, number) => cell(value, `${column(number)}${at}`, at === 1)).join("")}</row>`;
  const book = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
  const links = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
  const pack = "http://schemas.openxmlformats.org/package/2006";
  const declaration = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
  const kind = "application/vnd.openxmlformats-officedocument.spreadsheetml";
  const files: Record<string, string> = {
    "[Content_Types].xml": `<Types xmlns="${pack}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="${kind}.sheet.main+xml"/><Override PartName="/xl/styles.xml" ContentType="${kind}.styles+xml"/>${sheets.map((_, at) => `<Override PartName="/xl/worksheets/sheet${at + 1}.xml" ContentType="${kind}.worksheet+xml"/>`).join("")}</Types>`,
    "_rels/.rels": `<Relationships xmlns="${pack}/relationships"><Relationship Id="rId1" Type="${links}/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
    "xl/workbook.xml": `<workbook xmlns="${book}" xmlns:r="${links}"><sheets>${sheets.map((sheet, at) => `<sheet name="${xml(app.t(`sheet_${sheet.name}`)).slice(0, 31)}" sheetId="${at + 1}" r:id="rId${at + 1}"/>`).join("")}</sheets></workbook>`,
    "xl/_rels/workbook.xml.rels": `<Relationships xmlns="${pack}/relationships">${sheets.map((_, at) => `<Relationship Id="rId${at + 1}" Type="${links}/worksheet" Target="worksheets/sheet${at + 1}.xml"/>`).join("")}<Relationship Id="rId${sheets.length + 1}" Type="${links}/styles" Target="styles.xml"/></Relationships>`,
    "xl/styles.xml": `<styleSheet xmlns="${book}"><fonts count="2"><font><sz val="11"/></font><font><b/><sz val="11"/></font></fonts><fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills><borders count="1"><border/></borders><cellStyleXfs count="1"><xf/></cellStyleXfs><cellXfs count="2"><xf/><xf fontId="1" applyFont="1"/></cellXfs><cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>`,
  };
  sheets.forEach((sheet, at) => {
    const last = `${column(sheet.head.length - 1)}${sheet.rows.length + 1}`;
    files[`xl/worksheets/sheet${at + 1}.xml`] = `<worksheet xmlns="${book}"><sheetViews><sheetView workbookViewId="0"><pane ySplit="1" topLeftCell="A2" state="frozen"/></sheetView></sheetViews><sheetData>${row(sheet.head, 1)}${sheet.rows.map((one, number) => row(one.cells, number + 2)).join("")}</sheetData><autoFilter ref="A1:${last}"/></worksheet>`;
  });
  return zipSync(Object.fromEntries(Object.entries(files).map(([name, text]) => [name, strToU8(declaration + text)])), { mtime: new Date("2000-01-01T00:00:00") });
}

/** The drawing as vectors, from the places on the screen. */
export function svg(app: App, screen: (id: string) => { x: number; y: number; size: number } | null, size: { width: number; height: number }, caption: string): string {
  const { nodes, edges } = app.model.data;
  const lines = app.visible.edges.map((edge) => {
    const [a, b] = [screen(nodes.id[edges.source[edge]]), screen(nodes.id[edges.target[edge]])];
    return a && b ? `<line x1="${a.x.toFixed(1)}" y1="${a.y.toFixed(1)}" x2="${b.x.toFixed(1)}" y2="${b.y.toFixed(1)}"><title>${xml(app.predicate(edge))}</title></line>` : "";
  });
  const dots = [...app.visible.nodes].map((node) => {
    const at = screen(nodes.id[node]);
    return at ? `<circle cx="${at.x.toFixed(1)}" cy="${at.y.toFixed(1)}" r="${at.size.toFixed(1)}" fill="${app.model.kindOf(node).colour}"><title>${xml(nodes.label[node])}</title></circle><text x="${(at.x + at.size + 3).toFixed(1)}" y="${(at.y + 4).toFixed(1)}">${xml([...nodes.label[node]].slice(0, 14).join(""))}</text>` : "";
  });
  const { width, height } = size;
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height + 30}" viewBox="0 0 ${width} ${height + 30}" font-family="Noto Sans CJK SC, Microsoft YaHei, PingFang SC, sans-serif" font-size="12"><rect width="100%" height="100%" fill="#fff"/><g stroke="#c4ccd4">${lines.join("")}</g><g>${dots.join("")}</g><text x="10" y="${height + 20}" fill="#52606d">${xml(caption)}</text></svg>\n`;
}

export function svgToPng(source: string, scale: number): Promise<Blob> {
  return new Promise((done, failed) => {
    const picture = new Image();
    picture.onload = () => {
      const canvas = h("canvas", { width: picture.width * scale, height: picture.height * scale });
      const context = canvas.getContext("2d") as CanvasRenderingContext2D;
      context.fillStyle = "#fff";
      context.fillRect(0, 0, canvas.width, canvas.height);
      context.drawImage(picture, 0, 0, canvas.width, canvas.height);
      canvas.toBlob((blob) => (blob ? done(blob) : failed(new Error("no picture"))), "image/png");
    };
    picture.onerror = () => failed(new Error("the picture cannot be drawn"));
    picture.src = "data:image/svg+xml;charset=utf-8," + encodeURIComponent(source);
  });
}

/** This page with only what is seen in it: the same scripts and styles, a smaller dataset. */
export function page(app: App): string {
  const small = part(app);
  const data = JSON.stringify(small).replace(/[<>&\u2028\u2029]/g, (sign) => `\\u${sign.charCodeAt(0).toString(16).padStart(4, "0")}`);
  const head = [...document.head.querySelectorAll("meta, title, style")].map((element) => element.outerHTML).join("\n").replace(/connect-src 'self'/, "connect-src 'none'");
  const scripts = [...document.querySelectorAll("script[data-bundle]")].map((script) => `<script data-bundle>${script.textContent ?? ""}</script>`).join("\n");
  return `<!DOCTYPE html>\n<html lang="${app.lang === "zh" ? "zh-CN" : "en"}"><head>${head}</head>\n<body>\n<div id="app"></div>\n<script type="application/json" id="dataset">${data}</script>\n${scripts}\n</body></html>\n`;
}

/** The dataset cut down to what is visible, with new positions. */
function part(app: App): Dataset {
  const { data } = app.model;
  const kept = [...app.visible.nodes].sort((a, b) => a - b);
  for (const node of [...kept]) if (data.nodes.place[node] >= 0 && !kept.includes(data.nodes.place[node])) kept.push(data.nodes.place[node]);
  const moved = new Map(kept.map((node, at) => [node, at]));
  const proofs = [...new Set([...app.visible.edges.flatMap((edge) => data.edges.proofs[edge]), ...kept.flatMap((node) => app.model.amountsOf.get(node) ?? []).map((at) => data.amounts.proof[at]), ...data.charts.flatMap((chart) => chart.rows.filter((row) => row.nodes.some((node) => moved.has(node))).flatMap((row) => row.proofs))])].filter((at) => at >= 0).sort((a, b) => a - b);
  const proven = new Map(proofs.map((proof, at) => [proof, at]));
  const pick = <T>(column: T[], rows: number[]) => rows.map((row) => column[row]);
  const each = <T extends Record<string, unknown[]>>(columns: T, rows: number[]) => Object.fromEntries(Object.entries(columns).map(([name, column]) => [name, pick(column, rows)])) as T;
  const amounts = kept.flatMap((node) => app.model.amountsOf.get(node) ?? []);
  const nodes = each(data.nodes as unknown as Record<string, unknown[]>, kept) as unknown as Dataset["nodes"];
  const edges = each(data.edges as unknown as Record<string, unknown[]>, app.visible.edges) as unknown as Dataset["edges"];
  const numbers = each(data.amounts as unknown as Record<string, unknown[]>, amounts) as unknown as Dataset["amounts"];
  return {
    ...data,
    nodes: { ...nodes, place: nodes.place.map((node) => moved.get(node) ?? -1) },
    edges: { ...edges, source: edges.source.map((node) => moved.get(node) as number), target: edges.target.map((node) => moved.get(node) as number), proofs: edges.proofs.map((rows) => rows.map((at) => proven.get(at) as number)) },
    proofs: each(data.proofs as unknown as Record<string, unknown[]>, proofs) as unknown as Dataset["proofs"],
    amounts: { ...numbers, about: numbers.about.map((node) => moved.get(node) as number), proof: numbers.proof.map((at) => proven.get(at) ?? -1) },
    background: data.background.filter((node) => moved.has(node)).map((node) => moved.get(node) as number),
    charts: data.charts.map((chart) => ({ ...chart, rows: chart.rows.filter((row) => row.nodes.some((node) => moved.has(node))).map((row) => ({ ...row, nodes: row.nodes.filter((node) => moved.has(node)).map((node) => moved.get(node) as number), proofs: row.proofs.map((at) => proven.get(at) as number) })) })),
  };
}

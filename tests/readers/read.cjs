// Reads a network file with an npm package and prints what the tests compare: labels, sentences, oddities.
const fs = require("fs");
const [reader, path] = process.argv.slice(2);
const text = fs.readFileSync(path, "utf8");

function told(graph) {
  const labels = graph.mapNodes((_, node) => node.label).sort();
  const evidence = graph.mapEdges((_, edge) => edge.evidence || "").sort();
  const colours = graph.mapNodes((_, node) => node.color);
  const names = [...new Set(graph.mapNodes((_, node) => Object.keys(node)).flat())].sort();
  return { labels, evidence, colours, names };
}

function cytoscaped() {
  const cytoscape = require("cytoscape");
  const held = cytoscape({ headless: true, elements: JSON.parse(text).elements });
  return {
    labels: held.nodes().map((node) => node.data("name")),
    evidence: held.edges().map((edge) => edge.data("evidence") || ""),
  };
}

const Graph = () => require("graphology").MultiDirectedGraph;
const parser = () => new (require("@xmldom/xmldom").DOMParser)();
const READERS = {
  "graphology-gexf": () => told(require("graphology-gexf").parse(Graph(), text, { respectInputGraphType: false })),
  "graphology-graphml": () => told(require("graphology-graphml").parse(Graph(), text)),
  graphology: () => told(Graph().from(JSON.parse(text))),
  cytoscape: cytoscaped,
};
process.stdout.write(JSON.stringify(READERS[reader]()));

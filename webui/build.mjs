/** Bundles the page into ../data/web; with --verify it only says whether what is committed there is what this makes. */

import { createHash } from "node:crypto";
import { mkdir, readFile, readdir, writeFile } from "node:fs/promises";
import { build } from "esbuild";

const OUT = new URL("../data/web/", import.meta.url);
const NAMES = ["app.js", "app.css", "LICENSES.txt"];

const result = await build({
  absWorkingDir: new URL(".", import.meta.url).pathname,
  entryPoints: { app: "src/main.ts" },
  bundle: true,
  minify: true,
  format: "iife",
  target: "es2022",
  charset: "utf8",
  legalComments: "none",
  define: { "process.env.NODE_ENV": '"production"' },
  write: false,
  outdir: "out",
  metafile: true,
});
const script = result.outputFiles.find((file) => file.path.endsWith(".js")).text;
if (script.includes("</script")) throw new Error("the bundle holds </script");
const style = (await build({ absWorkingDir: new URL(".", import.meta.url).pathname, entryPoints: ["src/app.css"], minify: true, charset: "utf8", write: false })).outputFiles[0].text;
const used = [...new Set(Object.keys(result.metafile.inputs).map((path) => /node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(path)?.[1]).filter(Boolean))].sort();
const made = { "app.js": script, "app.css": style, "LICENSES.txt": await licences(used) };
const versions = Object.fromEntries(await Promise.all(used.map(async (name) => [name, (await manifest(name)).version])));
const digest = (text) => createHash("sha256").update(text).digest("hex");
const listing = JSON.stringify({ sha256: Object.fromEntries(NAMES.map((name) => [name, digest(made[name])])), versions }, null, 2) + "\n";

if (process.argv.includes("--verify")) await verify();
else {
  await mkdir(OUT, { recursive: true });
  for (const name of NAMES) await writeFile(new URL(name, OUT), made[name]);
  await writeFile(new URL("MANIFEST.json", OUT), listing);
  console.log(NAMES.map((name) => `${name} ${(made[name].length / 1000).toFixed(0)} kB`).join(", "));
}

async function verify() {
  const committed = await readFile(new URL("MANIFEST.json", OUT), "utf8");
  if (committed === listing) return console.log("data/web is what webui makes");
  console.error("data/web is not what webui makes: run npm run build");
  process.exit(1);
}

async function manifest(name) {
  return JSON.parse(await readFile(new URL(`node_modules/${name}/package.json`, import.meta.url), "utf8"));
}

async function licences(names) {
  const texts = await Promise.all(
    names.map(async (name) => {
      const folder = new URL(`node_modules/${name}/`, import.meta.url);
      const files = (await readdir(folder, { withFileTypes: true })).filter((file) => file.isFile() && /^(licen[cs]e|notice)/i.test(file.name)).map((file) => file.name).sort();
      const bodies = await Promise.all(files.map((file) => readFile(new URL(file, folder), "utf8")));
      const { version, license } = await manifest(name);
      return `${name} ${version} (${license})\n\n${bodies.map((body) => body.trim()).join("\n\n")}\n`;
    }),
  );
  return texts.join(`\n${"-".repeat(72)}\n\n`);
}

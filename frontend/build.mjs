// Bundles the page's scripts and lays the map library and the basemap beside them, into the folder named as argument.
import { readFile, writeFile, mkdir, rm, copyFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

const here = dirname(fileURLToPath(import.meta.url));
const out = process.argv[2];
if (!out) throw new Error("usage: node build.mjs OUT");
const modules = join(here, "node_modules");
await rm(out, { recursive: true, force: true });
await mkdir(out, { recursive: true });

await build({
  entryPoints: ["page", "map", "place"].map((name) => join(here, "src", `${name}.ts`)),
  outdir: out,
  bundle: true,
  format: "esm",
  target: "es2022",
  minify: true,
  legalComments: "none",
  external: ["./maplibre-gl.mjs"],
  logLevel: "warning",
});

// The map library's worker must lie beside it under its own name; their source maps are not shipped.
for (const name of ["maplibre-gl.mjs", "maplibre-gl-worker.mjs"]) {
  const text = await readFile(join(modules, "maplibre-gl", "dist", name), "utf8");
  await writeFile(join(out, name), text.replace(/\n?\/\/# sourceMappingURL=.*\s*$/, "\n"));
}
await copyFile(join(modules, "maplibre-gl", "dist", "maplibre-gl.css"), join(out, "maplibre-gl.css"));
await copyFile(join(modules, "htmx.org", "dist", "htmx.min.js"), join(out, "htmx.min.js"));
await copyFile(join(modules, "world-atlas", "countries-50m.json"), join(out, "countries-50m.json"));

const shipped = ["maplibre-gl/LICENSE.txt", "htmx.org/LICENSE", "world-atlas/LICENSE", "topojson-client/LICENSE"];
const licences = await Promise.all(
  shipped.map(async (name) => `${name}\n\n${await readFile(join(modules, name), "utf8")}`),
);
await writeFile(join(out, "LICENSES.txt"), licences.join("\n\n----\n\n"));

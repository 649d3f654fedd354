// Bundles our sources with their npm packages into the folder that the web server serves and the wheel ships.
import { build } from "esbuild";
import { cp, rm } from "node:fs/promises";

const out = "../platform/yichuang/static/dist";
await rm(out, { recursive: true, force: true });
await build({
  entryPoints: ["src/app.js", "src/app.css", "src/print.css", "src/sheet.css"],
  bundle: true, minify: true, sourcemap: false,
  // Browsers on window computers are often Chromium 88-based; newer syntax is lowered for them.
  target: ["es2020", "chrome88", "firefox85", "safari15"],
  legalComments: "linked", outdir: out, logLevel: "warning",
});
await cp("src/mark.svg", `${out}/mark.svg`);

import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";

const source = (name: string): string =>
  fileURLToPath(new URL(`./src/${name}.ts`, import.meta.url));
const entries = ["explorer", "editor"].filter((name) => existsSync(source(name)));

// Each of these is one script that imports nothing: the parts of the single file.
const alone = ["boot", "offline", "engine"];

// Templates name the files, so their names carry no hash; the server sends them with an ETag.
export default defineConfig(({ mode }) => ({
  base: "/assets/",
  publicDir: false,
  build: {
    outDir: "dist",
    emptyOutDir: !alone.includes(mode),
    target: "es2022",
    modulePreload: false,
    reportCompressedSize: false,
    assetsInlineLimit: 0,
    // What the scripts contain of others, they contain with its licence.
    license: { fileName: `licences-${alone.includes(mode) ? mode : "pages"}.md` },
    rolldownOptions: {
      input: alone.includes(mode) ? source(mode) : Object.fromEntries(entries.map((name) => [name, source(name)])),
      output: {
        entryFileNames: "[name].js",
        chunkFileNames: "[name].js",
        assetFileNames: "[name][extname]",
        ...(alone.includes(mode) ? { format: "iife" as const } : {}),
      },
    },
  },
  test: { include: ["src/**/*.test.ts"] },
}));

import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";

const source = (name: string): string => fileURLToPath(new URL(`./src/${name}.ts`, import.meta.url));

// The scripts of the pages, which share chunks.
const pages = { explorer: source("lineage/main"), editor: source("sparql/main") };

// The parts of the single file: each is a script that imports nothing, and is built by a run of its own.
const parts: Record<string, string> = {
  boot: source("offline/boot"),
  offline: source("offline/main"),
  engine: source("offline/engine"),
};

// Templates name the files, so their names carry no hash; the server sends them with an ETag.
export default defineConfig(({ mode }) => {
  const part = parts[mode];
  return {
    base: "/assets/",
    publicDir: false,
    build: {
      outDir: "dist",
      emptyOutDir: !part,
      target: "es2022",
      modulePreload: false,
      reportCompressedSize: false,
      assetsInlineLimit: 0,
      // The licences of the packages in a script are built beside it.
      license: { fileName: `licences-${part ? mode : "pages"}.md` },
      rolldownOptions: {
        input: part ? { [mode]: part } : pages,
        output: {
          entryFileNames: "[name].js",
          chunkFileNames: "[name].js",
          assetFileNames: "[name][extname]",
          ...(part ? { format: "iife" as const } : {}),
        },
      },
    },
    test: { include: ["src/**/*.test.ts"] },
  };
});

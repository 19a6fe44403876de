// Builds the script, the style and the worker of the page, one file each, which Go puts into it.
import { defineConfig } from "vite";

// What the worker has of Go's wasm_exec.js is not ours, and says so.
const go = "/*! With wasm_exec.js of Go: Copyright 2018 The Go Authors. BSD 3-Clause License, https://go.dev/LICENSE */";

export default defineConfig({
  build: {
    outDir: "../report/page/assets",
    emptyOutDir: false, // what Go compiled stands there too,
    target: "es2022",
    modulePreload: false,
    cssCodeSplit: false,
    reportCompressedSize: false,
    rollupOptions: {
      input: { report: "src/main.ts", worker: "src/worker.ts" },
      output: { format: "es", entryFileNames: "[name].js", assetFileNames: "report.[ext]", banner: (chunk) => (chunk.name === "worker" ? go : "") },
    },
  },
});

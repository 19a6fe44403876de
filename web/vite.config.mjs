// Builds the script and the style of the page, one file each, which Go puts into it.
import { defineConfig } from "vite";

export default defineConfig({
  build: {
    outDir: "../report/assets",
    emptyOutDir: true,
    target: "es2022",
    modulePreload: false,
    cssCodeSplit: false,
    reportCompressedSize: false,
    rollupOptions: {
      input: "src/main.ts",
      output: { format: "es", entryFileNames: "report.js", assetFileNames: "report.[ext]" },
    },
  },
});

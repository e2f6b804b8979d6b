import vue from "@vitejs/plugin-vue";
import { defineConfig } from "vite";

/** The page is served by miniprogram-api under /sim/. `npx vite web/sim` serves it alone, next to a running `npm start`. */
export default defineConfig({
  base: "/sim/",
  plugins: [vue({ features: { optionsAPI: false } })],
  build: { outDir: "../../dist/web/sim", emptyOutDir: true, target: "es2022", modulePreload: { polyfill: false } },
  server: { proxy: { "^/sim/(people|rooms|messages|requests|clock|events)": "http://127.0.0.1:3000" } },
});

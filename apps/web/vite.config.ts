// Three doors in one build: citizen app, agency console, town square. Everything local: no third-party origin, no inlined data.
import { resolve } from 'node:path';
import tailwindcss from '@tailwindcss/vite';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';
import { cataloguePack } from './catalogue-pack.ts';

const here = import.meta.dirname;

export default defineConfig({
  root: here,
  plugins: [react(), tailwindcss(), cataloguePack()],
  build: {
    outDir: resolve(here, 'dist'),
    emptyOutDir: true,
    assetsInlineLimit: 0,
    target: 'es2022',
    // The preload polyfill would be an inline script's work; every browser we support has modulepreload.
    modulePreload: { polyfill: false },
    reportCompressedSize: false,
    rolldownOptions: {
      input: {
        index: resolve(here, 'index.html'),
        console: resolve(here, 'console.html'),
        desk: resolve(here, 'desk.html'),
        counter: resolve(here, 'counter.html'),
        square: resolve(here, 'square.html'),
      },
    },
  },
});

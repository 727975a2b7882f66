// Builds the doors together with the fixture's page into a folder of the screen sheet's own; never shipped.
import { resolve } from 'node:path';
import { mergeConfig } from 'vite';
import base from '../vite.config.ts';

const here = import.meta.dirname;

export default mergeConfig(base, {
  build: {
    outDir: resolve(here, 'dist'),
    rolldownOptions: { input: { citizen: resolve(here, 'citizen.html'), measure: resolve(here, 'measure.html') } },
  },
});

// Puts the concierge's catalogue beside the scripts: checked here, packed once, named by its content, cached by the browser for good.
import { packCatalogue } from '@shishobako/concierge-engine/pack-catalogue';
import { readCatalogue } from '@shishobako/concierge-engine/read-catalogue';
import { readCatalogueFolder } from '@shishobako/concierge-engine/read-catalogue-folder';
import type { Plugin } from 'vite';

const name = 'virtual:catalogue-pack';
const resolved = `\0${name}`;

export function cataloguePack(): Plugin {
  return {
    name: 'catalogue-pack',
    resolveId: (id) => (id === name ? resolved : undefined),
    async load(id) {
      if (id !== resolved) return undefined;
      const files = readCatalogueFolder();
      const read = readCatalogue(files);
      if (!read.ok) throw new Error(JSON.stringify(read.error.problems.slice(0, 5)));
      const reference = this.emitFile({ type: 'asset', name: 'catalogue.bin', source: await packCatalogue(files) });
      return `export default import.meta.ROLLUP_FILE_URL_${reference};`;
    },
  };
}

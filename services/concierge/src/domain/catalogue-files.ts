// A catalogue with a municipality's differences laid over it, written back as the files the engine reads.
import type { Catalogue } from '@shishobako/concierge-engine/catalogue-schema';
import type { CatalogueFiles } from '@shishobako/concierge-engine/read-catalogue';
import { z } from 'zod';

const Manifest = z.looseObject({ files: z.looseObject({ procedures: z.array(z.string()), lifeEvents: z.string() }) });

export function filesOf(base: CatalogueFiles, catalogue: Catalogue): CatalogueFiles {
  const manifest = Manifest.parse(JSON.parse(base['manifest.json'] ?? '{}'));
  const away = new Set([...manifest.files.procedures, manifest.files.lifeEvents, 'manifest.json']);
  const kept = Object.entries(base).filter(([name]) => !away.has(name));
  const files = { ...manifest.files, procedures: ['procedures.json'] };
  return {
    'manifest.json': JSON.stringify({ ...manifest, catalogueVersion: catalogue.version, files }),
    ...Object.fromEntries(kept),
    'procedures.json': JSON.stringify({ procedures: catalogue.procedures }),
    [manifest.files.lifeEvents]: JSON.stringify({ lifeEvents: catalogue.lifeEvents }),
  };
}

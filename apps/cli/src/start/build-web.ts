// Builds the web pages when they are missing or older than their sources; a second start finds them fresh.
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { readdir, readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'vite';

export const repository = fileURLToPath(new URL('../../../../', import.meta.url));
export const webRoot = join(repository, 'apps', 'web');
export const webDist = join(webRoot, 'dist');
const stampFile = join(webDist, '.built-from');
const sourceFolders = [
  'apps/web',
  'packages/device/src',
  'packages/concierge-engine',
  'packages/contracts/src',
  'packages/kernel/src',
  'packages/crypto/src',
  'packages/evidence/src',
  'packages/pki/src',
];

/** Names, sizes and times of all sources: enough to notice a change, quick to take. */
async function fingerprint(): Promise<string> {
  const hash = createHash('sha256');
  for (const folder of sourceFolders) {
    const base = join(repository, folder);
    const names = (await readdir(base, { recursive: true }))
      .filter((name) => !/(^|[\\/])(dist|node_modules|shots)([\\/]|$)/.test(name))
      .sort();
    for (const name of names) {
      const { size, mtimeMs, isFile } = await stat(join(base, name)).then((s) => ({
        size: s.size,
        mtimeMs: s.mtimeMs,
        isFile: s.isFile(),
      }));
      if (isFile) hash.update(`${folder}/${name}|${size}|${Math.floor(mtimeMs)}\n`);
    }
  }
  return hash.digest('hex');
}

/** True when it built something. */
export async function buildWeb(): Promise<boolean> {
  const wanted = await fingerprint();
  if (existsSync(stampFile) && (await readFile(stampFile, 'utf8')) === wanted) return false;
  await build({ root: webRoot, logLevel: 'error', configFile: join(webRoot, 'vite.config.ts') });
  await writeFile(stampFile, wanted);
  return true;
}

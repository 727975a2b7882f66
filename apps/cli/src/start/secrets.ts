// Secrets that join programs of one machine: made once, kept in the data folder, never printed.
import { openKeyFolder } from '@shishobako/crypto/node/key-folder';
import type { Layout } from './layout.ts';

export type Secrets = {
  readonly ca: string;
  readonly platform: string;
  readonly keyserver: string;
  readonly bridge: string;
  readonly terminal: string;
};

export async function openSecrets(layout: Layout): Promise<Secrets> {
  const folder = await openKeyFolder(layout.keys('operator'));
  const secret = async (name: string): Promise<string> => (await folder.ensureSecret(name, 32)).toString('base64url');
  const [ca, platform, keyserver, bridge, terminal] = (await Promise.all(
    ['ca', 'platform', 'keyserver', 'bridge', 'terminal'].map(secret),
  )) as [string, string, string, string, string];
  return { ca, platform, keyserver, bridge, terminal };
}

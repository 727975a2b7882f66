// Secrets that join programs of one machine: made once, kept in the data folder, never printed.
import { openKeyFolder } from '@shishobako/crypto/node/key-folder';
import type { Layout } from './layout.ts';

export type Secrets = {
  readonly ca: string;
  readonly platform: string;
  readonly keyserver: string;
  readonly bridge: string;
  readonly terminal: string;
  /** The counter’s word on lost cards: one secret for each service that hears it. */
  readonly counter: string;
  readonly counterIdp: string;
};

export async function openSecrets(layout: Layout): Promise<Secrets> {
  const folder = await openKeyFolder(layout.keys('operator'));
  const secret = async (name: string): Promise<string> => (await folder.ensureSecret(name, 32)).toString('base64url');
  const names = ['ca', 'platform', 'keyserver', 'bridge', 'terminal', 'counter', 'counterIdp'] as const;
  const made = await Promise.all(names.map(async (name) => [name, await secret(name)] as const));
  return Object.fromEntries(made) as Secrets;
}

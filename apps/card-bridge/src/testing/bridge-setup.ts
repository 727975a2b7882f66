// A bridge with cards of invented people in a folder of its own, and a page that may ask; everything is gone afterwards.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { CardState } from '@shishobako/card/card-state';
import { makeFictionalCard } from '../../../../packages/card/test/fictional-card.ts';
import { makeCardFiles } from '../adapters/card-files.ts';
import { startCardBridge } from '../app.ts';
import { startAskingPage } from './asking-page.ts';

export const TERMINAL_SECRET = 'only-for-the-terminal-0123456789';
export const SECRET = 'only-for-this-test-0123456789';

export async function setUpBridge(cards?: readonly CardState[], over: { readonly phoneAuthority?: string } = {}) {
  const dir = mkdtempSync(join(tmpdir(), 'card-bridge-'));
  const files = makeCardFiles(dir);
  for (const card of cards ?? [await makeFictionalCard()]) files.save(structuredClone(card));
  const page = await startAskingPage();
  const bridge = await startCardBridge({
    port: 0,
    cardsDir: dir,
    allowedOrigins: [page.origin],
    secret: SECRET,
    terminal: { secret: TERMINAL_SECRET, keysDir: join(dir, 'terminal') },
    logLevel: 'silent',
    ...over,
    names: { [page.origin]: { ja: '私書箱アプリ', en: 'Shishobako app' } },
  });
  page.setBridge(bridge.url);
  return {
    dir,
    files,
    page,
    bridge,
    call: (method: string, path: string, body?: unknown, headers: Record<string, string> = { authorization: `Bearer ${SECRET}` }) =>
      fetch(bridge.url + path, {
        method,
        headers: { ...headers, ...(body !== undefined && { 'content-type': 'application/json' }) },
        ...(body !== undefined && { body: JSON.stringify(body) }),
      }),
    async close() {
      await bridge.close();
      await page.close();
      rmSync(dir, { recursive: true, force: true });
    },
  };
}

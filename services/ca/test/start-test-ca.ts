// The service with an empty database and fresh keys, for one test file.
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CaAnchors } from '@shishobako/contracts/ca-api';
import type { TrustAnchor } from '@shishobako/contracts/trust';
import { makeOcspClient } from '@shishobako/pki/revocation/ocsp-client';
import type { withTestDatabase } from '@shishobako/testkit/database';
import { startCa } from '../src/app.ts';
import { CaConfig } from '../src/config.ts';
import { registerVerifier } from './test-verifier.ts';

const operatorToken = 'operator-token-of-a-test-0123456789abcdef';

const freePort = (): Promise<number> =>
  new Promise((done) => {
    const probe = createServer().listen(0, '127.0.0.1', () => {
      const address = probe.address();
      probe.close(() => done(typeof address === 'object' && address ? address.port : 0));
    });
  });

/** The authorities as a trust list pins them. */
export async function pinnedAnchors(url: string): Promise<TrustAnchor[]> {
  const { anchors } = CaAnchors.parse(await (await fetch(`${url}/anchors`)).json());
  return anchors.map(({ generation: _, ...anchor }) => ({
    ...anchor,
    accreditation: { by: { ja: '試験', en: 'Test' }, basis: 'test', from: anchor.validFrom, to: null },
  }));
}

export async function startTestCa(database: Awaited<ReturnType<typeof withTestDatabase>>) {
  const folder = await mkdtemp(join(tmpdir(), 'ca test '));
  const port = await freePort();
  const ca = await startCa(
    CaConfig.parse({
      port,
      publicUrl: `http://127.0.0.1:${port}`,
      logLevel: 'silent',
      database: { ...database },
      keysDir: join(folder, 'keys'),
      operatorToken,
    }),
  );
  const { authorize } = await registerVerifier({ url: ca.url, operatorToken }, 'test-verifier');
  return {
    url: ca.url,
    operatorToken,
    /** Signs a question as a registered verifier. */
    authorize,
    /** Asks OCSP as a registered verifier. */
    status: () => makeOcspClient({ url: `${ca.url}/ocsp`, authorize }),
    folder,
    post: (path: string, body: unknown, token = operatorToken): Promise<Response> =>
      fetch(`${ca.url}${path}`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
        body: JSON.stringify(body),
      }),
    anchors: () => pinnedAnchors(ca.url),
    async close() {
      await ca.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

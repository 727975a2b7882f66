// Handover evidence reaches the platform however often it fails to answer, and whoever may ask gets it with its place in the log.
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { json } from 'node:stream/consumers';
import { EvidenceReport } from '@shishobako/contracts/internal-api';
import { ReceiptItem } from '@shishobako/contracts/receipt';
import { ed25519SignerOf } from '@shishobako/crypto/node/ed25519';
import { openKeyFolder } from '@shishobako/crypto/node/key-folder';
import { formatVerifierKey } from '@shishobako/evidence/signed-note';
import { verifyEvidenceProof } from '@shishobako/evidence/verify-evidence-proof';
import { withTestDatabase } from '@shishobako/testkit/database';
import { startTokenDesk, type TokenDesk } from '@shishobako/testkit/token-desk';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { codeOf, type Keyserver, makeDevice, release, sealLetter, setUpKeyserver } from './keyserver-setup.ts';

const database = await withTestDatabase('keyserver');
const received: EvidenceReport[] = [];
let refusals = 1;
const platform = createServer(async (request, response) => {
  const report = EvidenceReport.parse(await json(request));
  if (refusals-- > 0) return void response.writeHead(500).end();
  received.push(report);
  response.setHeader('content-type', 'application/json');
  response.end(JSON.stringify({ accepted: report.evidence.length }));
});
let desk: TokenDesk;
let ks: Keyserver;
beforeAll(async () => {
  await new Promise<void>((resolve) => platform.listen(0, '127.0.0.1', resolve));
  desk = await startTokenDesk();
  ks = await setUpKeyserver(database, {
    issuer: desk.issuer,
    platformUrl: `http://localhost:${(platform.address() as AddressInfo).port}`,
  });
});
afterAll(async () => {
  await ks.close();
  await desk.close();
  await new Promise((resolve) => platform.close(resolve));
});

it('reports a handover again after a failure, and proves it to a service that asks', async () => {
  const device = await makeDevice(ks);
  await device.signIn(await ks.country.makeCard());
  const letter = sealLetter(await device.makeKey());
  expect((await release(ks, device, [letter])).response.status).toBe(200);
  await expect.poll(() => received.length, { timeout: 20_000 }).toBe(1);
  const [reported] = received[0]?.evidence ?? [];
  expect(reported).toMatchObject({ event: 'open.handover' });

  const caller = desk.makeCaller({ resource: ks.url, sub: 'platform', scope: 'internal', clientId: 'platform' });
  const path = `/v1/internal/evidence/${reported?.id}/proof`;
  const ask = async () => ReceiptItem.parse(await (await caller.send('GET', path)).json());
  await expect.poll(async () => (await ask()).proof, { timeout: 5_000 }).not.toBeNull();
  const item = await ask();
  const signer = ed25519SignerOf(await (await openKeyFolder(ks.keysDir)).ensureEd25519('log'));
  const logKey = formatVerifierKey('test/keyserver', signer.publicKey);
  const verified = await verifyEvidenceProof({ evidence: item.evidence, proof: item.proof ?? '', origin: item.origin, logKey });
  expect(verified.ok).toBe(true);

  const citizen = desk.makeCaller({ resource: ks.url, sub: 'someone', scope: 'box', acr: 'L3' });
  expect(await codeOf(await citizen.send('GET', path))).toContain('403 access.refused');
  expect(await codeOf(await caller.send('GET', `/v1/internal/evidence/${crypto.randomUUID()}/proof`))).toContain('404 not-found');
}, 40_000);

// A process for fault tests: writes evidence and sequences it until it is killed; prints each id once its transaction has committed.
import { createPrivateKey } from 'node:crypto';
import { ed25519SignerFromSeed } from '@shishobako/crypto/node/ed25519';
import { makeDatabase } from '@shishobako/database/pool';
import { withTransaction } from '@shishobako/database/transaction';
import { type EnvelopeId, randomId } from '@shishobako/kernel/ids';
import { recordAllEvidence } from '../record-evidence.ts';
import { startSequencer } from '../sequencer.ts';

const [, , url = '', origin = '', seed = '', pem = ''] = process.argv;
const db = makeDatabase<Record<string, never>>({ url, maxConnections: 4 });
const signer = { name: origin, ...ed25519SignerFromSeed(Buffer.from(seed, 'hex')) };
startSequencer({ db, log: { signer }, intervalMs: 1, batchSize: 20 });

const key = createPrivateKey(Buffer.from(pem, 'base64').toString());
async function write(): Promise<never> {
  for (;;) {
    const drafts = Array.from({ length: 3 }, () => ({ event: 'box.arrived', env: randomId<EnvelopeId>() }) as const);
    const refs = await withTransaction(db, (trx) => recordAllEvidence(trx, { service: 'portal', origin, kid: 'k', key }, drafts));
    for (const { id } of refs) process.stdout.write(`${id}\n`);
  }
}
await Promise.all([write(), write()]);

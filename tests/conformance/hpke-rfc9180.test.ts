// RFC 9180 appendix A through the conformance port: every encryption of every suite opens, and no damaged one does.
// The vectors lie outside the repository (../shared/vectors/hpke-rfc9180); without them the test is skipped, visibly.
import { generateKeyPairSync } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { conformHpkeOpen } from '@shishobako/crypto/conform';
import { findSuite } from '@shishobako/crypto/hpke-suite';
import { contextExport, sealBase, setupReceiver } from '@shishobako/crypto/node/hpke';
import { kemPrivateFromRaw } from '@shishobako/crypto/node/hpke-dh';
import { fromHex, toHex } from '@shishobako/kernel/bytes';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';

const file = join(import.meta.dirname, '../../../shared/vectors/hpke-rfc9180/hpke-rfc9180.json');
const present = existsSync(file);
const Vector = z.object({
  mode: z.int(),
  kem_id: z.int(),
  kdf_id: z.int(),
  aead_id: z.int(),
  info: z.string(),
  skRm: z.string(),
  enc: z.string(),
  pkSm: z.string().optional(),
  encryptions: z.array(z.object({ aad: z.string(), ct: z.string(), pt: z.string() })),
  exports: z.array(z.object({ exporter_context: z.string(), L: z.int(), exported_value: z.string() })),
});
const vectors = present ? z.array(Vector).parse(JSON.parse(readFileSync(file, 'utf8'))) : [];

const inputOf = (v: z.infer<typeof Vector>) => ({
  kemId: v.kem_id,
  kdfId: v.kdf_id,
  aeadId: v.aead_id,
  mode: v.mode,
  recipientKey: v.skRm,
  enc: v.enc,
  info: v.info,
  ...(v.pkSm === undefined ? {} : { senderKey: v.pkSm }),
  messages: v.encryptions.map(({ aad, ct }) => ({ aad, ct })),
});

describe.skipIf(!present)('HPKE, RFC 9180 appendix A (needs ../shared/vectors/hpke-rfc9180)', () => {
  it('opens every message and exports every secret', async () => {
    let messages = 0;
    let secrets = 0;
    for (const v of vectors) {
      const verdict = await conformHpkeOpen(inputOf(v));
      expect(verdict).toEqual({ ok: true, result: { plaintexts: v.encryptions.map(({ pt }) => pt) } });
      messages += v.encryptions.length;
      const suite = findSuite(v.kem_id, v.kdf_id, v.aead_id);
      if (!suite) throw new Error('suite');
      const recipient = kemPrivateFromRaw(suite.kem, fromHex(v.skRm));
      const sender = v.pkSm === undefined ? {} : { sender: fromHex(v.pkSm) };
      const context = await setupReceiver({
        suite,
        mode: v.mode === 2 ? 2 : 0,
        enc: fromHex(v.enc),
        info: fromHex(v.info),
        recipient,
        ...sender,
      });
      if (!context.ok) throw new Error(context.error.kind);
      for (const e of v.exports) expect(toHex(contextExport(context.value, fromHex(e.exporter_context), e.L))).toBe(e.exported_value);
      secrets += v.exports.length;
    }
    console.info(`HPKE: ${messages} of ${messages} messages opened, ${secrets} of ${secrets} secrets exported, ${vectors.length} suites`);
    expect(vectors.length).toBeGreaterThan(0);
  });

  it('opens none with another info, aad, order or key', async () => {
    for (const v of vectors) {
      const good = inputOf(v);
      const [first, second] = good.messages;
      if (!first || !second) throw new Error('messages');
      for (const change of [{ info: `${v.info}00` }, { messages: [{ ...first, aad: '00' }] }, { messages: [second, first] }])
        expect(await conformHpkeOpen({ ...good, ...change })).toMatchObject({ ok: false, error: { code: 'hpke.open' } });
      expect(await conformHpkeOpen({ ...good, enc: v.enc.slice(2) })).toMatchObject({ ok: false, error: { code: 'hpke.key' } });
    }
  });
});

it('takes the recipient’s key as JWK, whole or without its public members', async () => {
  const recipient = generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey;
  const jwk = recipient.export({ format: 'jwk' });
  const point = Buffer.concat([Buffer.of(4), Buffer.from(jwk.x ?? '', 'base64url'), Buffer.from(jwk.y ?? '', 'base64url')]);
  const sealed = sealBase({ recipient: point, info: Uint8Array.of(1), aad: Uint8Array.of(2), plaintext: Uint8Array.of(3) });
  const messages = [{ aad: '02', ct: toHex(sealed.ct) }];
  const question = { kemId: 16, kdfId: 1, aeadId: 2, mode: 0, enc: toHex(sealed.enc), info: '01', messages };
  const { x, y, ...secret } = jwk;
  for (const recipientKey of [jwk, secret])
    expect(await conformHpkeOpen({ ...question, recipientKey })).toEqual({ ok: true, result: { plaintexts: ['03'] } });
  expect(await conformHpkeOpen({ ...question, recipientKey: { ...jwk, x: y, y: x } })).toMatchObject({ error: { code: 'hpke.key' } });
});

it('malformed questions get a stable code', async () => {
  const bad: [unknown, string][] = [
    [null, 'input.malformed'],
    [{ kemId: 16 }, 'input.malformed'],
    [{ kemId: 99, kdfId: 1, aeadId: 1, mode: 0, recipientKey: '00', enc: '', info: '', messages: [] }, 'alg.refused'],
    [{ kemId: 16, kdfId: 1, aeadId: 1, mode: 9, recipientKey: '00', enc: '', info: '', messages: [] }, 'input.malformed'],
    [{ kemId: 16, kdfId: 1, aeadId: 1, mode: 2, recipientKey: '00', enc: '', info: '', messages: [] }, 'input.malformed'],
    [{ kemId: 32, kdfId: 1, aeadId: 1, mode: 0, recipientKey: '00', enc: '', info: '', messages: [] }, 'hpke.key'],
    [{ kemId: 16, kdfId: 1, aeadId: 1, mode: 0, recipientKey: 'f', enc: '', info: '', messages: [] }, 'input.malformed'],
  ];
  for (const [input, code] of bad) expect(await conformHpkeOpen(input)).toMatchObject({ ok: false, error: { code } });
});

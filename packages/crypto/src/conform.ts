// The conformance port's operation `hpke.open`: outside vectors judge the HPKE code that services and sender use.
import { concat, equalBytes, fromBase64url, fromHex, toHex } from '@shishobako/kernel/bytes';
import { z } from 'zod';
import { findSuite, isMode, type Mode, type Suite } from './hpke-suite.ts';
import { contextOpen, setupReceiver } from './node/hpke.ts';
import { type KemPrivate, kemPrivateFromRaw } from './node/hpke-dh.ts';

export type Conformed = { ok: true; result: unknown } | { ok: false; error: { code: string; detail: string } };
const refuse = (code: string, detail: string): Conformed => ({ ok: false, error: { code, detail } });

const Hex = z
  .string()
  .max(2_000_000)
  .regex(/^(?:[0-9a-fA-F]{2})*$/);
const PrivateJwk = z.object({
  kty: z.enum(['EC', 'OKP']),
  crv: z.string(),
  d: z.string(),
  x: z.string().optional(),
  y: z.string().optional(),
});
const HpkeOpen = z.object({
  kemId: z.int(),
  kdfId: z.int(),
  aeadId: z.int(),
  mode: z.int(),
  recipientKey: z.union([Hex, PrivateJwk]),
  enc: Hex,
  info: Hex,
  senderKey: Hex.optional(),
  psk: Hex.optional(),
  pskId: Hex.optional(),
  messages: z.array(z.object({ aad: Hex, ct: Hex })).max(100_000),
});

/** The public members, where given, belong to the secret one. */
function publicFits({ kty, x, y }: z.infer<typeof PrivateJwk>, publicKey: Uint8Array): boolean {
  if (x === undefined && y === undefined) return true;
  const point = kty === 'OKP' ? fromBase64url(x ?? '') : concat(Uint8Array.of(0x04), fromBase64url(x ?? ''), fromBase64url(y ?? ''));
  return equalBytes(point, publicKey);
}

function recipientOf(suite: Suite, key: z.infer<typeof HpkeOpen>['recipientKey']): KemPrivate | undefined {
  try {
    if (typeof key === 'string') return kemPrivateFromRaw(suite.kem, fromHex(key));
    if (key.crv !== suite.kem.curve || (key.kty === 'OKP') !== key.crv.startsWith('X')) return undefined;
    const secret = kemPrivateFromRaw(suite.kem, fromBase64url(key.d));
    return publicFits(key, secret.publicKey) ? secret : undefined;
  } catch {
    return undefined;
  }
}

const needs: Record<Mode, { psk: boolean; sender: boolean }> = {
  0: { psk: false, sender: false },
  1: { psk: true, sender: false },
  2: { psk: false, sender: true },
  3: { psk: true, sender: true },
};

/** Codes besides the common ones: `hpke.key` (a key is malformed or off the curve), `hpke.open` (message n does not open). */
export async function conformHpkeOpen(input: unknown): Promise<Conformed> {
  const parsed = HpkeOpen.safeParse(input);
  if (!parsed.success) return refuse('input.malformed', parsed.error.issues[0]?.path.join('.') ?? 'in');
  const { kemId, kdfId, aeadId, mode, senderKey, psk, pskId, messages } = parsed.data;
  const suite = findSuite(kemId, kdfId, aeadId);
  if (!suite) return refuse('alg.refused', `no suite ${kemId}/${kdfId}/${aeadId}`);
  if (!isMode(mode)) return refuse('input.malformed', 'mode');
  const need = needs[mode];
  if (need.sender !== (senderKey !== undefined)) return refuse('input.malformed', 'senderKey does not fit the mode');
  if (need.psk !== Boolean(psk && pskId)) return refuse('input.malformed', 'psk and pskId do not fit the mode');
  const recipient = recipientOf(suite, parsed.data.recipientKey);
  if (!recipient) return refuse('hpke.key', 'recipientKey');
  const enc = fromHex(parsed.data.enc);
  const context = await setupReceiver({
    suite,
    mode,
    enc,
    info: fromHex(parsed.data.info),
    recipient,
    ...(senderKey === undefined ? {} : { sender: fromHex(senderKey) }),
    ...(psk && pskId ? { psk: { psk: fromHex(psk), id: fromHex(pskId) } } : {}),
  }).catch(() => undefined);
  if (!context?.ok) return refuse('hpke.key', 'enc or senderKey');
  const plaintexts: string[] = [];
  for (const [n, message] of messages.entries()) {
    const plain = contextOpen(context.value, n, fromHex(message.aad), fromHex(message.ct));
    if (!plain.ok) return refuse('hpke.open', `message ${n}`);
    plaintexts.push(toHex(plain.value));
  }
  return { ok: true, result: { plaintexts } };
}

// JAdES made here and judged here, with an independent JOSE library as witness; each way to tamper is refused by name.
import { createPublicKey, sign } from 'node:crypto';
import { flattenedVerify } from 'jose';
import { describe, expect, it } from 'vitest';
import { conformPki } from '../src/conform.ts';
import { signerFor } from '../src/issue/signer.ts';
import { buildJades, compactForm, type JadesDocument } from '../src/jades/build-jades.ts';
import { oids } from '../src/oids.ts';
import { buildTimeStampCertificate } from '../src/profile/time-stamp.ts';
import { buildTimeStamp } from '../src/timestamp/build-time-stamp.ts';
import { tokenOf } from '../src/timestamp/time-stamp-token.ts';
import { digestOf } from '../src/x509/digest-algorithm.ts';
import {
  cardAuthority,
  now,
  p256Key,
  rsaKey,
  senderAuthority,
  senderCertificate,
  serial,
  signatureCertificate,
  YEAR,
} from './test-authority.ts';

const authority = cardAuthority('signature');
const senders = senderAuthority();
const cardKey = rsaKey();
const card = signatureCertificate(authority.issuer, cardKey, { notAfter: now + 86_400_000 });
const agencyKey = p256Key();
const agency = senderCertificate(senders.issuer, agencyKey);
const payload = new TextEncoder().encode('申請 架空');
const b64 = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64');
const anchors = [b64(authority.certificate), b64(senders.certificate)];
const tsaSigner = signerFor(rsaKey());
const tsa = {
  signer: tsaSigner,
  policy: oids.timeStampPolicy,
  certificate: buildTimeStampCertificate(
    { serial: serial(), notBefore: now - YEAR / 2, notAfter: now + YEAR, organisation: 'TEST', spki: tsaSigner.spki },
    senders.issuer,
  ),
};
const stamp = async (data: Uint8Array): Promise<Uint8Array> => {
  const algorithm = { oid: oids.sha256, der: Buffer.from('300b0609608648016503040201', 'hex'), parameters: null };
  const request = { algorithm, imprint: digestOf('sha256', data), policy: undefined, nonce: undefined, certificateWanted: true };
  return tokenOf(await buildTimeStamp(request, tsa, now, serial()));
};

const byCard = (over: object = {}): Promise<JadesDocument> =>
  buildJades({
    payload,
    detached: true,
    certificates: [card],
    algorithm: 'RS256',
    sign: (data) => sign('sha256', data, cardKey),
    signingTime: now,
    ...over,
  });

const judge = async (document: unknown, over: object = {}) => {
  const data = typeof document === 'string' ? document : JSON.stringify(document);
  const verdict = await conformPki('jades.verify', {
    data,
    detached: b64(payload),
    trustAnchors: anchors,
    time: new Date(now).toISOString(),
    ...over,
  });
  return verdict.ok ? (verdict.result as { signers: Record<string, unknown>[] }).signers[0] : verdict.error.code;
};

/** Signed anew by the card with a changed header. */
async function withHeader(change: (header: Record<string, unknown>) => void): Promise<JadesDocument> {
  const made = await byCard();
  const header = JSON.parse(Buffer.from(made.protected, 'base64url').toString()) as Record<string, unknown>;
  change(header);
  const text = Buffer.from(JSON.stringify(header)).toString('base64url');
  const content = header.b64 === false ? Buffer.from(payload) : Buffer.from(Buffer.from(payload).toString('base64url'));
  return { protected: text, signature: sign('sha256', Buffer.concat([Buffer.from(`${text}.`), content]), cardKey).toString('base64url') };
}

describe('JAdES', () => {
  it('is made by card and by agency, attached, detached and compact', async () => {
    expect(await judge(await byCard())).toMatchObject({ intact: true, level: 'B', trusted: true });
    expect(await judge(compactForm(await byCard()))).toMatchObject({ intact: true });
    expect(await judge(b64(Buffer.from(compactForm(await byCard({ detached: false })))), { detached: undefined })).toMatchObject({
      intact: true,
    });
    const es = await byCard({
      certificates: [agency],
      algorithm: 'ES256',
      sign: (data: Uint8Array) => sign('sha256', data, { key: agencyKey, dsaEncoding: 'ieee-p1363' }),
    });
    expect(await judge(es)).toMatchObject({ intact: true, trusted: true });
    const verified = await flattenedVerify({ ...es, payload: Buffer.from(payload).toString('base64url') }, createPublicKey(agencyKey));
    expect(Buffer.from(verified.payload).equals(Buffer.from(payload))).toBe(true);
  });

  it('outlives its certificate with a time stamp only', async () => {
    const later = { time: new Date(now + 30 * 86_400_000).toISOString() };
    expect(await judge(await byCard({ stamp }), later)).toMatchObject({ intact: true, level: 'T', trusted: true });
    expect(await judge(await byCard(), later)).toMatchObject({ intact: true, trusted: false, trustReason: 'expired' });
    const foreign = await byCard({ stamp: () => stamp(new Uint8Array([1])) });
    expect(await judge(foreign, later)).toMatchObject({ intact: true, level: 'B', trusted: false });
  });

  it('is refused by name when tampered with', async () => {
    const made = await byCard();
    expect(await judge(made, { detached: b64(payload.subarray(1)) })).toMatchObject({ intact: false, reason: 'signature' });
    expect(await judge(made, { detached: undefined })).toMatchObject({ intact: false, reason: 'no-content' });
    expect(await judge(await withHeader((h) => Object.assign(h, { 'x5t#S256': 'A'.repeat(43) })))).toMatchObject({
      intact: false,
      reason: 'signing-certificate',
    });
    expect(await judge(await withHeader((h) => Object.assign(h, { x5c: [b64(agency)] })))).toMatchObject({
      intact: false,
      reason: 'signing-certificate',
    });
    expect(await judge(await withHeader((h) => Object.assign(h, { crit: ['exotic'], exotic: 1 })))).toMatchObject({
      intact: false,
      reason: 'critical-parameter',
    });
    expect(await judge(await withHeader((h) => Object.assign(h, { b64: false })))).toMatchObject({
      intact: false,
      reason: 'critical-parameter',
    });
    expect(await judge(await withHeader((h) => Object.assign(h, { alg: 'none' })))).toMatchObject({
      intact: false,
      reason: 'algorithm-refused',
    });
    expect(await judge(await withHeader((h) => Object.assign(h, { alg: 'ES256' })))).toMatchObject({ intact: false });
    expect(
      await judge(
        await withHeader((h) => {
          delete h.x5c;
          delete h['x5t#S256'];
        }),
      ),
    ).toMatchObject({ intact: false, reason: 'no-certificate' });
    expect(await judge('a.b')).toBe('input.malformed');
  });

  it('takes detached objects by reference and by hash, and unencoded payloads', async () => {
    expect(await judge(await withHeader((h) => Object.assign(h, { b64: false, crit: ['b64'] })))).toMatchObject({ intact: true });
    const sigD = { pars: ['form.json'], mId: 'http://uri.etsi.org/19182/ObjectIdByURI' };
    expect(await judge(await withHeader((h) => Object.assign(h, { sigD, crit: ['sigD'] })))).toMatchObject({ intact: true });
    expect(await judge(await withHeader((h) => Object.assign(h, { sigD })))).toMatchObject({ intact: false, reason: 'critical-parameter' });
  });

  it('lists counter-signatures', async () => {
    const made = await byCard();
    const counter = await buildJades({
      payload: Buffer.from(made.signature),
      detached: true,
      certificates: [agency],
      algorithm: 'ES256',
      sign: (data) => sign('sha256', data, { key: agencyKey, dsaEncoding: 'ieee-p1363' }),
      signingTime: now,
    });
    const signed = { ...made, header: { etsiU: [{ cSig: counter }] } };
    expect(await judge(signed)).toMatchObject({ intact: true, counterSignatures: [{ intact: true }] });
    const other = { ...(await byCard({ signingTime: now - 1000 })), header: { etsiU: [{ cSig: counter }] } };
    expect(await judge(other)).toMatchObject({ intact: true, counterSignatures: [{ intact: false }] });
  });
});

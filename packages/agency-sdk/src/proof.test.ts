// The proof of a signed application (CRT-02, JPK-05, JPK-12): made when the form comes in, judged offline years later, and each thing that can be
// wrong with it by name. Real cards, a responder and a time-stamping authority over HTTP.
import type { FormDocument } from '@shishobako/contracts/application';
import type { ApplicationProof } from '@shishobako/contracts/application-proof';
import type { TrustList } from '@shishobako/contracts/trust';
import { jsonSha256, sha256Base64url } from '@shishobako/crypto/node/digest';
import { signingKeyFrom } from '@shishobako/crypto/node/key-folder';
import { signEvidence } from '@shishobako/evidence/record-evidence';
import { fromBase64url, toBase64url } from '@shishobako/kernel/bytes';
import { canonicalJson } from '@shishobako/kernel/canonical-json';
import { rfc3339 } from '@shishobako/kernel/clock';
import { AgencyId, type Alias, type EnvelopeId, type KeyId, randomId, timeOrderedId } from '@shishobako/kernel/ids';
import { type CardCountry, makeCardCountry, type TestCard } from '@shishobako/testkit/card-country';
import { newPem } from '@shishobako/testkit/new-pem';
import { startTimeStampDesk, type TimeStampDesk } from '@shishobako/testkit/time-stamp-desk';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { makeProofKeeper, type Provable } from './keep-proof.ts';
import { verifyProof } from './verify-proof.ts';

const agency = AgencyId.parse('shionagi-city');
const recipient = 'http://127.0.0.1:4611';
const reader = 'http://localhost:4601';
const day = 86_400_000;

describe('the proof of an application', () => {
  let country: CardCountry;
  let tsa: TimeStampDesk;
  let card: TestCard;
  let trust: TrustList;
  const platform = signingKeyFrom(newPem());
  beforeAll(async () => {
    [country, tsa] = await Promise.all([makeCardCountry(), startTimeStampDesk()]);
    card = await country.makeCard({ notAfter: Date.now() + day });
    const { kid, jwk } = platform;
    trust = {
      ...{ v: 'epob-trust-v1', operator: { ja: '試験', en: 'Test' }, created: rfc3339(Date.now()), joined: true, readers: [reader] },
      anchors: [...country.anchors, tsa.anchor],
      services: [
        { service: 'platform', url: 'http://127.0.0.1:9', origin: 'test/platform', logKey: null, keys: [{ kid, use: 'evidence', jwk }] },
      ],
      ocspUrl: country.ocspUrl,
    };
  }, 60_000);
  afterAll(async () => {
    vi.useRealTimers();
    await Promise.all([country?.close(), tsa?.close()]);
  });

  async function provable(signer = card, use?: 'auth', name = '見本 太郎'): Promise<Provable> {
    const env = timeOrderedId<EnvelopeId>();
    const document: FormDocument = {
      ...{ v: 'epob-form-v1', env, agency, form: 'moving-out/v1', title: '転出届（架空）', salt: 'a'.repeat(43) },
      ...{ created: rfc3339(Date.now()), fields: { name } },
    };
    const bytes = canonicalJson(document);
    const request = { title: document.title, sha256: sha256Base64url(bytes), recipient };
    const header = {
      ...{ v: 'epob-application-v1' as const, env, from: randomId<Alias>(), to: agency, class: 'C3' as const },
      ...{ created: rfc3339(Date.now()), kid: randomId<KeyId>(), sha256: 'b'.repeat(43) },
    };
    const issuer = { service: 'platform' as const, origin: 'test/platform', kid: platform.kid, key: platform.privateKey };
    const content = { headerSha256: jsonSha256(header), contentCommit: null };
    const { ref } = signEvidence(issuer, { event: 'apply.accepted', env, content });
    return { header, submission: ref, document: toBase64url(bytes), signed: await signer.signDocument(request, reader, use) };
  }
  // Anew each time: a status heard before would hide that the responder is gone.
  const keep = (given: Provable) => makeProofKeeper({ trust, tsaUrl: tsa.url, clock: Date.now })(given);
  async function make(given?: Provable): Promise<ApplicationProof> {
    const kept = await keep(given ?? (await provable()));
    if (!kept.ok) throw new Error(JSON.stringify(kept.error));
    return JSON.parse(JSON.stringify(kept.value)) as ApplicationProof;
  }
  const judged = (proof: unknown, by = trust) => {
    const { verdict, problems } = verifyProof(proof, by);
    return [verdict, ...problems.map(({ kind }) => kind)];
  };

  it('holds, and names signer, time and office', async () => {
    const verdict = verifyProof(await make(), trust);
    expect(verdict).toMatchObject({ verdict: 'proven', problems: [], document: { fields: { name: '見本 太郎' } } });
    expect(verdict.statements.map(({ ja }) => ja).join()).toMatch(/見本　太郎（1980-02-17）.*shionagi-city/s);
  });

  it('still holds when the certificate has expired and the services are gone, and when it is revoked later', async () => {
    const proof = await make();
    country.revoke(card.signSerial, Date.now() + 1000);
    tsa.setUp(false);
    country.setResponder(false);
    vi.useFakeTimers({ now: Date.now() + 900 * day, toFake: ['Date'] });
    expect(judged(proof)).toEqual(['proven']);
    vi.useRealTimers();
    tsa.setUp(true);
    country.setResponder(true);
    card = await country.makeCard({ notAfter: Date.now() + day });
  });

  it('is not made of a certificate that is revoked, nor without stamp or status', async () => {
    const lost = await country.makeCard();
    const given = await provable(lost);
    tsa.setUp(false);
    expect(await keep(given)).toMatchObject({ ok: false, error: { kind: 'stamp.unavailable' } });
    tsa.setUp(true);
    country.setResponder(false);
    expect(await keep(given)).toMatchObject({ ok: false, error: { kind: 'values.unavailable' } });
    country.setResponder(true);
    country.revoke(lost.signSerial);
    expect(await keep(given)).toMatchObject({ ok: false, error: { kind: 'values.revoked' } });
  });

  it('names what was changed', async () => {
    const [proof, other] = [await make(), await make(await provable(card, undefined, '架空 花子'))];
    const flipped = fromBase64url(proof.signed.signature);
    flipped[9] = (flipped[9] as number) ^ 1;
    const changes: Record<string, [Partial<ApplicationProof>, ...string[]]> = {
      'another form': [{ document: other.document }, 'document.altered', 'document.altered'],
      'another title': [
        { signed: { ...proof.signed, statement: { ...proof.signed.statement, title: '委任状' } } },
        'document.altered',
        'signature.invalid',
      ],
      'an edited signature': [{ signed: { ...proof.signed, signature: toBase64url(flipped) } }, 'signature.invalid'],
      'another envelope': [{ header: other.header, submission: other.submission }, 'document.altered'],
      'another header under the same evidence': [{ header: { ...proof.header, from: randomId<Alias>() } }, 'evidence.other-letter'],
      'evidence of another time': [{ submission: { ...proof.submission, time: rfc3339(Date.now() - day) } }, 'evidence.signature'],
    };
    for (const [change, [over, ...kinds]] of Object.entries(changes))
      expect(judged({ ...proof, ...over }), change).toEqual(['wrong', ...kinds]);
  });

  it('says what is missing: a stamp of another signature, a status of another certificate, an authority nobody pinned', async () => {
    const proof = await make();
    const stranger = await make(await provable(await country.makeCard()));
    expect(judged({ ...proof, stamp: stranger.stamp })).toEqual(['missing', 'stamp.none']);
    expect(judged({ ...proof, ocspResponses: [] })).toEqual(['missing', 'status.none']);
    expect(judged({ ...proof, ocspResponses: stranger.ocspResponses })).toEqual(['missing', 'status.none']);
    const without = (purpose: string) => ({ ...trust, anchors: trust.anchors.filter((a) => a.purpose !== purpose) });
    expect(judged(proof, without('sender'))).toEqual(['missing', 'stamp.none']);
    expect(judged(proof, without('signature'))).toEqual(['wrong', 'certificate.untrusted']);
  });

  it('is refused when the login key signed, and when it is no proof at all', async () => {
    const given = await provable(card, 'auth');
    expect(await keep(given)).toMatchObject({ ok: false, error: { kind: 'values.no-path' } });
    const honest = await make();
    expect(judged({ ...honest, signed: given.signed })[0]).toBe('wrong');
    for (const bad of [
      null,
      'text',
      {},
      { ...honest, v: 'epob-application-proof-v9' },
      { ...honest, stamp: '!' },
      { ...honest, stamp: 'A===' },
    ])
      expect(judged(bad)[0]).toBe('wrong');
  });

  it('with a certificate that cannot be read is wrong, and judged all the same', async () => {
    const proof = await make();
    const broken = (der: string, from: string, to: string) => {
      const text = Buffer.from(der, 'base64').toString('hex');
      expect(text).toContain(from);
      return Buffer.from(text.replace(from, to), 'hex').toString('base64');
    };
    const name = Buffer.from('見本').toString('hex');
    const certificate = broken(proof.signed.certificate, name, `ff${name.slice(2)}`);
    expect(judged({ ...proof, signed: { ...proof.signed, certificate } })).toEqual(['wrong', 'certificate.untrusted']);
    // Extended key usage of the responder: an identifier that is none.
    const [answer = ''] = proof.ocspResponses;
    expect(judged({ ...proof, ocspResponses: [broken(answer, '06082b06010505070309', '05082b06010505070309')] })[0]).toBe('wrong');
  });
});

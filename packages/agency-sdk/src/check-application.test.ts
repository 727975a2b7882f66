// What an agency believes of an application and what it sends back, each with its own name (JPK-05, JPK-06): real cards, real seals, a
// responder over HTTP; every attack holds what its adversary would hold.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { FormDocument, SealedApplication, WaitingApplication } from '@shishobako/contracts/application';
import type { SignedDocumentStatement } from '@shishobako/contracts/document-statement';
import type { TrustList } from '@shishobako/contracts/trust';
import { jsonSha256, sha256Base64url } from '@shishobako/crypto/node/digest';
import { signingKeyFrom } from '@shishobako/crypto/node/key-folder';
import { sealApplication } from '@shishobako/crypto/web/seal-application';
import { signEvidence } from '@shishobako/evidence/record-evidence';
import { fromBase64url, toBase64url } from '@shishobako/kernel/bytes';
import { canonicalJson } from '@shishobako/kernel/canonical-json';
import { AgencyId, type Alias, type EnvelopeId, randomId, timeOrderedId } from '@shishobako/kernel/ids';
import { type CardCountry, makeCardCountry, type TestCard } from '@shishobako/testkit/card-country';
import { newPem } from '@shishobako/testkit/new-pem';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type ApplicationKey, openApplicationKey } from './application-desk.ts';
import { makeApplicationCheck } from './check-application.ts';

const agency = AgencyId.parse('shionagi-city');
const recipient = 'http://127.0.0.1:4611';
const reader = 'http://localhost:4601';
const label = { ja: '項目', en: 'Field' };
const field = { label, help: null, kind: 'text' as const, options: [], required: true, max: 200, prefill: null };
const form = {
  ...{ id: 'moving-out/v1', name: label, description: label, class: 'C3' as const, basis: '試験', procedures: [] },
  fields: [
    { ...field, id: 'name', attribute: 'name' as const },
    { ...field, id: 'address', attribute: 'address' as const },
  ],
};
const honest = { name: '見本 太郎', address: '架空県汐凪市見本町1-2-3' };

describe('an application in the agency', () => {
  let country: CardCountry;
  let card: TestCard;
  let key: ApplicationKey;
  let otherKey: ApplicationKey;
  let trust: TrustList;
  const platformKey = signingKeyFrom(newPem());
  const dir = mkdtempSync(join(tmpdir(), 'application-'));
  beforeAll(async () => {
    country = await makeCardCountry();
    card = await country.makeCard();
    key = await openApplicationKey(join(dir, 'own'));
    otherKey = await openApplicationKey(join(dir, 'other'));
    const { kid, jwk } = platformKey;
    trust = {
      ...{ v: 'epob-trust-v1', operator: label, created: new Date().toISOString(), joined: true, readers: [reader] },
      anchors: [...country.anchors],
      services: [
        { service: 'platform', url: 'http://127.0.0.1:9', origin: 'test/platform', logKey: null, keys: [{ kid, use: 'evidence', jwk }] },
      ],
      ocspUrl: country.ocspUrl,
    };
  }, 60_000);
  afterAll(async () => {
    await country?.close();
    rmSync(dir, { recursive: true, force: true });
  });

  type Made = { document: FormDocument; signed: SignedDocumentStatement };
  async function write(over: Partial<FormDocument> = {}, to = recipient, use?: 'auth', signer = card): Promise<Made> {
    const document: FormDocument = {
      ...{ v: 'epob-form-v1', env: timeOrderedId<EnvelopeId>(), agency, form: form.id, title: '転出届（架空）', salt: 'a'.repeat(43) },
      ...{ created: new Date().toISOString(), fields: honest },
      ...over,
    };
    const sha256 = sha256Base64url(canonicalJson(document));
    return { document, signed: await signer.signDocument({ title: document.title, sha256, recipient: to }, reader, use) };
  }
  async function seal({ document, signed }: Made, env = document.env, to = key): Promise<SealedApplication> {
    const sealed = await sealApplication(
      { env, from: randomId<Alias>(), to: agency, class: 'C3', created: new Date().toISOString(), kid: to.kid },
      { v: 'epob-application-content-v1', document: toBase64url(canonicalJson(document)), signed },
      to.kem.publicKey,
    );
    if (!sealed.ok) throw new Error(sealed.error.kind);
    return sealed.value;
  }
  function taken(application: SealedApplication): WaitingApplication {
    const { header } = application;
    const issuer = { service: 'platform' as const, origin: 'test/platform', kid: platformKey.kid, key: platformKey.privateKey };
    const content = { headerSha256: jsonSha256(header), contentCommit: null };
    const { ref } = signEvidence(issuer, { event: 'apply.accepted', env: header.env, content });
    return { application, submitted: ref.time, evidence: ref, reply: null };
  }
  const check = (waiting: WaitingApplication) =>
    makeApplicationCheck({ agency, recipient, key, forms: [form], trust, clock: Date.now })(waiting);
  async function refusalOf(application: SealedApplication): Promise<string | null> {
    const checked = await check(taken(application));
    return checked.ok ? checked.value.refusal : checked.error.kind;
  }

  it('passes with the verified signer, and says what had to be made alike', async () => {
    const checked = await check(taken(await seal(await write())));
    expect(checked).toMatchObject({ ok: true, value: { refusal: null, signer: { name: '見本　太郎', dateOfBirth: '1980-02-17' } } });
    expect(checked.ok && checked.value.match).toMatchObject({ result: 'normalised', fields: { name: { result: 'normalised' } } });
  });

  it('returns a form in another’s name', async () => {
    expect(await refusalOf(await seal(await write({ fields: { ...honest, name: '架空 花子' } })))).toBe('applicant.other');
  });

  it('returns a signed form sent again in another envelope', async () => {
    expect(await refusalOf(await seal(await write(), timeOrderedId<EnvelopeId>()))).toBe('document.altered');
  });

  it('returns edited ciphertext, also when the header is made to fit', async () => {
    const application = await seal(await write());
    const bytes = fromBase64url(application.sealed);
    bytes[bytes.length - 20] = (bytes[bytes.length - 20] as number) ^ 1;
    const edited = { ...application, sealed: toBase64url(bytes) };
    expect(await refusalOf(edited)).toBe('seal.broken');
    expect(await refusalOf({ ...edited, header: { ...application.header, sha256: sha256Base64url(bytes) } })).toBe('seal.broken');
  });

  it('returns what is sealed to another agency’s key, or signed for another recipient', async () => {
    const made = await write();
    const other = await seal(made, made.document.env, otherKey);
    expect(await refusalOf(other)).toBe('seal.broken');
    expect(await refusalOf({ ...other, header: { ...other.header, kid: key.kid } })).toBe('seal.broken');
    expect(await refusalOf(await seal(await write({}, 'http://127.0.0.1:4612')))).toBe('document.other-recipient');
    expect(await refusalOf(await seal(await write({ agency: AgencyId.parse('yaegumo-city') })))).toBe('document.other-recipient');
  });

  it('returns an altered form and a forged statement', async () => {
    const { document, signed } = await write();
    const altered = { ...document, fields: { ...honest, address: '別の住所' } };
    expect(await refusalOf(await seal({ document: altered, signed }))).toBe('document.altered');
    const sha256 = sha256Base64url(canonicalJson(altered));
    const forged = { ...signed, statement: { ...signed.statement, sha256 } };
    expect(await refusalOf(await seal({ document: altered, signed: forged }))).toBe('signature.invalid');
  });

  it('returns the authentication key in place of the signing key, and a card of another country', async () => {
    expect(await refusalOf(await seal(await write({}, recipient, 'auth')))).toBe('certificate.wrong-purpose');
    const strangers = await makeCardCountry();
    const stranger = await strangers.makeCard();
    expect(await refusalOf(await seal(await write({}, recipient, undefined, stranger)))).toBe('certificate.untrusted');
    await strangers.close();
  }, 30_000);

  it('counts the certificate’s status at the moment of submission', async () => {
    const second = await country.makeCard();
    const before = await seal(await write({}, recipient, undefined, second));
    country.revoke(second.signSerial, Date.now() - 5_000);
    expect(await refusalOf(before)).toBe('certificate.revoked');
    const third = await country.makeCard();
    const waiting = taken(await seal(await write({}, recipient, undefined, third)));
    country.revoke(third.signSerial, Date.now() + 2_000);
    expect(await check(waiting)).toMatchObject({ ok: true, value: { refusal: null } });
  }, 30_000);

  it('decides nothing without a status answer or without the platform’s evidence', async () => {
    const fourth = await country.makeCard();
    const application = await seal(await write({}, recipient, undefined, fourth));
    country.setResponder(false);
    expect(await refusalOf(application)).toBe('revocation.unavailable');
    country.setResponder(true);
    const others = taken(await seal(await write()));
    expect(await check({ ...others, application })).toEqual({ ok: false, error: { kind: 'evidence.invalid' } });
  }, 30_000);
});

// A small country of cards for tests: authorities in the JPKI shape, an OCSP responder that answers over HTTP, and virtual cards of
// fictional people. Everything is made in the run; two countries never trust each other.
import { generateKeyPair, type KeyObject, randomBytes } from 'node:crypto';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';
import { promisify } from 'node:util';
import { makeCardClient } from '@shishobako/card/card-client';
import type { CardState } from '@shishobako/card/card-state';
import { digestToSign } from '@shishobako/card/digest-to-sign';
import { installCertificates, personaliseCard } from '@shishobako/card/personalise-card';
import { signDocument } from '@shishobako/card/sign-document';
import { signStatement } from '@shishobako/card/sign-statement';
import { signWith } from '@shishobako/card/sign-with';
import { makeVirtualCard } from '@shishobako/card/virtual-card';
import type { CardRequest, SignedCardStatement } from '@shishobako/contracts/card-statement';
import type { DocumentRequest, SignedDocumentStatement } from '@shishobako/contracts/document-statement';
import type { TrustAnchor } from '@shishobako/contracts/trust';
import { toBase64, toBase64url, toHex } from '@shishobako/kernel/bytes';
import { canonicalJson } from '@shishobako/kernel/canonical-json';
import { type Clock, rfc3339, systemClock } from '@shishobako/kernel/clock';
import { buildOcspResponse } from '@shishobako/pki/issue/build-ocsp-response';
import type { Issuer } from '@shishobako/pki/issue/issuer';
import { type Signer, signerFor } from '@shishobako/pki/issue/signer';
import {
  buildAuthenticationCertificate,
  buildCardCa,
  buildOcspResponderCertificate,
  buildSignatureCertificate,
} from '@shishobako/pki/profile/jpki';
import { type CardUse, caName, SIMULATED_ORGANISATION } from '@shishobako/pki/profile/jpki-names';
import { certIdFor, readOcspRequest, sameCertId } from '@shishobako/pki/revocation/ocsp-request';
import { readCertificate } from '@shishobako/pki/x509/certificate';

const day = 86_400_000;
const municipality = { code: '99001', prefecture: 'Kakuu-ken', name: 'Shionagi-shi' };
const generate = promisify(generateKeyPair);
const rsaKey = async (): Promise<KeyObject> => (await generate('rsa', { modulusLength: 2048 })).privateKey;
const newSerial = (): Uint8Array => Uint8Array.of(0x10, ...randomBytes(3));

export type TestCard = {
  readonly state: CardState;
  readonly pin: string;
  /** Hex serial of the user-authentication certificate: what `revoke` takes. */
  readonly serial: string;
  /** Of the signing certificate. */
  readonly signSerial: string;
  /** Signs a document with the signing key; `use: 'auth'` puts the other key in its place, as only an attacker would. */
  signDocument(request: DocumentRequest, origin: string, use?: 'auth'): Promise<SignedDocumentStatement>;
  /** Signs with the user-authentication key, as the card program on `origin` would. */
  sign(request: CardRequest, origin: string): Promise<SignedCardStatement>;
  /** User-authentication certificate, DER in base64. */
  readonly certificate: string;
  /** Signs any statement with the user-authentication key: a phone's link, a phone's end. */
  signAny<S>(statement: S): Promise<{ statement: S; signature: string; certificate: string }>;
  /** The statement signed with the signing key (署名用) and its certificate: what a confused caller might send. */
  signWithSigningKey(request: CardRequest, origin: string): Promise<SignedCardStatement>;
};

export type CardCountry = {
  readonly anchors: readonly TrustAnchor[];
  readonly ocspUrl: string;
  makeCard(options?: { notBefore?: number; notAfter?: number; device?: 'card' | 'phone' }): Promise<TestCard>;
  /** `at` in milliseconds; a second ago unless given. */
  revoke(serial: string, at?: number): void;
  /** While down, the responder answers 500. */
  setResponder(up: boolean): void;
  close(): Promise<void>;
};

type Authority = { readonly issuer: Issuer; readonly certificate: Uint8Array; readonly anchor: TrustAnchor };

async function makeAuthority(use: CardUse, now: number): Promise<Authority> {
  const signer = signerFor(await rsaKey());
  const period = { serial: newSerial(), notBefore: now - 4000 * day, notAfter: now + 4000 * day };
  const certificate = buildCardCa(use, SIMULATED_ORGANISATION, period, signer);
  const anchor: TrustAnchor = {
    purpose: use,
    name: `test ${use}`,
    certificate: toBase64(certificate),
    validFrom: rfc3339(period.notBefore),
    validTo: rfc3339(period.notAfter),
    accreditation: { by: { ja: '試験', en: 'Test' }, basis: 'test', from: rfc3339(period.notBefore), to: null },
  };
  return { issuer: { name: caName(use, SIMULATED_ORGANISATION), serial: period.serial, signer }, certificate, anchor };
}

/** Serial numbers that are revoked, and when. */
type Revoked = ReadonlyMap<string, number>;

/** One address for the authorities of both purposes; each answers for its own certificates. */
async function startResponder(authorities: readonly Authority[], revoked: Revoked, clock: Clock, isUp: () => boolean): Promise<Server> {
  const signer: Signer = signerFor(await rsaKey());
  const responders = authorities.map(({ certificate, issuer }) => ({
    issuer: readCertificate(certificate),
    certificate: buildOcspResponderCertificate(
      { serial: newSerial(), notBefore: clock() - day, notAfter: clock() + 4000 * day, name: SIMULATED_ORGANISATION, spki: signer.spki },
      issuer,
    ),
  }));
  const server = createServer(async (request, response) => {
    if (!isUp()) return void response.writeHead(500).end();
    const { ids, nonce } = readOcspRequest(await buffer(request));
    const now = clock();
    const times = { thisUpdate: now, nextUpdate: now + 300_000 };
    const asked = responders.find((one) => ids.every((id) => sameCertId(id, certIdFor(one.issuer, id.serial, id.hash))));
    if (!asked) return void response.writeHead(404).end();
    const answers = ids.map((id) => {
      const revokedAt = revoked.get(id.serial);
      return revokedAt === undefined ? { id, ...times, status: 'good' as const } : { id, ...times, status: 'revoked' as const, revokedAt };
    });
    response.setHeader('content-type', 'application/ocsp-response');
    response.end(buildOcspResponse({ producedAt: now, answers, nonce, responderCertificate: asked.certificate }, signer));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return server;
}

async function personalise(
  signature: Authority,
  authentication: Authority,
  { notBefore, notAfter, device }: { notBefore: number; notAfter: number; device: 'card' | 'phone' },
) {
  const pin = '1234';
  const { state, authSpki, signSpki } = await personaliseCard({
    id: `fictional-${toHex(randomBytes(4))}`,
    label: { ja: '見本 太郎（架空）', en: 'Mihon Taro (fictional)' },
    expires: '2034-04-02',
    holder: { name: '見本　太郎', address: '架空県汐凪市見本町１－２－３', birthDate: '19800217', sex: '1' },
    pins: { auth: pin, sign: 'ABC123XYZ', inputAssist: '9876' },
  });
  const common = {
    notBefore,
    notAfter,
    organisation: SIMULATED_ORGANISATION,
    municipality,
    device,
    issueId: '2610210001234500000000000001',
  };
  const serial = newSerial();
  const auth = buildAuthenticationCertificate({ ...common, serial, spki: authSpki }, authentication.issuer);
  const attributes = {
    name: '見本　太郎',
    nameSubstitutes: '00000',
    sex: '1' as const,
    dateOfBirth: '1980-02-17',
    address: '架空県汐凪市見本町１－２－３',
    addressSubstitutes: '0'.repeat([...'架空県汐凪市見本町１－２－３'].length),
  };
  const signSerial = newSerial();
  const sign = buildSignatureCertificate({ ...common, serial: signSerial, spki: signSpki, attributes }, signature.issuer);
  const installed = installCertificates(state, {
    auth: { certificate: auth, ca: authentication.certificate },
    sign: { certificate: sign, ca: signature.certificate },
  });
  if (!installed.ok) throw new Error(installed.error.kind);
  return { state, pin, serial: toHex(serial), signSerial: toHex(signSerial) };
}

export async function makeCardCountry({ clock = systemClock }: { clock?: Clock } = {}): Promise<CardCountry> {
  const now = clock();
  const [signature, authentication] = await Promise.all([makeAuthority('signature', now), makeAuthority('authentication', now)]);
  const revoked = new Map<string, number>();
  let up = true;
  const responder = await startResponder([signature, authentication], revoked, clock, () => up);

  return {
    anchors: [signature.anchor, authentication.anchor],
    ocspUrl: `http://127.0.0.1:${(responder.address() as AddressInfo).port}/`,
    async makeCard({ notBefore = now - day, notAfter = now + 1000 * day, device = 'card' } = {}) {
      const card = await personalise(signature, authentication, { notBefore, notAfter, device });
      const signAt = async (state: CardState, at: Clock, request: CardRequest, origin: string): Promise<SignedCardStatement> => {
        const chip = makeVirtualCard(structuredClone(state), { onChange: () => {} });
        const client = makeCardClient({ transmit: async (apdu) => chip.process(apdu) });
        const signed = await signStatement(client, { request, origin, pin: card.pin }, at);
        if (!signed.ok) throw new Error(signed.error.kind);
        return signed.value;
      };
      return {
        ...card,
        // The card program refuses an expired certificate itself; services must not rely on that, so the card is asked in its valid time.
        certificate: card.state.auth.certificate ?? '',
        async signAny(statement) {
          const chip = makeVirtualCard(structuredClone(card.state), { onChange: () => {} });
          const client = makeCardClient({ transmit: async (apdu) => chip.process(apdu) });
          const at = () => Math.min(clock(), notAfter - 1000);
          const signed = await signWith(client, { key: 'auth', secret: card.pin, statement }, at);
          if (!signed.ok) throw new Error(signed.error.kind);
          return signed.value;
        },
        sign: (request, origin) => signAt(card.state, () => Math.min(clock(), notAfter - 1000), request, origin),
        async signDocument(request, origin, use) {
          const chip = makeVirtualCard(structuredClone(card.state), { onChange: () => {} });
          const client = makeCardClient({ transmit: async (apdu) => chip.process(apdu) });
          if (use === 'auth') {
            const selected = await client.select();
            const verified = await client.verifyPin('auth', card.pin);
            const certificate = await client.readCertificate('auth');
            if (!selected.ok || !verified.ok || !certificate.ok) throw new Error('the card refused');
            const statement = { v: 'epob-document-v1' as const, ...request, origin, created: rfc3339(clock()) };
            const digest = await digestToSign(certificate.value, canonicalJson(statement));
            const signature = digest && (await client.sign('auth', digest));
            if (!signature?.ok) throw new Error('the card refused');
            return { statement, signature: toBase64url(signature.value), certificate: toBase64(certificate.value) };
          }
          const signed = await signDocument(client, { request, origin, password: 'ABC123XYZ' }, clock);
          if (!signed.ok) throw new Error(signed.error.kind);
          return signed.value;
        },
        signWithSigningKey: (request, origin) => signAt({ ...card.state, auth: card.state.sign }, clock, request, origin),
      };
    },
    revoke: (serial, at = clock() - 1000) => void revoked.set(serial, at),
    setResponder(value) {
      up = value;
    },
    close: () => new Promise((resolve) => responder.close(() => resolve())),
  };
}

// A sender authority for tests, with an OCSP responder over HTTP: certificates for fictional agencies, valid, expired or revoked.
import { createPublicKey, randomBytes } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';
import type { TrustAnchor } from '@shishobako/contracts/trust';
import { type SigningKey, signingKeyFrom } from '@shishobako/crypto/node/key-folder';
import { toBase64, toHex } from '@shishobako/kernel/bytes';
import { type Clock, rfc3339, systemClock } from '@shishobako/kernel/clock';
import { buildOcspResponse } from '@shishobako/pki/issue/build-ocsp-response';
import { signerFor } from '@shishobako/pki/issue/signer';
import { buildOcspResponderCertificate } from '@shishobako/pki/profile/jpki';
import { buildSenderCa, buildSenderCertificate, senderCaName } from '@shishobako/pki/profile/sender';
import { readOcspRequest } from '@shishobako/pki/revocation/ocsp-request';
import { newPem } from './new-pem.ts';

const day = 86_400_000;
const organisation = 'Shishobako Test';
const newSerial = (): Uint8Array => Uint8Array.of(0x20, ...randomBytes(7));
const newSigner = () => signerFor(signingKeyFrom(newPem()).privateKey);

export type Sender = { readonly key: SigningKey; readonly x5c: readonly string[]; readonly serial: string };
export type SenderDesk = {
  readonly anchor: TrustAnchor;
  readonly ocspUrl: string;
  certify(agencyId: string, corporateNumber: string, period?: { notBefore?: number; notAfter?: number }): Sender;
  revoke(serial: string): void;
  setResponder(up: boolean): void;
  close(): Promise<void>;
};

export async function startSenderDesk({ clock = systemClock }: { clock?: Clock } = {}): Promise<SenderDesk> {
  const now = clock();
  const period = { serial: newSerial(), notBefore: now - 100 * day, notAfter: now + 1000 * day };
  const signer = newSigner();
  const certificate = buildSenderCa(organisation, period, signer);
  const issuer = { name: senderCaName(organisation), serial: period.serial, signer };
  const responder = newSigner();
  const responderCertificate = buildOcspResponderCertificate(
    { ...period, serial: newSerial(), name: organisation, spki: responder.spki },
    issuer,
  );
  const revoked = new Set<string>();
  let up = true;
  const server = createServer(async (request, response) => {
    if (!up) return void response.writeHead(500).end();
    const { ids, nonce } = readOcspRequest(await buffer(request));
    const times = { thisUpdate: clock(), nextUpdate: clock() + 300_000 };
    const answers = ids.map((id) =>
      revoked.has(id.serial)
        ? { id, ...times, status: 'revoked' as const, revokedAt: clock() - 1000 }
        : { id, ...times, status: 'good' as const },
    );
    response.setHeader('content-type', 'application/ocsp-response');
    response.end(buildOcspResponse({ producedAt: clock(), answers, nonce, responderCertificate }, responder));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));

  return {
    anchor: {
      purpose: 'sender',
      name: 'test sender authority',
      certificate: toBase64(certificate),
      validFrom: rfc3339(period.notBefore),
      validTo: rfc3339(period.notAfter),
      accreditation: { by: { ja: '試験', en: 'Test' }, basis: 'test', from: rfc3339(period.notBefore), to: null },
    },
    ocspUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    certify(agencyId, corporateNumber, { notBefore = now - day, notAfter = now + 365 * day } = {}) {
      const key = signingKeyFrom(newPem());
      const serial = newSerial();
      const sender = { agencyId, corporateNumber, name: { ja: '汐凪市（架空）', en: 'Shionagi City (fictional)' } };
      const spki = createPublicKey(key.privateKey).export({ format: 'der', type: 'spki' });
      const der = buildSenderCertificate({ serial, notBefore, notAfter, sender, spki }, issuer);
      return { key, x5c: [toBase64(der)], serial: toHex(serial) };
    },
    revoke: (serial) => void revoked.add(serial),
    setResponder(value) {
      up = value;
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

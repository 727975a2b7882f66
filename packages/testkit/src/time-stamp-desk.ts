// A time-stamping authority for tests (RFC 3161 over HTTP), under a sender authority of its own.
import { generateKeyPairSync, randomBytes } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';
import type { TrustAnchor } from '@shishobako/contracts/trust';
import { toBase64 } from '@shishobako/kernel/bytes';
import { type Clock, rfc3339, systemClock } from '@shishobako/kernel/clock';
import { signerFor } from '@shishobako/pki/issue/signer';
import { oids } from '@shishobako/pki/oids';
import { buildSenderCa, senderCaName } from '@shishobako/pki/profile/sender';
import { buildTimeStampCertificate } from '@shishobako/pki/profile/time-stamp';
import { buildStampRefusal, buildTimeStamp, readTimeStampRequest } from '@shishobako/pki/timestamp/build-time-stamp';

const day = 86_400_000;
const organisation = 'Shishobako Test Time';
const newSigner = () => signerFor(generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey);

export type TimeStampDesk = {
  readonly anchor: TrustAnchor;
  readonly url: string;
  /** While down, it answers 500. */
  setUp(up: boolean): void;
  close(): Promise<void>;
};

export async function startTimeStampDesk({ clock = systemClock }: { clock?: Clock } = {}): Promise<TimeStampDesk> {
  const now = Math.floor(clock() / 1000) * 1000;
  const period = { notBefore: now - 100 * day, notAfter: now + 4000 * day };
  const signer = newSigner();
  const serial = Uint8Array.of(0x30, ...randomBytes(7));
  const certificate = buildSenderCa(organisation, { serial, ...period }, signer);
  const unit = newSigner();
  const wanted = { serial: Uint8Array.of(0x31, ...randomBytes(7)), ...period, organisation, spki: unit.spki };
  const own = buildTimeStampCertificate(wanted, { name: senderCaName(organisation), serial, signer });
  const authority = { signer: unit, certificate: own, policy: oids.timeStampPolicy };
  let up = true;
  const server = createServer(async (request, response) => {
    if (!up) return void response.writeHead(500).end();
    const asked = readTimeStampRequest(await buffer(request));
    response.setHeader('content-type', 'application/timestamp-reply');
    response.end(asked ? await buildTimeStamp(asked, authority, clock(), randomBytes(16)) : buildStampRefusal('badAlg'));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    anchor: {
      purpose: 'sender',
      name: 'test time authority',
      certificate: toBase64(certificate),
      validFrom: rfc3339(period.notBefore),
      validTo: rfc3339(period.notAfter),
      accreditation: { by: { ja: '試験', en: 'Test' }, basis: 'test', from: rfc3339(period.notBefore), to: null },
    },
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/tsa`,
    setUp(value) {
      up = value;
    },
    close: () => new Promise((resolve) => server.close(() => resolve())),
  };
}

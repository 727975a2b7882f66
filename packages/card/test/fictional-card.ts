// A card of an invented person, with certificates of a throw-away authority in the JPKI shape: for tests of the card edge alone.
import 'reflect-metadata';
import * as x509 from '@peculiar/x509';
import type { CardState, KeyAlgorithm } from '@shishobako/card/card-state';
import { installCertificates, personaliseCard } from '@shishobako/card/personalise-card';

x509.cryptoProvider.set(crypto);

export const PINS = { auth: '1234', sign: 'ABC123XYZ', inputAssist: '9876' } as const;
export const HOLDER = { name: '見本　花子', address: '青嶺県汐凪市海岸町１丁目２番３号', birthDate: '19900402', sex: '2' } as const;
const RSA = { name: 'RSASSA-PKCS1-v1_5', hash: 'SHA-256', modulusLength: 2048, publicExponent: new Uint8Array([1, 0, 1]) };
const DAY = 86_400_000;

export type FictionalCardOptions = {
  readonly id?: string;
  readonly notAfter?: Date;
  readonly label?: CardState['label'];
  readonly algorithm?: KeyAlgorithm;
};

export async function makeFictionalCard({
  id = 'mihon-hanako',
  notAfter,
  label,
  algorithm,
}: FictionalCardOptions = {}): Promise<CardState> {
  const { state, authSpki, signSpki } = await personaliseCard({
    id,
    label: label ?? { ja: '見本 花子（架空）', en: 'Mihon Hanako (fictional)' },
    expires: '2034-04-02',
    ...(algorithm && { algorithm }),
    holder: HOLDER,
    pins: PINS,
  });
  const until = notAfter ?? new Date(Date.now() + 365 * DAY);
  const auth = await certify(authSpki, 'user authentication', '1.2.392.200149.8.5.1.3.30', until);
  const sign = await certify(signSpki, 'digital signature', '1.2.392.200149.8.5.1.1.20', until);
  const installed = installCertificates(state, { auth, sign });
  if (!installed.ok) throw new Error(installed.error.kind);
  return state;
}

const subjectKey = (spki: Uint8Array) =>
  crypto.subtle.importKey('spki', new Uint8Array(spki), spki.length < 200 ? { name: 'ECDSA', namedCurve: 'P-384' } : RSA, true, ['verify']);

export async function certify(spki: Uint8Array, use: string, policy: string, notAfter: Date) {
  const caKeys = await crypto.subtle.generateKey(RSA, true, ['sign', 'verify']);
  const issuer = `C=JP, O=JPKI-TEST, OU=JPKI for ${use}`;
  const times = { notBefore: new Date(Math.min(Date.now(), notAfter.getTime()) - 2 * DAY), notAfter, signingAlgorithm: RSA };
  const ca = await x509.X509CertificateGenerator.createSelfSigned({
    ...times,
    name: issuer,
    keys: caKeys,
    extensions: [
      new x509.BasicConstraintsExtension(true, undefined, true),
      new x509.KeyUsagesExtension(x509.KeyUsageFlags.keyCertSign | x509.KeyUsageFlags.cRLSign, true),
    ],
  });
  const leaf = await x509.X509CertificateGenerator.create({
    ...times,
    subject: 'C=JP, CN=FICTIONAL99201100001A',
    issuer,
    publicKey: await subjectKey(spki),
    signingKey: caKeys.privateKey,
    extensions: [
      new x509.KeyUsagesExtension(
        x509.KeyUsageFlags.digitalSignature | (use === 'digital signature' ? x509.KeyUsageFlags.nonRepudiation : 0),
        true,
      ),
      new x509.CertificatePolicyExtension([policy], true),
    ],
  });
  return { certificate: new Uint8Array(leaf.rawData), ca: new Uint8Array(ca.rawData) };
}

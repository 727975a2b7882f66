// Three fictional professionals of the hospital with HPKI-shaped cards, under a simulated authority that lives only in this data folder. The
// third is certified, but for a role that may not ask about patients.
import { createPrivateKey, generateKeyPairSync, randomBytes } from 'node:crypto';
import { access, mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { installTokenCertificate, personaliseToken } from '@shishobako/card/virtual-token';
import { signerFor } from '@shishobako/pki/issue/signer';
import { buildHpkiCa, buildHpkiCertificate } from '@shishobako/pki/profile/hpki-issue';
import type { Issuer } from '@shishobako/pki/profile/jpki';
import { readCertificate } from '@shishobako/pki/x509/certificate';
import type { Layout } from '../start/layout.ts';

export type Professional = {
  readonly id: string;
  readonly pin: string;
  readonly role: string;
  readonly label: { readonly ja: string; readonly en: string };
};

export const professionals: readonly Professional[] = [
  {
    ...{ id: 'ishi-mitate', pin: '2001', role: 'Medical Doctor' },
    label: { ja: '医師　見立 あきら（架空）', en: 'Dr Mitate Akira, physician (fictional)' },
  },
  {
    ...{ id: 'kango-sewa', pin: '2002', role: 'General Nurse' },
    label: { ja: '看護師　世話 みのり（架空）', en: 'Sewa Minori, nurse (fictional)' },
  },
  {
    ...{ id: 'kanri-mamoru', pin: '2003', role: 'Director of Hospital' },
    label: { ja: '管理者　管理 まもる（架空）', en: 'Kanri Mamoru, director, no clinical role (fictional)' },
  },
];

const day = 86_400_000;
const exists = (path: string): Promise<boolean> =>
  access(path).then(
    () => true,
    () => false,
  );
const serial = (): Uint8Array => Uint8Array.of(0x30, ...randomBytes(7));

async function openAuthority(dir: string): Promise<{ certificate: Uint8Array; issuer: Issuer }> {
  const [keyFile, certificateFile] = [join(dir, 'hpki.key.pem'), join(dir, 'hpki.cert.der')];
  if (!(await exists(certificateFile))) {
    await mkdir(dir, { recursive: true, mode: 0o700 });
    const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
    const period = { serial: serial(), notBefore: Date.now() - day, notAfter: Date.now() + 3650 * day };
    const { certificate } = buildHpkiCa('HPKI-SIMULATED', period, signerFor(privateKey));
    await writeFile(keyFile, privateKey.export({ type: 'pkcs8', format: 'pem' }), { mode: 0o600 });
    await writeFile(certificateFile, certificate, { mode: 0o600 });
  }
  const certificate = await readFile(certificateFile);
  const read = readCertificate(certificate);
  const signer = signerFor(createPrivateKey(await readFile(keyFile)));
  return { certificate, issuer: { name: read.subject.der, serial: Buffer.from(read.serial, 'hex'), signer } };
}

/** Makes authority and cards when they are missing; answers the authority's certificate, base64 DER. */
export async function ensureProfessionals(layout: Layout): Promise<string> {
  const { certificate: ca, issuer } = await openAuthority(layout.keys('hpki'));
  await mkdir(layout.cards, { recursive: true, mode: 0o700 });
  for (const { id, pin, role, label } of professionals) {
    const file = join(layout.cards, `${id}.token.json`);
    if (await exists(file)) continue;
    const { state, signSpki, authSpki } = await personaliseToken({ id, label, profile: 'hpki', pins: { sign: `SIGN-${pin}`, auth: pin } });
    const period = { notBefore: Date.now() - day, notAfter: Date.now() + 365 * day, name: label.en, qualification: role };
    for (const [use, application, spki] of [
      ['signature', state.sign, signSpki],
      ['authentication', state.auth, authSpki],
    ] as const) {
      if (!application || !spki) continue;
      const installed = installTokenCertificate(application, buildHpkiCertificate({ ...period, serial: serial(), use, spki }, issuer), [
        ca,
      ]);
      if (!installed.ok) throw new Error(installed.error.kind);
    }
    await writeFile(file, JSON.stringify(state), { mode: 0o600 });
  }
  return Buffer.from(ca).toString('base64');
}

// Three fictional professionals of the hospital, their HPKI cards certified by the simulated authority. The third is certified, but for a role
// that may not ask about patients.
import { access, mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { installTokenCertificate, personaliseToken } from '@shishobako/card/virtual-token';
import { type HolderCertificate, ProfessionalIssued, type Qualification } from '@shishobako/contracts/ca-holder-api';
import { fromBase64, toBase64 } from '@shishobako/kernel/bytes';
import { callWithSecret } from '../start/json-call.ts';
import type { Layout } from '../start/layout.ts';

export type Professional = {
  readonly id: string;
  readonly pin: string;
  readonly qualification: Qualification;
  /** Romanised, as in the certificate. */
  readonly name: string;
  /** Of the head of an institution alone. */
  readonly institution?: string;
  readonly label: { readonly ja: string; readonly en: string };
};

export const professionals: readonly Professional[] = [
  {
    ...{ id: 'ishi-mitate', pin: '2001', name: 'Mitate Akira (fictional)', qualification: 'Medical Doctor' },
    label: { ja: '医師　見立 あきら（架空）', en: 'Dr Mitate Akira, physician (fictional)' },
  },
  {
    ...{ id: 'kango-sewa', pin: '2002', name: 'Sewa Minori (fictional)', qualification: 'General Nurse' },
    label: { ja: '看護師　世話 みのり（架空）', en: 'Sewa Minori, nurse (fictional)' },
  },
  {
    ...{ id: 'kanri-mamoru', pin: '2003', name: 'Kanri Mamoru (fictional)', qualification: 'Director of Hospital' },
    institution: 'Shionagi Central Hospital (fictional)',
    label: { ja: '管理者　管理 まもる（架空）', en: 'Kanri Mamoru, director, no clinical role (fictional)' },
  },
];

const exists = (path: string): Promise<boolean> =>
  access(path).then(
    () => true,
    () => false,
  );

/** Makes the cards that are missing: keys on the card, certificates from the authority's counter. */
export async function ensureProfessionals(layout: Layout, ca: { readonly url: string; readonly secret: string }): Promise<void> {
  await mkdir(layout.cards, { recursive: true, mode: 0o700 });
  for (const { id, pin, label, ...professional } of professionals) {
    const file = join(layout.cards, `${id}.token.json`);
    if (await exists(file)) continue;
    const { state, signSpki, authSpki } = await personaliseToken({ id, label, profile: 'hpki', pins: { sign: `SIGN-${pin}`, auth: pin } });
    if (!state.auth || !authSpki) throw new Error('an HPKI card without an authentication application');
    const issued = await callWithSecret(ProfessionalIssued, `${ca.url}/v1/counter/professionals`, ca.secret, 'POST', {
      ...professional,
      publicKeys: { signature: toBase64(signSpki), authentication: toBase64(authSpki) },
    });
    const install = (application: typeof state.sign, { certificate, chain }: HolderCertificate): void => {
      const installed = installTokenCertificate(application, fromBase64(certificate), chain.map(fromBase64));
      if (!installed.ok) throw new Error(installed.error.kind);
    };
    install(state.sign, issued.signature);
    install(state.auth, issued.authentication);
    await writeFile(file, JSON.stringify(state), { mode: 0o600 });
  }
}

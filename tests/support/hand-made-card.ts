// Cards no counter would hand out: one whose certificate has ended, made with the simulated authority's own key, and cards read from
// their files to sign as the card program would not.
import { createPrivateKey, randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { makeCardClient } from '@shishobako/card/card-client';
import { CardState } from '@shishobako/card/card-state';
import { signStatement } from '@shishobako/card/sign-statement';
import { makeVirtualCard } from '@shishobako/card/virtual-card';
import type { CardRequest, SignedCardStatement } from '@shishobako/contracts/card-statement';
import type { Clock } from '@shishobako/kernel/clock';
import { signerFor } from '@shishobako/pki/issue/signer';
import { buildAuthenticationCertificate } from '@shishobako/pki/profile/jpki';
import { SIMULATED_ORGANISATION } from '@shishobako/pki/profile/jpki-names';
import { readCertificate } from '@shishobako/pki/x509/certificate';

const day = 86_400_000;

type Period = { readonly notBefore: number; readonly notAfter: number };
type HandMade = { readonly certificate: string; readonly ca: string };

/** A user-authentication certificate of the true authority for a card's key; it ended yesterday. Base64 DER. */
export const expiredCertificate = (caKeys: string, authSpki: string): Promise<HandMade> =>
  certificateFor(caKeys, authSpki, { notBefore: Date.now() - 20 * day, notAfter: Date.now() - day });

/** The same for any time, with a serial number after all that were given out; the authority's register knows nothing of it. */
export async function certificateFor(caKeys: string, authSpki: string, period: Period): Promise<HandMade> {
  const read = (name: string) => readFile(join(caKeys, `authentication-2.${name}`));
  const ca = await read('cert.der');
  const { subject, serial } = readCertificate(ca);
  const certificate = buildAuthenticationCertificate(
    {
      ...{ serial: Uint8Array.of(0x7f, ...randomBytes(3)), ...period },
      ...{ organisation: SIMULATED_ORGANISATION, issueId: '2610210001234500000000000001', spki: Buffer.from(authSpki, 'base64') },
      municipality: { code: '99201', prefecture: 'Aomine-ken', name: 'Shionagi-shi' },
    },
    { name: subject.der, serial: Buffer.from(serial, 'hex'), signer: signerFor(createPrivateKey(await read('key.pem'))) },
  );
  return { certificate: Buffer.from(certificate).toString('base64'), ca: ca.toString('base64') };
}

export const readCard = async (cards: string, id: string): Promise<CardState> =>
  CardState.parse(JSON.parse(await readFile(join(cards, `${id}.card.json`), 'utf8')));

/** Signs on a copy of the card, so that its counters stay as they are. `at`: the card program's own clock. */
export async function signWith(
  state: CardState,
  order: { pin: string; origin: string; request: CardRequest },
  at: Clock = Date.now,
): Promise<SignedCardStatement> {
  const chip = makeVirtualCard(structuredClone(state), { onChange: () => {} });
  const signed = await signStatement(makeCardClient({ transmit: async (apdu) => chip.process(apdu) }), order, at);
  if (!signed.ok) throw new Error(signed.error.kind);
  return signed.value;
}

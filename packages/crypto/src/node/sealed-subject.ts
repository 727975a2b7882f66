// One service's pairwise subject carried through another that cannot read it (as the encrypted sector identifiers of Austria's eGovernment
// Act do): fresh each time, so that the carrier can follow nobody by it.
import { fromBase64url, fromUtf8, toBase64url, utf8 } from '@shishobako/kernel/bytes';
import { PairwiseSub } from '@shishobako/kernel/ids';
import { openBase, sealBase } from './hpke.ts';
import type { KemPrivate } from './hpke-dh.ts';

const none = new Uint8Array(0);
const infoFor = (carrier: string): Uint8Array => utf8(`epob/subject/v1|${carrier}`);

/** `carrier`: public URL of the service whose token takes it along. */
export function sealSubject(sub: PairwiseSub, carrier: string, recipient: Uint8Array): string {
  const { enc, ct } = sealBase({ recipient, info: infoFor(carrier), aad: none, plaintext: utf8(sub) });
  return `${toBase64url(enc)}.${toBase64url(ct)}`;
}

/** Undefined for what was not sealed to this key for this carrier, or carries no subject. */
export async function openSubject(sealed: string, carrier: string, recipient: KemPrivate): Promise<PairwiseSub | undefined> {
  try {
    const [enc = '', ct = ''] = sealed.split('.');
    const opened = await openBase({ enc: fromBase64url(enc), ct: fromBase64url(ct), info: infoFor(carrier), aad: none, recipient });
    return opened.ok ? PairwiseSub.safeParse(fromUtf8(opened.value)).data : undefined;
  } catch {
    return undefined;
  }
}

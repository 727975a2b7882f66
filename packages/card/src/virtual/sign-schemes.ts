// Sign schemes by P1 of the RSA card (fact sheet §6): 00 pads what it is given; 01 and 03 hash; 02 wraps; 04 and 05 are PSS. A P-384 key
// (next generation of the card, fact sheet §8; its real command coding is not published) signs a SHA-384 hash under P1 00 alone.
import type { CredentialState } from '../card-state.ts';
import { sha256DigestInfo } from '../digest-info.ts';
import { SW } from '../status-word.ts';
import type { Reply } from './application.ts';
import { rsaPkcs1, rsaPss, sha256 } from './chip-crypto.ts';
import { ecdsaP384 } from './ecdsa.ts';

export function makeSignature(p1: number, { algorithm, pkcs8 }: CredentialState, data: Uint8Array): Reply {
  const signed = (signature: Uint8Array): Reply => ({ sw: SW.ok, data: signature });
  const wrongLength: Reply = { sw: SW.wrongLength };
  if (data.length === 0) return wrongLength;
  if (algorithm === 'p-384') {
    if (p1 !== 0) return { sw: SW.wrongParameters };
    return data.length === 48 ? signed(ecdsaP384(pkcs8, data)) : wrongLength;
  }
  switch (p1) {
    case 0:
      return data.length > 245 ? wrongLength : signed(rsaPkcs1(pkcs8, data));
    case 1:
      return signed(rsaPkcs1(pkcs8, sha256(data)));
    case 2:
      return data.length !== 32 ? wrongLength : signed(rsaPkcs1(pkcs8, sha256DigestInfo(data)));
    case 3:
      return signed(rsaPkcs1(pkcs8, sha256DigestInfo(sha256(data))));
    case 4:
      return data.length !== 32 ? wrongLength : signed(rsaPss(pkcs8, data));
    case 5:
      return signed(rsaPss(pkcs8, sha256(data)));
    default:
      return { sw: SW.wrongParameters };
  }
}

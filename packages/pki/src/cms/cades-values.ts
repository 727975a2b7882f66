// Values for long-term verification in CMS: those of the SignedData, where the baseline puts them (EN 319 122-1 §6.3, OCSP by RFC 5940), and those
// in a signer's own certificate-values and revocation-values attributes (RFC 5126 §§6.3.3, 6.3.4).
import { DerError, type Element, encoded, inside, type Members, sequence } from '../der/read.ts';
import { type EncodedValues, readValues, type ValidationData } from '../longterm/validation-data.ts';
import { cmsOids } from './oids.ts';
import type { SignedData, SignerInfo } from './signed-data.ts';

const MAX_VALUES = 256;

function listOf(e: Element): Uint8Array[] {
  const values: Uint8Array[] = [];
  for (const list = sequence(e); list.more && values.length < MAX_VALUES; ) values.push(encoded(list.next()));
  return values;
}

/** RevocationValues ::= SEQUENCE { crlVals [0], ocspVals [1], otherRevVals [2] }, all optional. */
function revocationValues(e: Element): Pick<EncodedValues, 'crls' | 'ocspResponses'> {
  const members: Members = sequence(e);
  const crls = members.optional(0xa0);
  const ocsp = members.optional(0xa1);
  return { crls: crls ? listOf(inside(crls)) : [], ocspResponses: ocsp ? listOf(inside(ocsp)) : [] };
}

/** An attribute that cannot be read counts as absent. */
function valuesIn<T>(signer: SignerInfo, type: string, read: (e: Element) => T): T[] {
  return (signer.unsigned.get(type) ?? []).flatMap((value) => {
    try {
      return [read(value)];
    } catch (cause) {
      if (cause instanceof DerError) return [];
      throw cause;
    }
  });
}

export function cadesValues(data: SignedData, signer: SignerInfo): ValidationData {
  const own = valuesIn(signer, cmsOids.revocationValues, revocationValues);
  const read = readValues({
    certificates: valuesIn(signer, cmsOids.certificateValues, listOf).flat(),
    crls: [...data.crls, ...own.flatMap((v) => v.crls)],
    ocspResponses: [...data.ocspResponses, ...own.flatMap((v) => v.ocspResponses)],
  });
  return { ...read, certificates: [...data.certificates, ...read.certificates] };
}

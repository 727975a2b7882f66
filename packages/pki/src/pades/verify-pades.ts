// Judges the signatures of a PDF (ETSI EN 319 142-1): CMS over the byte range, and whether anything came after.

import { readSignedData } from '../cms/signed-data.ts';
import { type SignedDataQuestion, type SignerVerdict, verifySignedData } from '../cms/verify-signed-data.ts';
import { DerError } from '../der/read.ts';
import { readPdfSignatures } from './read-pdf-signatures.ts';

export type PadesVerdict =
  | { readonly signer: SignerVerdict; readonly coversWholeFile: boolean; readonly subFilter: string | undefined }
  | { readonly fault: 'range' | 'contents' | 'sub-filter' | 'malformed' };

/** ETSI.CAdES.detached, and adbe.pkcs7.detached of plain CMS; both cover the bytes themselves. */
const accepted: ReadonlySet<string | undefined> = new Set(['ETSI.CAdES.detached', 'adbe.pkcs7.detached']);

export function verifyPades(pdf: Uint8Array, question: Omit<SignedDataQuestion, 'data' | 'detached'>): readonly PadesVerdict[] {
  return readPdfSignatures(pdf).map((found): PadesVerdict => {
    if ('fault' in found) return found;
    if (!accepted.has(found.subFilter)) return { fault: 'sub-filter' };
    try {
      const data = readSignedData(found.cms);
      if (data.content) return { fault: 'malformed' };
      const [signer, ...others] = verifySignedData({ ...question, data, detached: found.signedBytes });
      if (!signer || others.length > 0) return { fault: 'malformed' };
      return { signer, coversWholeFile: found.coversWholeFile, subFilter: found.subFilter };
    } catch (cause) {
      if (cause instanceof DerError) return { fault: 'malformed' };
      throw cause;
    }
  });
}

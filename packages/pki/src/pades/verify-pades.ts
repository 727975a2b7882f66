// Judges the signatures of a PDF (ETSI EN 319 142-1): CMS over the byte range, document time stamps, values of the DSS dictionary, and what came
// into the file after each. A document time stamp proves that everything it covers was there, so it stamps the signatures before it too.

import { readSignedData } from '../cms/signed-data.ts';
import { type SignedDataQuestion, type SignerVerdict, verifySignedData } from '../cms/verify-signed-data.ts';
import { DerError } from '../der/read.ts';
import { latin1 } from '../der/values.ts';
import { findStamp, type Stamp } from '../longterm/find-stamp.ts';
import type { ValidationData } from '../longterm/validation-data.ts';
import { checkWork } from '../verify/work-limit.ts';
import { dssValues } from './dss-values.ts';
import { type AddedAfter, judgeUpdates } from './judge-updates.ts';
import { type PdfFault, type PdfSignature, readPdfSignatures } from './read-pdf-signatures.ts';

type Covered = { readonly coversWholeFile: boolean; readonly addedAfter: AddedAfter; readonly subFilter: string | undefined };

export type PadesVerdict =
  | (Covered & { readonly signer: SignerVerdict })
  | (Covered & { readonly documentTimeStamp: { readonly intact: boolean; readonly genTime?: number; readonly trusted: boolean } })
  | { readonly fault: 'range' | 'contents' | 'sub-filter' | 'malformed' };

/** ETSI.CAdES.detached, and adbe.pkcs7.detached of plain CMS; both cover the bytes themselves. */
const signatures: ReadonlySet<string | undefined> = new Set(['ETSI.CAdES.detached', 'adbe.pkcs7.detached']);
const DOCUMENT_TIME_STAMP = 'ETSI.RFC3161';

export type PadesQuestion = Omit<SignedDataQuestion, 'data' | 'detached' | 'kept' | 'laterStamps'>;
type Found = PdfSignature | PdfFault;

function judgeStamps(all: readonly Found[], values: ValidationData, { anchors, stampAnchors, time }: PadesQuestion) {
  const stamps = new Map<Found, Stamp | undefined>();
  for (const found of all) {
    if ('fault' in found || found.subFilter !== DOCUMENT_TIME_STAMP) continue;
    stamps.set(found, findStamp({ tokens: [found.cms], data: found.signedBytes, anchors: stampAnchors ?? anchors, values, time }));
  }
  return stamps;
}

/** Throws WorkLimitError. */
export function verifyPades(pdf: Uint8Array, question: PadesQuestion): readonly PadesVerdict[] {
  const values = dssValues(pdf, latin1(pdf));
  const all = readPdfSignatures(pdf);
  checkWork(all.length, pdf.length);
  const stamps = judgeStamps(all, values, question);
  const laterThan = (end: number): Stamp[] =>
    [...stamps].flatMap(([found, stamp]) => (stamp && !('fault' in found) && found.end > end ? [stamp] : []));

  return all.map((found): PadesVerdict => {
    if ('fault' in found) return found;
    const addedAfter = judgeUpdates(pdf, found.end);
    const covered: Covered = { coversWholeFile: addedAfter === 'nothing', addedAfter, subFilter: found.subFilter };
    if (found.subFilter === DOCUMENT_TIME_STAMP) {
      const stamp = stamps.get(found);
      return {
        ...covered,
        documentTimeStamp: { intact: stamp !== undefined, trusted: stamp?.trusted ?? false, ...(stamp && { genTime: stamp.genTime }) },
      };
    }
    if (!signatures.has(found.subFilter)) return { fault: 'sub-filter' };
    try {
      const data = readSignedData(found.cms);
      if (data.content) return { fault: 'malformed' };
      const judged = verifySignedData({ ...question, data, detached: found.signedBytes, kept: values, laterStamps: laterThan(found.end) });
      const [signer, ...others] = judged;
      if (!signer || others.length > 0) return { fault: 'malformed' };
      return { ...covered, signer };
    } catch (cause) {
      if (cause instanceof DerError) return { fault: 'malformed' };
      throw cause;
    }
  });
}

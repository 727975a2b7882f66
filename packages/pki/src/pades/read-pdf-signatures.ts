// Finds the signatures of a PDF (ISO 32000-2 §12.8) without a PDF library: each ByteRange with the Contents in its gap. A signature counts only
// if its range is the whole revision but that gap, so that nothing can hide between (ETSI EN 319 142-1 §5.3).
import { concat, fromHex } from '@shishobako/kernel/bytes';
import { latin1 } from '../der/values.ts';

export type PdfSignature = {
  /** The bytes signed, in one piece. */
  readonly signedBytes: Uint8Array;
  /** CMS, as it stands in Contents; trailing zero padding cut. */
  readonly cms: Uint8Array;
  readonly subFilter: string | undefined;
  /** Where the signed revision ends. */
  readonly end: number;
};

export type PdfFault = { readonly fault: 'range' | 'contents' };

const MAX_SIGNATURES = 64;
const MAX_CONTENTS = 4 * 1024 * 1024;

/** DER length at the start of the padded Contents. */
function derEnd(bytes: Uint8Array): number {
  const [tag = 0, first = 0] = bytes;
  if (tag !== 0x30) return 0;
  if (first < 0x80) return first + 2;
  const count = first & 0x7f;
  if (count === 0 || count > 4) return bytes.length;
  return bytes.subarray(2, 2 + count).reduce((n, b) => n * 256 + b, 0) + 2 + count;
}

type Dictionary = { readonly from: number; readonly to: number; readonly text: string };

function readOne(pdf: Uint8Array, numbers: readonly number[], dictionary: Dictionary): PdfSignature | PdfFault {
  const [start = -1, firstLength = -1, second = -1, secondLength = -1] = numbers;
  const gap = start + firstLength;
  const end = second + secondLength;
  if (start !== 0 || firstLength <= 0 || second <= gap || secondLength <= 0 || end > pdf.length || second - gap > MAX_CONTENTS)
    return { fault: 'range' };
  // Range and contents in one dictionary, and each once (wrapping puts another beside it); the revision whole, to its end of file.
  if (gap < dictionary.from || second > dictionary.to || dictionary.text.split(/\/ByteRange(?![A-Za-z])/).length !== 2)
    return { fault: 'range' };
  if (!/%%EOF\s*$/.test(latin1(pdf.subarray(Math.max(0, end - 16), end)))) return { fault: 'range' };
  // The gap holds the hexadecimal string and nothing else.
  if (pdf[gap] !== 0x3c || pdf[second - 1] !== 0x3e || !/\/Contents\s*$/.test(latin1(pdf.subarray(Math.max(0, gap - 64), gap))))
    return { fault: 'range' };
  let padded: Uint8Array;
  try {
    padded = fromHex(latin1(pdf.subarray(gap + 1, second - 1)));
  } catch {
    return { fault: 'contents' };
  }
  const length = derEnd(padded);
  if (length === 0 || length > padded.length || padded.subarray(length).some((b) => b !== 0)) return { fault: 'contents' };
  return {
    signedBytes: concat(pdf.subarray(0, gap), pdf.subarray(second, end)),
    cms: padded.subarray(0, length),
    subFilter: /\/SubFilter\s*\/([A-Za-z0-9.]+)/.exec(dictionary.text)?.[1],
    end,
  };
}

/** In the order they stand in the file. Only dictionaries outside compressed streams can be signed this way, so text search finds all. */
export function readPdfSignatures(pdf: Uint8Array): readonly (PdfSignature | PdfFault)[] {
  const text = latin1(pdf);
  const found: (PdfSignature | PdfFault)[] = [];
  for (const match of text.matchAll(/\/ByteRange(?![A-Za-z])\s*(?:\[\s*(\d{1,10})\s+(\d{1,10})\s+(\d{1,10})\s+(\d{1,10})\s*\])?/g)) {
    if (found.length >= MAX_SIGNATURES) break;
    const from = Math.max(0, text.lastIndexOf(' obj', match.index));
    const end = text.indexOf('endobj', match.index);
    const to = end < 0 ? text.length : end;
    const dictionary = { from, to, text: text.slice(from, to) };
    found.push(match[4] === undefined ? { fault: 'range' } : readOne(pdf, match.slice(1, 5).map(Number), dictionary));
  }
  return found;
}

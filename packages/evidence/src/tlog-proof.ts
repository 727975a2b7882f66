// C2SP tlog-proof (c2sp.org/tlog-proof): an inclusion proof with its checkpoint, in one text that can be checked offline.
import { fromBase64, toBase64 } from '@shishobako/kernel/bytes';
import { parseCount } from './checkpoint.ts';
import { type Hash, hashBytes } from './merkle.ts';

export type TlogProof = { readonly index: bigint; readonly proof: readonly Hash[]; readonly checkpoint: string };
const firstLine = 'c2sp.org/tlog-proof@v1';

export const formatTlogProof = ({ index, proof, checkpoint }: TlogProof): string =>
  `${[firstLine, `index ${index}`, ...proof.map(toBase64)].join('\n')}\n\n${checkpoint}`;

/** Undefined when it is not one. An `extra` line is allowed and passed over: it is not authenticated. */
export function parseTlogProof(text: string): TlogProof | undefined {
  const split = text.indexOf('\n\n');
  if (split < 0) return undefined;
  const [first, ...lines] = text.slice(0, split).split('\n');
  if (first !== firstLine) return undefined;
  if (lines[0]?.startsWith('extra ')) lines.shift();
  const [indexLine = '', ...hashes] = lines;
  const index = indexLine.startsWith('index ') ? parseCount(indexLine.slice(6)) : undefined;
  if (index === undefined || hashes.length > 64) return undefined;
  try {
    const proof = hashes.map(fromBase64);
    return proof.every((hash) => hash.length === hashBytes) ? { index, proof, checkpoint: text.slice(split + 2) } : undefined;
  } catch {
    return undefined;
  }
}

// RSASSA-PSS-params (RFC 4055 §3.1), as signatures in certificates, lists and CMS carry them.
import { DerError, inside, sequence, tags, whole } from '../der/read.ts';
import { oidOf, smallInteger } from '../der/values.ts';
import { oids } from '../oids.ts';
import { type AlgorithmIdentifier, parseAlgorithm } from './certificate.ts';

export type PssParameters = { readonly digest: string; readonly hash: string; readonly saltLength: number };

const hashes: Readonly<Record<string, string>> = { [oids.sha256]: 'sha256', [oids.sha384]: 'sha384', [oids.sha512]: 'sha512' };

/** Undefined for what is refused: SHA-1, which stands in for anything left out, and a mask by another hash than the message's. Throws DerError. */
export function pssParameters({ parameters }: AlgorithmIdentifier): PssParameters | undefined {
  if (!parameters) return undefined;
  const members = sequence(whole(parameters));
  const digestElement = members.optional(0xa0);
  const maskElement = members.optional(0xa1);
  const salt = members.optional(0xa2);
  const trailer = members.optional(0xa3);
  members.done();
  if (trailer && smallInteger(inside(trailer)) !== 1) throw new DerError('unknown trailer field');
  if (!digestElement || !maskElement) return undefined;
  const digest = parseAlgorithm(inside(digestElement)).oid;
  const mask = parseAlgorithm(inside(maskElement));
  if (mask.oid !== oids.mgf1 || !mask.parameters) return undefined;
  const maskDigest = oidOf(sequence(whole(mask.parameters)).next(tags.oid));
  const hash = Object.hasOwn(hashes, digest) ? hashes[digest] : undefined;
  return hash !== undefined && maskDigest === digest ? { digest, hash, saltLength: salt ? smallInteger(inside(salt)) : 20 } : undefined;
}

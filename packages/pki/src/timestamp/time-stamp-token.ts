// Verifies an RFC 3161 time stamp: one signer, the imprint of the data, a certificate for time stamping alone, a path to a pinned anchor.
import { equalBytes } from '@shishobako/kernel/bytes';
import { checkSigner } from '../cms/check-signer.ts';
import { cmsOids } from '../cms/oids.ts';
import { readSignedData, type SignedData } from '../cms/signed-data.ts';
import { fromBer } from '../der/from-ber.ts';
import { DerError, type Element, encoded, inside, sequence, tags, whole } from '../der/read.ts';
import { integerBytes, octetsOf, oidOf, smallInteger, timeOf } from '../der/values.ts';
import { oids } from '../oids.ts';
import type { PathReason } from '../path/find-path.ts';
import { plainRules, verifyPath } from '../path/verify-path.ts';
import { type Certificate, parseAlgorithm } from '../x509/certificate.ts';
import { readCrl } from '../x509/crl.ts';
import { digestName, digestOf } from '../x509/digest-algorithm.ts';
import { parseExtensions } from '../x509/extension-list.ts';
import { extendedKeyUsage, subjectAltName } from '../x509/extensions.ts';
import { type GeneralName, parseGeneralName } from '../x509/general-name.ts';
import { sameName } from '../x509/name.ts';

export type TstInfo = {
  readonly policy: string;
  readonly digestAlgorithm: string;
  readonly imprint: Uint8Array;
  readonly genTime: number;
  readonly nonce: Uint8Array | undefined;
  /** Who says it is stamping. */
  readonly authority: GeneralName | undefined;
};

/** Accuracy: seconds, milliseconds and microseconds, the last two from 1 to 999. */
function checkAccuracy(e: Element): void {
  const members = sequence(e);
  const seconds = members.optional(tags.integer);
  if (seconds && (integerBytes(seconds)[0] as number) >= 0x80) throw new DerError('accuracy malformed');
  for (const tag of [0x80, 0x81]) {
    const part = members.optional(tag);
    const value = part && smallInteger({ ...part, tag: tags.integer });
    if (value !== undefined && (value < 1 || value > 999)) throw new DerError('accuracy malformed');
  }
  members.done();
}

/** Throws DerError (RFC 3161 §2.4.2). */
export function readTstInfo(der: Uint8Array): TstInfo {
  const members = sequence(whole(der));
  if (smallInteger(members.next()) !== 1) throw new DerError('unknown time stamp version');
  const policy = oidOf(members.next());
  const imprint = sequence(members.next());
  const digestAlgorithm = parseAlgorithm(imprint.next()).oid;
  const hashed = octetsOf(imprint.next());
  imprint.done();
  integerBytes(members.next());
  const genTime = timeOf(members.next(tags.generalizedTime), true);
  const accuracy = members.optional(tags.sequence);
  if (accuracy) checkAccuracy(accuracy);
  members.optional(tags.boolean);
  const nonce = members.optional(tags.integer);
  const authority = members.optional(0xa0);
  const extensions = members.optional(0xa1);
  members.done();
  if (extensions && parseExtensions({ ...extensions, tag: tags.sequence }).hasCriticalBeyond(() => false))
    throw new DerError('time stamp with an unknown critical extension');
  return {
    policy,
    digestAlgorithm,
    imprint: hashed,
    genTime,
    nonce: nonce && integerBytes(nonce),
    authority: authority && parseGeneralName(inside(authority)),
  };
}

export type TimeStampReason = 'malformed' | 'imprint' | 'algorithm-refused' | 'signature' | 'purpose' | 'untrusted' | 'future' | PathReason;

export type TimeStampVerdict =
  | { readonly valid: true; readonly genTime: number; readonly certificate: Certificate; readonly policy: string }
  | { readonly valid: false; readonly genTime: number | undefined; readonly reason: TimeStampReason };

export type TimeStampQuestion = {
  readonly token: Uint8Array;
  /** What was stamped: the bytes, or their digest. */
  readonly stamped: { readonly data: Uint8Array } | { readonly digest: Uint8Array };
  readonly anchors: readonly Certificate[];
  /** Decision time; the certificate is judged at the time of the stamp, which must not lie after this. */
  readonly time: number;
};

function imprintFits(info: TstInfo, stamped: TimeStampQuestion['stamped']): 'imprint' | 'algorithm-refused' | undefined {
  const digest = digestName(info.digestAlgorithm);
  if (!digest) return 'algorithm-refused';
  const expected = 'digest' in stamped ? stamped.digest : digestOf(digest, stamped.data);
  return expected.length === digestOf(digest, new Uint8Array()).length && equalBytes(expected, info.imprint) ? undefined : 'imprint';
}

/** §2.3: extendedKeyUsage critical and timeStamping alone. */
const isForStamping = (c: Certificate): boolean => {
  const usages = extendedKeyUsage(c);
  return usages?.length === 1 && usages[0] === oids.timeStamping && (c.extensions.get(oids.extendedKeyUsage)?.critical ?? false);
};

/** §2.4.2: the name of the authority, where there is one, is among those of the certificate. Only directory names are compared. */
function isNamedBy({ authority }: TstInfo, certificate: Certificate): boolean {
  if (authority?.kind !== 'directory') return true;
  const others = (subjectAltName(certificate) ?? []).flatMap((n) => (n.kind === 'directory' ? [n.value] : []));
  return [certificate.subject, ...others].some((name) => sameName(name, authority.value));
}

export type IntactStamp = { readonly info: TstInfo; readonly certificate: Certificate; readonly data: SignedData };
type Refused = { readonly reason: TimeStampReason; readonly genTime: number | undefined };

/** The token's own mathematics: imprint, signature, certificate for the purpose. Says nothing about trust. Throws DerError. */
function readIntact(token: Uint8Array, stamped: TimeStampQuestion['stamped'], others: readonly Certificate[]): IntactStamp | Refused {
  const data = readSignedData(token);
  const [signer] = data.signers;
  if (data.contentType !== cmsOids.tstInfo || !data.content || !signer || data.signers.length !== 1)
    return { reason: 'malformed', genTime: undefined };
  const info = readTstInfo(data.content);
  const refuse = (reason: TimeStampReason): Refused => ({ reason, genTime: info.genTime });
  const wrong = imprintFits(info, stamped);
  if (wrong) return refuse(wrong);
  const { certificate, fault } = checkSigner(signer, [...data.certificates, ...others], data.contentType, data.content);
  if (fault || !certificate) return refuse(fault === 'algorithm-refused' ? fault : fault === 'no-certificate' ? 'untrusted' : 'signature');
  // §2.4.1: the token must say which certificate signed it.
  if (!signer.signed.has(cmsOids.signingCertificate) && !signer.signed.has(cmsOids.signingCertificateV2)) return refuse('signature');
  if (!isNamedBy(info, certificate)) return refuse('signature');
  return isForStamping(certificate) ? { info, certificate, data } : refuse('purpose');
}

function judge({ token, stamped, anchors, time }: TimeStampQuestion): TimeStampVerdict {
  const intact = readIntact(token, stamped, anchors);
  if ('reason' in intact) return { valid: false, ...intact };
  const { info, certificate, data } = intact;
  const { genTime } = info;
  if (genTime > time) return { valid: false, genTime, reason: 'future' };
  const rules = { ...plainRules(genTime), purpose: 'timeStamping' as const };
  const found = verifyPath({
    target: certificate,
    anchors,
    intermediates: data.certificates,
    crls: data.crls.map(readCrl),
    rules,
    requireRevocation: false,
  });
  if ('policies' in found) return { valid: true, genTime, certificate, policy: info.policy };
  return { valid: false, genTime, reason: found.reason === 'no-path' ? 'untrusted' : found.reason };
}

export function verifyTimeStamp(question: TimeStampQuestion): TimeStampVerdict {
  try {
    return judge(question);
  } catch (cause) {
    if (cause instanceof DerError) return { valid: false, genTime: undefined, reason: 'malformed' };
    throw cause;
  }
}

/** Undefined unless the token holds in itself over what was stamped. */
export function findIntactStamp(token: Uint8Array, stamped: TimeStampQuestion['stamped']): IntactStamp | undefined {
  try {
    const intact = readIntact(token, stamped, []);
    return 'reason' in intact ? undefined : intact;
  } catch (cause) {
    if (cause instanceof DerError) return undefined;
    throw cause;
  }
}

/** The token of a TimeStampResp, or the bytes themselves when they are a token already. Throws DerError. */
export function tokenOf(der: Uint8Array): Uint8Array {
  const members = sequence(whole(fromBer(der)));
  const first = members.next();
  if (first.tag === tags.oid) return der;
  // PKIStatus granted or grantedWithMods (§2.4.2).
  if (smallInteger(sequence(first).next()) > 1 || !members.more) throw new DerError('the time stamp was not granted');
  const token = members.next();
  members.done();
  return encoded(token);
}

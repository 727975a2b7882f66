// Judges every signature of a JAdES document (ETSI TS 119 182-1): right content, every critical parameter understood, the certificate the
// header names, and, with anchors, trust at the time that counts.

import { concat, equalBytes, fromBase64, toBase64url, utf8 } from '@shishobako/kernel/bytes';
import { isRecord } from '@shishobako/kernel/record';
import { DerError } from '../der/read.ts';
import { type Header, isBase64url } from '../jose/token.ts';
import { faultReport } from '../longterm/fault-report.ts';
import { findStamp } from '../longterm/find-stamp.ts';
import { type InTime, judgeInTime } from '../longterm/judge-in-time.ts';
import { tokenOf } from '../timestamp/time-stamp-token.ts';
import { verifySignature } from '../verify/verify-signature.ts';
import { checkWork } from '../verify/work-limit.ts';
import type { Certificate } from '../x509/certificate.ts';
import { digestOf } from '../x509/digest-algorithm.ts';
import { nameText } from '../x509/name.ts';
import { publicKeyOf } from '../x509/signature.ts';
import { jadesValues } from './jades-values.ts';
import { type Jades, type JadesSignature, readJades } from './read-jades.ts';

export type JadesFault =
  | 'no-certificate'
  | 'no-content'
  | 'content'
  | 'critical-parameter'
  | 'signing-certificate'
  | 'algorithm-refused'
  | 'signature'
  | 'malformed';

export type JadesVerdict = InTime & {
  readonly intact: boolean;
  readonly subject?: string;
  readonly certificate?: Certificate;
  readonly reason?: JadesFault;
  readonly claimedTime?: number;
  readonly counterSignatures: readonly { readonly intact: boolean; readonly subject?: string; readonly reason?: JadesFault }[];
};

export type JadesQuestion = {
  readonly document: Jades;
  readonly detached?: Uint8Array | undefined;
  readonly anchors?: readonly Certificate[] | undefined;
  readonly time?: number | undefined;
};

const understood: ReadonlySet<string> = new Set([
  'b64',
  'sigD',
  'sigT',
  'iat',
  'x5t#o',
  'sigX5ts',
  'srCms',
  'sigPl',
  'srAts',
  'adoTst',
  'sigPId',
]);
const digests: Readonly<Record<string, string>> = { S256: 'sha256', S384: 'sha384', S512: 'sha512' };

/** RFC 7515 §4.1.11: names no one understands, absent or repeated, make the signature invalid. */
function criticalFault({ header }: JadesSignature): boolean {
  const { crit } = header;
  if (header.b64 !== undefined && typeof header.b64 !== 'boolean') return true;
  if (crit === undefined) return header.b64 !== undefined || header.sigD !== undefined;
  if (!Array.isArray(crit) || crit.length === 0 || new Set(crit).size !== crit.length) return true;
  if (crit.some((name) => typeof name !== 'string' || !understood.has(name) || !Object.hasOwn(header, name))) return true;
  // These change what is signed, so they must be critical (RFC 7797 §6, TS 119 182-1 §5.2.8).
  return (header.b64 !== undefined && !crit.includes('b64')) || (header.sigD !== undefined && !crit.includes('sigD'));
}

const hashFits = (certificate: Certificate, algorithm: string, value: unknown): boolean => {
  const digest = Object.hasOwn(digests, algorithm) ? digests[algorithm] : undefined;
  return digest !== undefined && value === toBase64url(digestOf(digest, certificate.der));
};

/** Every reference in the header must name this certificate. */
function namesCertificate(header: Header, certificate: Certificate): boolean {
  if (header['x5t#S256'] !== undefined && !hashFits(certificate, 'S256', header['x5t#S256'])) return false;
  // Of a list the first is the signer's; a list without one names nobody.
  const listed = header.sigX5ts === undefined ? [] : [Array.isArray(header.sigX5ts) ? (header.sigX5ts[0] ?? null) : null];
  const others = [...(header['x5t#o'] === undefined ? [] : [header['x5t#o']]), ...listed];
  return others.every((r) => isRecord(r) && typeof r.digAlg === 'string' && hashFits(certificate, r.digAlg, r.digVal));
}

/** Content beside the signatures, encoded at most once for all of them, and natively: it may have many megabytes. */
type Detached = { readonly bytes: Uint8Array; readonly encoded: () => Uint8Array };
function detachedOf(bytes: Uint8Array): Detached {
  let text: Uint8Array | undefined;
  return {
    bytes,
    encoded: () => (text ??= Buffer.from(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('base64url'), 'latin1')),
  };
}

/** The bytes after the dot of the signing input; a fault when the content is missing or not what the header says. */
function signedContent({ payloadText }: Jades, { header }: JadesSignature, detached: Detached | undefined): Uint8Array | JadesFault {
  const isEncoded = header.b64 !== false;
  const asSigned = ({ bytes, encoded }: Detached): Uint8Array => (isEncoded ? encoded() : bytes);
  if (header.sigD === undefined) {
    if (payloadText !== undefined) {
      // What cannot be decoded is no payload (RFC 7515 §5.2).
      if (isEncoded && !isBase64url(payloadText)) return 'malformed';
      const attached = utf8(payloadText);
      // Content the caller holds is what counts, as in CMS.
      return !detached || equalBytes(attached, asSigned(detached)) ? attached : 'content';
    }
    return detached ? asSigned(detached) : 'no-content';
  }
  if (!isRecord(header.sigD) || payloadText !== undefined) return 'malformed';
  if (!detached) return 'no-content';
  const { mId, hashM, hashV, pars } = header.sigD;
  if (!Array.isArray(pars) || pars.length !== 1) return 'content';
  if (mId === 'http://uri.etsi.org/19182/ObjectIdByURI') return asSigned(detached);
  if (mId !== 'http://uri.etsi.org/19182/ObjectIdByURIHash' || !Array.isArray(hashV) || hashV.length !== 1 || typeof hashM !== 'string')
    return 'content';
  const digest = Object.hasOwn(digests, hashM) ? digests[hashM] : undefined;
  if (!digest) return 'algorithm-refused';
  const fits = [detached.bytes, asSigned(detached)].some((bytes) => toBase64url(digestOf(digest, bytes)) === hashV[0]);
  return fits ? new Uint8Array() : 'content';
}

function signingCertificate(signature: JadesSignature, others: readonly Certificate[]): Certificate | undefined {
  const [first] = signature.certificates;
  if (first) return first;
  const { header } = signature;
  const named = header['x5t#S256'] !== undefined || header['x5t#o'] !== undefined || header.sigX5ts !== undefined;
  return named ? others.find((c) => namesCertificate(header, c)) : undefined;
}

type Checked = { readonly certificate: Certificate | undefined; readonly fault: JadesFault | undefined };

function check(signature: JadesSignature, content: Uint8Array | JadesFault, others: readonly Certificate[]): Checked {
  const certificate = signingCertificate(signature, others);
  const refuse = (fault: JadesFault): Checked => ({ certificate, fault });
  if (criticalFault(signature)) return refuse('critical-parameter');
  if (!certificate) return refuse('no-certificate');
  if (typeof content === 'string') return refuse(content);
  if (!namesCertificate(signature.header, certificate)) return refuse('signing-certificate');
  const key = publicKeyOf(certificate.publicKey)?.key;
  const { alg } = signature.header;
  if (!key || typeof alg !== 'string' || !/^(?:RS|PS|ES)(?:256|384|512)$|^EdDSA$|^Ed25519$/.test(alg)) return refuse('algorithm-refused');
  const message = concat(utf8(`${signature.protectedText}.`), content);
  const verified = verifySignature({ algorithm: alg, key, message, signature: signature.signature, encoding: 'p1363' });
  if (!verified.ok) return refuse(verified.error.kind === 'alg.refused' ? 'algorithm-refused' : 'signature');
  return { certificate, fault: verified.value ? undefined : 'signature' };
}

const claimedTime = ({ sigT, iat }: Header): number | undefined => {
  const time = typeof sigT === 'string' ? Date.parse(sigT) : typeof iat === 'number' ? iat * 1000 : Number.NaN;
  return Number.isNaN(time) ? undefined : time;
};

/** Tokens over the signature value, as its base64url text (§5.3.4). */
const stampTokens = ({ properties }: JadesSignature): Uint8Array[] =>
  properties.flatMap(({ sigTst }) =>
    (isRecord(sigTst) && Array.isArray(sigTst.tstTokens) ? sigTst.tstTokens.slice(0, 4) : []).flatMap((item) => {
      const token = isRecord(item) && typeof item.val === 'string' ? stampBytes(item.val) : undefined;
      return token ? [token] : [];
    }),
  );

function stampBytes(text: string): Uint8Array | undefined {
  try {
    return tokenOf(fromBase64(text));
  } catch (cause) {
    if (cause instanceof DerError || cause instanceof SyntaxError) return undefined;
    throw cause;
  }
}

function counterSignatures(signature: JadesSignature): JadesVerdict['counterSignatures'] {
  return signature.properties
    .filter((p) => p.cSig !== undefined)
    .map(({ cSig }) => {
      const read = readJades(cSig);
      const first = read.ok ? read.value.signatures[0] : undefined;
      if (!read.ok || !first) return { intact: false, reason: 'malformed' as const };
      const expected = utf8(signature.signatureText);
      const attached = read.value.payloadText === undefined ? undefined : utf8(read.value.payloadText);
      const content = first.header.b64 === false ? expected : utf8(toBase64url(expected));
      const wrong = attached && !equalBytes(attached, content);
      const { certificate, fault } = check(first, wrong ? 'content' : content, []);
      return { intact: !fault, ...(certificate && { subject: nameText(certificate.subject) }), ...(fault && { reason: fault }) };
    });
}

function judge(signature: JadesSignature, detached: Detached | undefined, { document, anchors, time }: JadesQuestion): JadesVerdict {
  const values = jadesValues(signature);
  const { certificate, fault } = check(signature, signedContent(document, signature, detached), [
    ...values.certificates,
    ...(anchors ?? []),
  ]);
  const claimed = claimedTime(signature.header);
  const base = {
    intact: !fault,
    ...(certificate && { subject: nameText(certificate.subject), certificate }),
    ...(fault && { reason: fault }),
    ...(claimed !== undefined && { claimedTime: claimed }),
    counterSignatures: counterSignatures(signature),
  };
  if (fault || !certificate) {
    const at = time ?? claimed ?? certificate?.notBefore ?? 0;
    return anchors ? { ...base, trusted: false, report: faultReport(fault ?? 'no-certificate', at) } : base;
  }
  const stamp = findStamp({ tokens: stampTokens(signature), data: utf8(signature.signatureText), anchors, values, time });
  return { ...base, ...judgeInTime({ certificate, values, stamp, anchors, at: time ?? claimed, binds: claimed !== undefined }) };
}

/** Throws WorkLimitError. */
export function verifyJades(question: JadesQuestion): readonly JadesVerdict[] {
  const { signatures, payloadText } = question.document;
  checkWork(signatures.length, question.detached?.length ?? payloadText?.length ?? 0);
  const detached = question.detached && detachedOf(question.detached);
  return signatures.map((signature) => judge(signature, detached, question));
}

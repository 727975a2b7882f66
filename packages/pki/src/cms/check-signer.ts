// Whether one signer's signature holds (RFC 5652 §5.4–5.6, RFC 5035): over the right content, as the signed attributes say, by the
// certificate they name. Says nothing about trust in that certificate.
import { equalBytes } from '@shishobako/kernel/bytes';
import { DerError, type Element, encoded, Members, sequence, tags, whole } from '../der/read.ts';
import { octetsOf, oidOf, serialHex } from '../der/values.ts';
import { setOf } from '../der/write.ts';
import { oids } from '../oids.ts';
import { type AlgorithmIdentifier, type Certificate, parseAlgorithm } from '../x509/certificate.ts';
import { digestName, digestOf } from '../x509/digest-algorithm.ts';
import { subjectKeyId } from '../x509/extensions.ts';
import { parseGeneralNames } from '../x509/general-name.ts';
import { sameName } from '../x509/name.ts';
import { pssParameters } from '../x509/pss.ts';
import { hasNoParameters, publicKeyOf, verifySigned } from '../x509/signature.ts';
import { cmsOids } from './oids.ts';
import type { SignerInfo } from './signed-data.ts';

export type SignerFault =
  | 'no-certificate'
  | 'no-content'
  | 'algorithm-refused'
  | 'content-type'
  | 'message-digest'
  | 'signing-certificate'
  | 'signature'
  | 'malformed';

/** The certificate the signer names by key identifier or by issuer and serial number; whether it is the true one the signature says. */
export function certificateOf(signer: SignerInfo, certificates: readonly Certificate[]): Certificate | undefined {
  const { signer: id } = signer;
  return certificates.find((c) => ('keyId' in id ? subjectKeyId(c) === id.keyId : c.serial === id.serial && sameName(c.issuer, id.issuer)));
}

/** RSA keys sign under the bare key algorithm in CMS: the digest algorithm completes it (RFC 3370 §3.2, RFC 5754 §3.2). */
const completed: Readonly<Record<string, string>> = {
  [oids.sha256]: oids.sha256WithRsa,
  [oids.sha384]: oids.sha384WithRsa,
  [oids.sha512]: oids.sha512WithRsa,
};

const digestWithin: Readonly<Record<string, string>> = {
  [oids.sha256WithRsa]: oids.sha256,
  [oids.sha384WithRsa]: oids.sha384,
  [oids.sha512WithRsa]: oids.sha512,
  [oids.ecdsaSha256]: oids.sha256,
  [oids.ecdsaSha384]: oids.sha384,
  [oids.ecdsaSha512]: oids.sha512,
};

function algorithmOf({ signatureAlgorithm, digestAlgorithm }: SignerInfo): AlgorithmIdentifier | undefined {
  if (signatureAlgorithm.oid === oids.rsaEncryption) {
    const oid = completed[digestAlgorithm.oid];
    return oid === undefined ? undefined : { ...signatureAlgorithm, oid };
  }
  // RFC 4056 §3: the digest inside the parameters is the signer's digest.
  if (signatureAlgorithm.oid === oids.rsaPss)
    return pssParameters(signatureAlgorithm)?.digest === digestAlgorithm.oid ? signatureAlgorithm : undefined;
  const within = digestWithin[signatureAlgorithm.oid];
  return within === undefined || within === digestAlgorithm.oid ? signatureAlgorithm : undefined;
}

const single = (values: readonly Element[] | undefined): Element | undefined => {
  if (values && values.length !== 1) throw new DerError('attribute without a single value');
  return values?.[0];
};

/** ESSCertID(V2): hash of the certificate and, where given, issuer and serial number. SHA-1 hashes (version 1) are not accepted as proof. */
function namesCertificate(signer: SignerInfo, certificate: Certificate): boolean {
  const attribute = single(signer.signed.get(cmsOids.signingCertificateV2));
  if (!attribute) return !signer.signed.has(cmsOids.signingCertificate) || namesBySha1(signer, certificate);
  const first = sequence(sequence(attribute).next()).next();
  const members = sequence(first);
  const algorithm = members.nextTag === tags.sequence ? parseAlgorithm(members.next()).oid : oids.sha256;
  const digest = digestName(algorithm);
  if (!digest || !equalBytes(digestOf(digest, certificate.der), octetsOf(members.next()))) return false;
  return !members.more || namesIssuer(members.next(), certificate);
}

function namesBySha1(signer: SignerInfo, certificate: Certificate): boolean {
  const attribute = single(signer.signed.get(cmsOids.signingCertificate));
  if (!attribute) return true;
  const members = sequence(sequence(sequence(attribute).next()).next());
  if (!equalBytes(digestOf('sha1', certificate.der), octetsOf(members.next()))) return false;
  return !members.more || namesIssuer(members.next(), certificate);
}

function namesIssuer(e: Element, certificate: Certificate): boolean {
  const pair = sequence(e);
  const names = parseGeneralNames(pair.next());
  return (
    names.some((n) => n.kind === 'directory' && sameName(n.value, certificate.issuer)) && serialHex(pair.next()) === certificate.serial
  );
}

/** DER of the attributes: a SET OF is signed in sorted order, whichever way it travels (§5.4). */
function inOrder(set: Uint8Array): Uint8Array {
  const parts: Uint8Array[] = [];
  for (const members = new Members(whole(set, tags.set)); members.more; ) parts.push(encoded(members.next()));
  return setOf(...parts);
}

function judge(signer: SignerInfo, certificate: Certificate, contentType: string | undefined, data: Uint8Array): SignerFault | undefined {
  const digest = hasNoParameters(signer.digestAlgorithm) ? digestName(signer.digestAlgorithm.oid) : undefined;
  const algorithm = algorithmOf(signer);
  if (!digest || !algorithm || !publicKeyOf(certificate.publicKey)) return 'algorithm-refused';
  if (signer.hasIrregularSigned) return 'malformed';
  let signedData = data;
  if (signer.signedBytes) {
    const type = single(signer.signed.get(cmsOids.contentType));
    // A countersignature has no content type (RFC 5652 §11.4); everything else must have one.
    if (contentType === undefined ? type !== undefined : !type || oidOf(type) !== contentType) return 'content-type';
    const stated = single(signer.signed.get(cmsOids.messageDigest));
    if (!stated || !equalBytes(octetsOf(stated), digestOf(digest, data))) return 'message-digest';
    if (!namesCertificate(signer, certificate)) return 'signing-certificate';
    // Re-read to be sure it is one SET: what was compared is what is verified.
    signedData = signer.signedBytes;
    const sorted = inOrder(signedData);
    // Some old signers signed the order they sent.
    if (!equalBytes(sorted, signedData) && verifySigned(algorithm, certificate.publicKey, sorted, signer.signature)) return undefined;
  } else if (contentType !== undefined && contentType !== cmsOids.data) return 'content-type';
  return verifySigned(algorithm, certificate.publicKey, signedData, signer.signature) ? undefined : 'signature';
}

export type SignerCheck = { readonly certificate: Certificate | undefined; readonly fault: SignerFault | undefined };

/** `contentType` undefined: a countersignature over another signature value. */
export function checkSigner(
  signer: SignerInfo,
  certificates: readonly Certificate[],
  contentType: string | undefined,
  data: Uint8Array | undefined,
): SignerCheck {
  try {
    const certificate = certificateOf(signer, certificates);
    if (!certificate) return { certificate, fault: 'no-certificate' };
    if (!data) return { certificate, fault: 'no-content' };
    return { certificate, fault: judge(signer, certificate, contentType, data) };
  } catch (cause) {
    if (cause instanceof DerError) return { certificate: undefined, fault: 'malformed' };
    throw cause;
  }
}

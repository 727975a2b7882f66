// Makes CMS SignedData with CAdES attributes (RFC 5652 §5, ETSI EN 319 122-1): the signature itself comes from a card, a keyserver or a key at hand.
import { toHex } from '@shishobako/kernel/bytes';
import { content, whole } from '../der/read.ts';
import { context, octets, oid, seq, setOf, time, tlv, uint } from '../der/write.ts';
import type { EncodedValues } from '../longterm/validation-data.ts';
import { oids } from '../oids.ts';
import { readCertificate } from '../x509/certificate.ts';
import { digestOf } from '../x509/digest-algorithm.ts';
import { cmsOids } from './oids.ts';

export type CmsSigner = {
  /** DER. */
  readonly certificate: Uint8Array;
  /** Signature algorithm identifier, DER; its hash is SHA-256 unless `digest` says otherwise. */
  readonly algorithm: Uint8Array;
  readonly digest?: 'sha256' | 'sha384';
  /** Signs these bytes, hashing them itself. */
  readonly sign: (data: Uint8Array) => Uint8Array | Promise<Uint8Array>;
  /** Claimed time, milliseconds; left out when not given. */
  readonly signingTime?: number;
  /** Asks an authority for a time stamp over the signature value: the T in CAdES-T. Returns the token, DER. */
  readonly stamp?: (signature: Uint8Array) => Promise<Uint8Array>;
  /** Sign this signature's value (RFC 5652 §11.4); their certificates travel with the others. */
  readonly counterSigners?: readonly CmsSigner[];
};

export type SignedDataToBuild = {
  readonly contentType?: string;
  readonly content: Uint8Array;
  readonly detached: boolean;
  readonly signers: readonly CmsSigner[];
  /** DER. */
  readonly certificates: readonly Uint8Array[];
  /** Asked for once the stamps (tokens, DER) are there, so that the status is no older than they: the LT in CAdES-LT. */
  readonly values?: (stamps: readonly Uint8Array[]) => Promise<EncodedValues>;
};

const digestOids = { sha256: oids.sha256, sha384: oids.sha384 } as const;
const attribute = (type: string, ...values: readonly Uint8Array[]): Uint8Array => seq(oid(type), setOf(...values));
const algorithmId = (name: 'sha256' | 'sha384'): Uint8Array => seq(oid(digestOids[name]));

/** `contentType` undefined: a countersignature, which has none. */
async function signerInfo(
  s: CmsSigner,
  contentType: string | undefined,
  data: Uint8Array,
): Promise<{ info: Uint8Array; stamp: Uint8Array | undefined }> {
  const digest = s.digest ?? 'sha256';
  const certificate = readCertificate(s.certificate);
  const essId = seq(seq(...(digest === 'sha256' ? [] : [algorithmId(digest)]), octets(digestOf(digest, s.certificate))));
  const attributes = [
    ...(contentType === undefined ? [] : [attribute(cmsOids.contentType, oid(contentType))]),
    attribute(cmsOids.messageDigest, octets(digestOf(digest, data))),
    attribute(cmsOids.signingCertificateV2, seq(essId)),
    ...(s.signingTime === undefined ? [] : [attribute(cmsOids.signingTime, time(s.signingTime))]),
  ];
  const signed = setOf(...attributes);
  const signature = await s.sign(signed);
  const stamp = await s.stamp?.(signature);
  const counters = await Promise.all((s.counterSigners ?? []).map((c) => signerInfo(c, undefined, signature)));
  const unsigned = [
    ...(stamp ? [attribute(cmsOids.signatureTimeStamp, stamp)] : []),
    ...(counters.length > 0 ? [attribute(cmsOids.counterSignature, ...counters.map(({ info: counter }) => counter))] : []),
  ];
  const info = seq(
    uint(1),
    seq(certificate.issuer.der, uint(Buffer.from(certificate.serial, 'hex'))),
    algorithmId(digest),
    tlv(0xa0, content(whole(signed))),
    s.algorithm,
    octets(signature),
    ...(unsigned.length > 0 ? [tlv(0xa1, ...unsigned)] : []),
  );
  return { info, stamp };
}

/** RevocationInfoChoices: lists as they are, OCSP responses as other formats (RFC 5940). */
function revocationChoices({ crls, ocspResponses }: EncodedValues): Uint8Array[] {
  return [...crls, ...ocspResponses.map((response) => context(1, oid(cmsOids.ocspResponseFormat), response))];
}

const distinct = (list: readonly Uint8Array[]): Uint8Array[] => [...new Map(list.map((der) => [toHex(der), der])).values()];

/** A ContentInfo, DER. */
export async function buildSignedData(d: SignedDataToBuild): Promise<Uint8Array<ArrayBuffer>> {
  const contentType = d.contentType ?? cmsOids.data;
  const infos = await Promise.all(d.signers.map((s) => signerInfo(s, contentType, d.content)));
  const digests = [...new Set(d.signers.map((s) => s.digest ?? 'sha256'))].map(algorithmId);
  const values = await d.values?.(infos.flatMap(({ stamp }) => stamp ?? []));
  const choices = values ? revocationChoices(values) : [];
  const certificates = distinct([...d.certificates, ...(values?.certificates ?? [])]);
  const version = values?.ocspResponses.length ? 5 : contentType === cmsOids.data ? 1 : 3;
  const signedData = seq(
    uint(version),
    setOf(...digests),
    seq(oid(contentType), ...(d.detached ? [] : [context(0, octets(d.content))])),
    ...(certificates.length > 0 ? [tlv(0xa0, content(whole(setOf(...certificates))))] : []),
    ...(choices.length > 0 ? [tlv(0xa1, content(whole(setOf(...choices))))] : []),
    setOf(...infos.map(({ info }) => info)),
  );
  return seq(oid(cmsOids.signedData), context(0, signedData));
}

// Reads CMS SignedData (RFC 5652 §5): content, certificates, lists and signers, with attributes kept as they were signed.

import { toHex } from '@shishobako/kernel/bytes';
import { fromBer } from '../der/from-ber.ts';
import { DerError, type Element, encoded, inside, Members, sequence, tags, whole } from '../der/read.ts';
import { octetsOf, oidOf, serialHex, smallInteger } from '../der/values.ts';
import { type AlgorithmIdentifier, type Certificate, parseAlgorithm, parseCertificate } from '../x509/certificate.ts';
import { type Name, parseName } from '../x509/name.ts';
import { cmsOids } from './oids.ts';

/** Attribute values by type. */
export type Attributes = ReadonlyMap<string, readonly Element[]>;

export type SignerInfo = {
  readonly signer: { readonly issuer: Name; readonly serial: string } | { readonly keyId: string };
  readonly digestAlgorithm: AlgorithmIdentifier;
  readonly signatureAlgorithm: AlgorithmIdentifier;
  /** DER of the SET OF that is signed, undefined without signed attributes. */
  readonly signedBytes: Uint8Array | undefined;
  readonly signed: Attributes;
  /** A signed attribute stands there twice or without a value (§5.3, §11): the signature says nothing then. */
  readonly hasIrregularSigned: boolean;
  readonly unsigned: Attributes;
  readonly signature: Uint8Array;
};

export type SignedData = {
  readonly contentType: string;
  /** Undefined when detached. */
  readonly content: Uint8Array | undefined;
  readonly certificates: readonly Certificate[];
  readonly crls: readonly Uint8Array[];
  readonly ocspResponses: readonly Uint8Array[];
  readonly signers: readonly SignerInfo[];
};

const MAX_SIGNERS = 64;
const MAX_CERTIFICATES = 1_000;
const MAX_ATTRIBUTES = 64;

function parseAttributes(e: Element, tag: number): { attributes: Attributes; irregular: boolean } {
  const attributes = new Map<string, readonly Element[]>();
  let irregular = false;
  for (const list = new Members(e, tag); list.more; ) {
    const pair = sequence(list.next());
    const type = oidOf(pair.next());
    const values: Element[] = [];
    for (const set = new Members(pair.next(tags.set)); set.more; ) values.push(set.next());
    pair.done();
    if (attributes.has(type) || values.length === 0) irregular = true;
    if (attributes.size >= MAX_ATTRIBUTES || values.length > MAX_ATTRIBUTES) throw new DerError('too many attributes');
    attributes.set(type, [...(attributes.get(type) ?? []), ...values]);
  }
  return { attributes, irregular };
}

export function parseSignerInfo(e: Element): SignerInfo {
  const members = sequence(e);
  const version = smallInteger(members.next());
  const sid = members.next();
  let signer: SignerInfo['signer'];
  if (sid.tag === tags.sequence) {
    const pair = sequence(sid);
    signer = { issuer: parseName(pair.next()), serial: serialHex(pair.next()) };
    pair.done();
  } else if (sid.tag === 0x80) signer = { keyId: toHex(octetsOf(sid, 0x80)) };
  else throw new DerError('signer identifier malformed');
  if (version !== 1 && version !== 3) throw new DerError('unknown signer version');
  const digestAlgorithm = parseAlgorithm(members.next());
  const signedElement = members.optional(0xa0);
  const signatureAlgorithm = parseAlgorithm(members.next());
  const signature = octetsOf(members.next());
  const unsignedElement = members.optional(0xa1);
  members.done();
  // What is signed is the SET OF itself, not its [0] (§5.4).
  const signedBytes = signedElement && Uint8Array.from(encoded(signedElement));
  if (signedBytes) signedBytes[0] = tags.set;
  const none = { attributes: new Map(), irregular: false };
  const signed = signedElement ? parseAttributes(signedElement, 0xa0) : none;
  return {
    signer,
    digestAlgorithm,
    signatureAlgorithm,
    signedBytes,
    signed: signed.attributes,
    hasIrregularSigned: signed.irregular,
    unsigned: (unsignedElement ? parseAttributes(unsignedElement, 0xa1) : none).attributes,
    signature,
  };
}

/** `der`: a ContentInfo, in DER or BER. Throws DerError. */
export function readSignedData(der: Uint8Array): SignedData {
  const outer = sequence(whole(fromBer(der)));
  if (oidOf(outer.next()) !== cmsOids.signedData) throw new DerError('not signed data');
  const members = sequence(inside(outer.next(0xa0)));
  outer.done();
  const version = smallInteger(members.next());
  if (version < 1 || version > 5) throw new DerError('unknown version of signed data');
  members.next(tags.set);
  const encapsulated = sequence(members.next());
  const contentType = oidOf(encapsulated.next());
  const wrapped = encapsulated.optional(0xa0);
  encapsulated.done();
  const certificates: Certificate[] = [];
  const bag = members.optional(0xa0);
  if (bag) {
    for (const list = new Members(bag); list.more; ) {
      const choice = list.next();
      if (certificates.length >= MAX_CERTIFICATES) throw new DerError('too many certificates');
      if (choice.tag !== tags.sequence) continue;
      // One that cannot be read is nobody's; the others count.
      const read = parseCertificate(encoded(choice));
      if (read.ok) certificates.push(read.value);
    }
  }
  const crls: Uint8Array[] = [];
  const ocspResponses: Uint8Array[] = [];
  const lists = members.optional(0xa1);
  if (lists) {
    for (const list = new Members(lists); list.more; ) {
      const choice = list.next();
      if (choice.tag === tags.sequence) crls.push(encoded(choice));
      else if (choice.tag === 0xa1) {
        const other = new Members(choice);
        if (oidOf(other.next()) === cmsOids.ocspResponseFormat) ocspResponses.push(encoded(other.next()));
      }
    }
  }
  const signers: SignerInfo[] = [];
  for (const list = new Members(members.next(tags.set)); list.more; ) {
    if (signers.length >= MAX_SIGNERS) throw new DerError('too many signers');
    signers.push(parseSignerInfo(list.next()));
  }
  members.done();
  return { contentType, content: wrapped && octetsOf(inside(wrapped)), certificates, crls, ocspResponses, signers };
}

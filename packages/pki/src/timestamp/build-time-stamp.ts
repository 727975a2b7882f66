// A time-stamping authority's answers (RFC 3161 §2.4): reads the request, signs the token.

import { buildSignedData } from '../cms/build-signed-data.ts';
import { cmsOids } from '../cms/oids.ts';
import { DerError, sequence, tags, whole } from '../der/read.ts';
import { booleanOf, integerBytes, octetsOf, oidOf, smallInteger } from '../der/values.ts';
import { bits, generalizedTime, octets, oid, seq, tlv, uint } from '../der/write.ts';
import type { Signer } from '../issue/signer.ts';
import { type AlgorithmIdentifier, parseAlgorithm } from '../x509/certificate.ts';
import { digestName, digestOf } from '../x509/digest-algorithm.ts';

export type TimeStampRequest = {
  readonly algorithm: AlgorithmIdentifier;
  readonly imprint: Uint8Array;
  readonly policy: string | undefined;
  readonly nonce: Uint8Array | undefined;
  readonly certificateWanted: boolean;
};

/** Throws DerError. Undefined when the digest algorithm or its length is not accepted, or an extension is asked for. */
export function readTimeStampRequest(der: Uint8Array): TimeStampRequest | undefined {
  const members = sequence(whole(der));
  if (smallInteger(members.next()) !== 1) throw new DerError('unknown time stamp version');
  const imprintOf = sequence(members.next());
  const algorithm = parseAlgorithm(imprintOf.next());
  const imprint = octetsOf(imprintOf.next());
  imprintOf.done();
  const policy = members.optional(tags.oid);
  const nonce = members.optional(tags.integer);
  const wanted = members.optional(tags.boolean);
  const extensions = members.optional(0xa0);
  members.done();
  const digest = digestName(algorithm.oid);
  if (!digest || digestOf(digest, new Uint8Array()).length !== imprint.length || extensions) return undefined;
  return {
    algorithm,
    imprint,
    policy: policy && oidOf(policy),
    nonce: nonce && integerBytes(nonce),
    certificateWanted: wanted ? booleanOf(wanted) : false,
  };
}

export type TimeStampAuthority = { readonly signer: Signer; readonly certificate: Uint8Array; readonly policy: string };

/** PKIFailureInfo bits. */
export const stampRefusals = { badAlg: 0, badRequest: 2, badDataFormat: 5, unacceptedPolicy: 15, systemFailure: 25 } as const;

export function buildStampRefusal(reason: keyof typeof stampRefusals): Uint8Array<ArrayBuffer> {
  const bit = stampRefusals[reason];
  const value = new Uint8Array((bit >> 3) + 1);
  value[bit >> 3] = 0x80 >> (bit & 7);
  return seq(seq(uint(2), bits(value, 7 - (bit & 7))));
}

/** `genTime` in milliseconds, to the second; `serial` unique for this authority. */
export async function buildTimeStamp(
  request: TimeStampRequest,
  tsa: TimeStampAuthority,
  genTime: number,
  serial: Uint8Array,
): Promise<Uint8Array<ArrayBuffer>> {
  const info = seq(
    uint(1),
    oid(tsa.policy),
    seq(request.algorithm.der, octets(request.imprint)),
    uint(serial),
    generalizedTime(genTime),
    // Accurate to a second.
    seq(uint(1)),
    ...(request.nonce ? [tlv(tags.integer, request.nonce)] : []),
  );
  const { algorithm, sign } = tsa.signer;
  const token = await buildSignedData({
    contentType: cmsOids.tstInfo,
    content: info,
    detached: false,
    signers: [{ certificate: tsa.certificate, algorithm, sign }],
    certificates: request.certificateWanted ? [tsa.certificate] : [],
  });
  return seq(seq(uint(0)), token);
}

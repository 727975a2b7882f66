// Makes a JAdES signature (ETSI TS 119 182-1 §6, level B, T or LT) with a signing function from a card, a keyserver or a key at hand.
import { toBase64, toBase64url, utf8 } from '@shishobako/kernel/bytes';
import { rfc3339 } from '@shishobako/kernel/clock';
import type { EncodedValues } from '../longterm/validation-data.ts';
import { digestOf } from '../x509/digest-algorithm.ts';

export type JadesToBuild = {
  readonly payload: Uint8Array;
  readonly detached: boolean;
  /** Signer first, DER. */
  readonly certificates: readonly [Uint8Array, ...Uint8Array[]];
  readonly algorithm: 'RS256' | 'ES256' | 'ES384';
  /** Signs these bytes, hashing them itself; ECDSA as r ‖ s. */
  readonly sign: (data: Uint8Array) => Uint8Array | Promise<Uint8Array>;
  /** Claimed time, milliseconds. */
  readonly signingTime: number;
  readonly contentType?: string;
  /** Time-stamp token (DER) over these bytes: the T of JAdES-T. */
  readonly stamp?: (data: Uint8Array) => Promise<Uint8Array>;
  /** Asked for once the stamp is there, so that the status is no older than it: the LT of JAdES-LT. */
  readonly values?: (stamp: Uint8Array) => Promise<EncodedValues>;
};

export type JadesDocument = {
  readonly payload?: string;
  readonly protected: string;
  readonly signature: string;
  readonly header?: { readonly etsiU: readonly string[] };
};

const pkiOb = (der: Uint8Array): { val: string } => ({ val: toBase64(der) });

function valueProperties({ certificates, crls, ocspResponses }: EncodedValues): readonly Readonly<Record<string, unknown>>[] {
  const rVals = {
    ...(crls.length > 0 && { crlVals: crls.map(pkiOb) }),
    ...(ocspResponses.length > 0 && { ocspVals: ocspResponses.map(pkiOb) }),
  };
  return [{ xVals: certificates.map((c) => ({ x509Cert: pkiOb(c) })) }, { rVals }];
}

/** Flattened JSON serialisation; without `stamp` its parts also make the compact form. */
export async function buildJades(j: JadesToBuild): Promise<JadesDocument> {
  const [signer] = j.certificates;
  const header = {
    alg: j.algorithm,
    ...(j.contentType !== undefined && { cty: j.contentType }),
    x5c: j.certificates.map(toBase64),
    'x5t#S256': toBase64url(digestOf('sha256', signer)),
    sigT: `${rfc3339(j.signingTime).slice(0, 19)}Z`,
  };
  const protectedText = toBase64url(utf8(JSON.stringify(header)));
  const payload = toBase64url(j.payload);
  const signature = toBase64url(await j.sign(utf8(`${protectedText}.${payload}`)));
  const stamp = await j.stamp?.(utf8(signature));
  const properties = stamp ? [{ sigTst: { tstTokens: [pkiOb(stamp)] } }, ...(j.values ? valueProperties(await j.values(stamp)) : [])] : [];
  return {
    ...(!j.detached && { payload }),
    protected: protectedText,
    signature,
    ...(properties.length > 0 && { header: { etsiU: properties.map((p) => toBase64url(utf8(JSON.stringify(p)))) } }),
  };
}

export const compactForm = (d: JadesDocument): string => `${d.protected}.${d.payload ?? ''}.${d.signature}`;

// Makes a JAdES signature (ETSI TS 119 182-1 §6, level B or T) with a signing function from a card, a keyserver or a key at hand.
import { toBase64, toBase64url, utf8 } from '@shishobako/kernel/bytes';
import { rfc3339 } from '@shishobako/kernel/clock';
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
};

export type JadesDocument = {
  readonly payload?: string;
  readonly protected: string;
  readonly signature: string;
  readonly header?: { readonly etsiU: readonly string[] };
};

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
  const property = j.stamp && { sigTst: { tstTokens: [{ val: toBase64(await j.stamp(utf8(signature))) }] } };
  return {
    ...(!j.detached && { payload }),
    protected: protectedText,
    signature,
    ...(property && { header: { etsiU: [toBase64url(utf8(JSON.stringify(property)))] } }),
  };
}

export const compactForm = (d: JadesDocument): string => `${d.protected}.${d.payload ?? ''}.${d.signature}`;

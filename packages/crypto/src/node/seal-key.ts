// A service's P-256 key of the trust list (`use: seal`) as the recipient of HPKE base mode.
import { fromBase64url } from '@shishobako/kernel/bytes';
import { shishobakoSuite } from '../hpke-suite.ts';
import { type KemPrivate, kemPrivateFromRaw } from './hpke-dh.ts';
import type { SigningKey } from './key-folder.ts';

/** The HPKE private key (DHKEM P-256) of a kept P-256 key. */
export function sealKeyFrom(key: SigningKey): KemPrivate {
  const { d } = key.privateKey.export({ format: 'jwk' });
  return kemPrivateFromRaw(shishobakoSuite.kem, fromBase64url(d ?? ''));
}

// Names of the simulated JPKI: the real shape under an organisation nobody can mistake for the real one (fact sheet §1).
import { oids } from '../oids.ts';
import { encodeName } from '../x509/name.ts';

export type CardUse = 'signature' | 'authentication';

/** O of every name. The real one is JPKI, J-LIS's own test hierarchy JPKI-TEST. */
export const SIMULATED_ORGANISATION = 'JPKI-SIMULATED';

const unit: Readonly<Record<CardUse, string>> = { signature: 'JPKI for digital signature', authentication: 'JPKI for user authentication' };
const unitJa: Readonly<Record<CardUse, string>> = {
  signature: '模擬公的個人認証サービス署名用',
  authentication: '模擬公的個人認証サービス利用者証明用',
};

export const caName = (use: CardUse, organisation: string): Uint8Array<ArrayBuffer> =>
  encodeName([
    [oids.countryName, 'JP'],
    [oids.organizationName, organisation],
    [oids.organizationalUnitName, unit[use]],
    [oids.organizationalUnitName, 'Japan Agency for Local Authority Information Systems'],
  ]);

export const caNameJa = (use: CardUse): Uint8Array<ArrayBuffer> =>
  encodeName([
    [oids.countryName, 'JP'],
    [oids.organizationName, '模擬公的個人認証サービス'],
    [oids.organizationalUnitName, unitJa[use]],
    [oids.organizationalUnitName, '地方公共団体情報システム機構（模擬）'],
  ]);

export type Municipality = {
  /** Five digits without the check digit. */
  readonly code: string;
  /** Romanised, for example `Tokyo-to` and `Shibuya-ku`. */
  readonly prefecture: string;
  readonly name: string;
};

/** Name of the CRL partition of one municipality (fact sheet §2, row 5). */
export const distributionPointName = (use: CardUse, organisation: string, at: Municipality): Uint8Array<ArrayBuffer> =>
  encodeName([
    [oids.countryName, 'JP'],
    [oids.organizationName, organisation],
    [oids.organizationalUnitName, unit[use]],
    [oids.organizationalUnitName, 'CRL Distribution Points'],
    [oids.organizationalUnitName, at.prefecture],
    [oids.commonName, `${at.name} CRLDP`],
  ]);

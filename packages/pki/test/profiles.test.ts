// Readers of the profiles, the JPKI calendar and the corporate number, on certificates made here and figures from the fact sheet.
import { describe, expect, it } from 'vitest';
import { context, contextPrimitive, oid, oidContent, seq, setOf, utf8String } from '../src/der/write.ts';
import { buildCertificate, type ExtensionToWrite } from '../src/issue/build-certificate.ts';
import { policyExtension } from '../src/issue/extensions.ts';
import { signerFor } from '../src/issue/signer.ts';
import { oids } from '../src/oids.ts';
import { registeredCorporationInfo, registeredCorporationOf } from '../src/profile/commercial-registration.ts';
import { corporateNumberOf, isCorporateNumber } from '../src/profile/corporate-number.ts';
import { dateFromEra, eraDate } from '../src/profile/four-attributes.ts';
import { healthcareRoleOf, hpkiPolicies, isHpki } from '../src/profile/hpki.ts';
import { ageAt, cardCertificateEnd } from '../src/profile/jpki-validity.ts';
import { readCertificate } from '../src/x509/certificate.ts';
import { encodeName } from '../src/x509/name.ts';
import { now, p256Key, serial, YEAR } from './test-authority.ts';

const key = signerFor(p256Key());
const name = encodeName([[oids.commonName, 'Fictional']]);
const certificateWith = (...extensions: ExtensionToWrite[]) =>
  readCertificate(
    buildCertificate(
      { serial: serial(), issuer: name, subject: name, notBefore: now, notAfter: now + YEAR, spki: key.spki, extensions },
      key,
    ),
  );

describe('profiles', () => {
  it('reads the company of a commercial-registration certificate', () => {
    const field = (n: number, text: string): Uint8Array => context(n, utf8String(text));
    const value = seq(
      field(0, '株式会社架空'),
      field(1, '180301018771'),
      field(2, '架空県汐凪市'),
      field(3, '見本太郎'),
      field(4, '代表取締役'),
      field(6, '架空地方法務局'),
    );
    expect(registeredCorporationOf(certificateWith({ oid: registeredCorporationInfo, value }))).toMatchObject({
      name: '株式会社架空',
      corporateNumber: '1180301018771',
      representative: '見本太郎',
    });
    expect(registeredCorporationOf(certificateWith({ oid: registeredCorporationInfo, value: seq(field(0, 'x')) }))).toBeUndefined();
    expect(registeredCorporationOf(certificateWith(policyExtension('1.2.3', 'https://x.invalid')))).toBeUndefined();
  });

  it('reads the role of an HPKI certificate under either identifier', () => {
    for (const [type, scheme] of [
      ['1.0.17090.1.1', context(0, oid('1.2.392.100495.1.6.1.1'))],
      ['1.0.17090.0.1', contextPrimitive(0, oidContent('1.2.392.100495.1.6.1.1'))],
    ] as const) {
      const actor = seq(context(0, setOf(scheme, context(2, utf8String('Medical Doctor')))));
      const value = seq(seq(oid(type), setOf(setOf(actor))));
      const certificate = certificateWith(
        { oid: oids.subjectDirectoryAttributes, value },
        policyExtension(hpkiPolicies.signature, 'https://x.invalid'),
      );
      expect(healthcareRoleOf(certificate)).toEqual({ codingScheme: '1.2.392.100495.1.6.1.1', qualification: 'Medical Doctor' });
      expect(isHpki(certificate, 'signature')).toBe(true);
      expect(isHpki(certificate, 'authentication')).toBe(false);
    }
    expect(healthcareRoleOf(certificateWith(policyExtension('1.2.3', 'https://x.invalid')))).toBeUndefined();
  });

  it('knows the check digit of corporate numbers', () => {
    for (const number of ['7000012050002', '8000012010038', '1180301018771']) {
      expect(isCorporateNumber(number)).toBe(true);
      expect(corporateNumberOf(number.slice(1))).toBe(number);
    }
    expect(isCorporateNumber('7000012050003')).toBe(false);
  });

  it('ends card certificates on the fifth birthday, Japan time', () => {
    const end = (issued: string, born: string): string => new Date(cardCertificateEnd(Date.parse(issued), born)).toISOString();
    expect(end('2025-10-27T03:00:00Z', '1980-02-17')).toBe('2030-02-17T14:59:59.000Z');
    expect(end('2026-02-16T03:00:00Z', '1980-02-17')).toBe('2030-02-17T14:59:59.000Z');
    expect(end('2026-02-17T03:00:00Z', '1980-02-17')).toBe('2031-02-17T14:59:59.000Z');
    expect(end('2026-11-21T03:00:00Z', '2000-02-29')).toBe('2031-02-28T14:59:59.000Z');
    expect(end('2026-11-21T03:00:00Z', '1950-00-00')).toBe('2031-01-01T14:59:59.000Z');
    expect(ageAt(Date.parse('2026-11-21T15:00:00Z'), '2011-11-22')).toBe(15);
    expect(ageAt(Date.parse('2026-11-21T14:59:00Z'), '2011-11-22')).toBe(14);
  });

  it('writes era dates', () => {
    expect(['1912-07-29', '1912-07-30', '1926-12-25', '1989-01-07', '1989-01-08', '2019-05-01'].map((d) => eraDate(d)[0])).toEqual([
      '1',
      '2',
      '3',
      '3',
      '4',
      '5',
    ]);
    expect(eraDate('1980-02-17')).toBe('319800217');
    expect(eraDate('1980-00-00')).toBe('319800000');
    expect(eraDate('1989-00-00')).toBe('019890000');
    expect(dateFromEra('319800217')).toBe('1980-02-17');
    expect(dateFromEra('719800217')).toBeUndefined();
  });
});

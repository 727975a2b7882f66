// Several signers and counter-signatures: each judged on its own, one bad among them spoils no other, detached or not (CRT-02).
import { sign } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { buildSignedData, type CmsSigner } from '../src/cms/build-signed-data.ts';
import { readSignedData } from '../src/cms/signed-data.ts';
import { verifySignedData } from '../src/cms/verify-signed-data.ts';
import { signerFor } from '../src/issue/signer.ts';
import { buildJades } from '../src/jades/build-jades.ts';
import { readJades } from '../src/jades/read-jades.ts';
import { verifyJades } from '../src/jades/verify-jades.ts';
import { readCertificate } from '../src/x509/certificate.ts';
import { cardAuthority, now, p256Key, rsaKey, senderAuthority, senderCertificate, signatureCertificate } from './test-authority.ts';

const [citizens, senders] = [cardAuthority('signature'), senderAuthority()];
const [cardKey, agencyKey] = [rsaKey(), p256Key()];
const card = signatureCertificate(citizens.issuer, cardKey);
const agency = senderCertificate(senders.issuer, agencyKey);
const anchors = [citizens, senders].map((a) => readCertificate(a.certificate));
const content = new TextEncoder().encode('共同の届出（架空）');

const byCard: CmsSigner = { certificate: card, ...signerFor(cardKey), signingTime: now };
const byAgency: CmsSigner = { certificate: agency, ...signerFor(agencyKey), signingTime: now };
const lying: CmsSigner = { ...byAgency, sign: (data) => signerFor(agencyKey).sign(data.slice(1)) };

const judge = async (signers: readonly CmsSigner[], detached?: Uint8Array) => {
  const der = await buildSignedData({ content, detached: detached !== undefined, signers, certificates: [card, agency] });
  const verdicts = verifySignedData({ data: readSignedData(der), detached, anchors, time: now });
  return verdicts.toSorted(
    (a, b) =>
      Number(a.certificate?.serial === readCertificate(agency).serial) - Number(b.certificate?.serial === readCertificate(agency).serial),
  );
};

describe('CMS', () => {
  it.each([
    ['attached', undefined],
    ['detached', content],
  ])('judges two signers each on its own, %s', async (_, detached) => {
    expect(await judge([byCard, byAgency], detached)).toMatchObject([
      { intact: true, trusted: true },
      { intact: true, trusted: true },
    ]);
    expect(await judge([byCard, lying], detached)).toMatchObject([
      { intact: true, trusted: true },
      { intact: false, trusted: false, reason: 'signature', report: { indication: 'TOTAL-FAILED', subIndication: 'SIG_CRYPTO_FAILURE' } },
    ]);
  });

  it('spoils all signers with other detached content, or none given', async () => {
    const der = await buildSignedData({ content, detached: true, signers: [byCard, byAgency], certificates: [card, agency] });
    const ask = (detached: Uint8Array | undefined) => verifySignedData({ data: readSignedData(der), detached, anchors, time: now });
    for (const verdict of ask(content.subarray(1))) expect(verdict).toMatchObject({ intact: false, reason: 'message-digest' });
    for (const verdict of ask(undefined))
      expect(verdict).toMatchObject({ intact: false, report: { indication: 'INDETERMINATE', subIndication: 'SIGNED_DATA_NOT_FOUND' } });
  });

  it('lists counter-signatures, good and bad, which change nothing for the signature', async () => {
    const [good] = await judge([{ ...byCard, counterSigners: [byAgency] }]);
    expect(good).toMatchObject({ intact: true, trusted: true, counterSignatures: [{ intact: true }] });
    expect(good?.counterSignatures[0]?.subject).toContain('shionagi-city');
    const [bad] = await judge([{ ...byCard, counterSigners: [lying] }]);
    expect(bad).toMatchObject({ intact: true, trusted: true, counterSignatures: [{ intact: false, reason: 'signature' }] });
  });
});

it('JAdES judges two signers each on its own', async () => {
  const common = { payload: content, detached: false, signingTime: now };
  const one = await buildJades({ ...common, certificates: [card], algorithm: 'RS256', sign: (data) => sign('sha256', data, cardKey) });
  const two = await buildJades({
    ...common,
    certificates: [agency],
    algorithm: 'ES256',
    sign: (data) => sign('sha256', data, { key: agencyKey, dsaEncoding: 'ieee-p1363' }),
  });
  const together = (second: object) => {
    const { payload, ...first } = one;
    const document = readJades(JSON.stringify({ payload, signatures: [first, second] }));
    return document.ok ? verifyJades({ document: document.value, anchors, time: now }) : [];
  };
  const { payload: _, ...second } = two;
  expect(together(second)).toMatchObject([
    { intact: true, trusted: true },
    { intact: true, trusted: true },
  ]);
  expect(together({ ...second, signature: one.signature })).toMatchObject([{ intact: true }, { intact: false, reason: 'signature' }]);
});

// A document signed with a card, stamped and with its status kept (CRT-02, JPK-05, JPK-12): good after the certificate has expired, and each thing
// that can be wrong with the evidence named as EN 319 102-1 names it. Nothing is asked of any service once the document is made.
import { execFile } from 'node:child_process';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { makeCardClient } from '@shishobako/card/card-client';
import { digestToSign } from '@shishobako/card/digest-to-sign';
import { installCertificates, personaliseCard } from '@shishobako/card/personalise-card';
import { makeVirtualCard } from '@shishobako/card/virtual-card';
import { CardIssued } from '@shishobako/contracts/ca-api';
import { fromBase64, toBase64, utf8 } from '@shishobako/kernel/bytes';
import { buildSignedData } from '@shishobako/pki/cms/build-signed-data';
import { readSignedData } from '@shishobako/pki/cms/signed-data';
import { verifySignedData } from '@shishobako/pki/cms/verify-signed-data';
import { conformPki } from '@shishobako/pki/conform';
import { nil, oid, seq } from '@shishobako/pki/der/write';
import { buildOcspResponse } from '@shishobako/pki/issue/build-ocsp-response';
import { signerFor } from '@shishobako/pki/issue/signer';
import { buildJades } from '@shishobako/pki/jades/build-jades';
import { readJades } from '@shishobako/pki/jades/read-jades';
import { verifyJades } from '@shishobako/pki/jades/verify-jades';
import { collectValues, joinValues } from '@shishobako/pki/longterm/collect-values';
import type { EncodedValues } from '@shishobako/pki/longterm/validation-data';
import { oids } from '@shishobako/pki/oids';
import { certIdFor } from '@shishobako/pki/revocation/ocsp-request';
import { readOcspResponse } from '@shishobako/pki/revocation/ocsp-response';
import { askTimeStamp } from '@shishobako/pki/timestamp/ask-time-stamp';
import { type Certificate, readCertificate } from '@shishobako/pki/x509/certificate';
import { withTestDatabase } from '@shishobako/testkit/database';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { cardAuthority, p256Key, responderCertificate } from '../../../packages/pki/test/test-authority.ts';
import { startTestCa } from './start-test-ca.ts';

const database = await withTestDatabase('ca');
const run = promisify(execFile);
const content = utf8('転出届\r\n架空の申請\r\n');
const holder = { name: '見本　太郎', sex: '1', dateOfBirth: '1980-02-17', address: '架空県汐凪市見本町１－２－３' } as const;
const DAY = 86_400_000;
let ca: Awaited<ReturnType<typeof startTestCa>>;
let anchors: Certificate[];

beforeAll(async () => {
  ca = await startTestCa(database);
  anchors = (await ca.anchors()).map((a) => readCertificate(fromBase64(a.certificate)));
});
afterAll(() => ca.close());

async function makeCard() {
  const blank = await personaliseCard({
    id: 'citizen',
    label: { ja: '見本（架空）', en: 'sample (fictional)' },
    expires: '2035-02-17',
    holder: { name: holder.name, sex: holder.sex, birthDate: '19800217', address: holder.address },
    pins: { auth: '1234', sign: 'ABC123XYZ', inputAssist: '9876' },
  });
  const reply = await ca.post('/v1/counter/cards', {
    attributes: { ...holder, municipalityCode: '990019', prefecture: 'Kakuu-ken', municipality: 'Shionagi-shi' },
    publicKeys: { signature: toBase64(blank.signSpki), authentication: toBase64(blank.authSpki) },
  });
  const issued = CardIssued.parse(await reply.json());
  if (!issued.signature) throw new Error('no signing certificate');
  const both = (c: { certificate: string; ca: string }) => ({ certificate: fromBase64(c.certificate), ca: fromBase64(c.ca) });
  installCertificates(blank.state, { auth: both(issued.authentication), sign: both(issued.signature) });
  const chip = makeVirtualCard(blank.state, { onChange: () => {} });
  const client = makeCardClient({ transmit: async (apdu) => chip.process(apdu) });
  const certificate = readCertificate(fromBase64(issued.signature.certificate));
  const issuer = readCertificate(fromBase64(issued.signature.ca));
  async function sign(message: Uint8Array): Promise<Uint8Array> {
    await client.select();
    await client.verifyPin('sign', 'ABC123XYZ');
    const signed = await client.sign('sign', (await digestToSign(certificate.der, Uint8Array.from(message))) as Uint8Array);
    if (!signed.ok) throw new Error(signed.error.kind);
    return signed.value;
  }
  return {
    certificate,
    issuer,
    sign,
    id: issued.cardId,
    end: () => ca.post(`/v1/counter/cards/${issued.cardId}/revocations`, { event: 'move' }),
  };
}
type Card = Awaited<ReturnType<typeof makeCard>>;

async function stamp(data: Uint8Array): Promise<Uint8Array> {
  const token = await askTimeStamp({ url: `${ca.url}/tsa`, anchors }, data);
  if (!token.ok) throw new Error(token.error.detail);
  return token.value;
}

async function values(card: Card, token: Uint8Array): Promise<EncodedValues> {
  const revocation = ca.status();
  const [unit] = readSignedData(token).certificates;
  if (!unit) throw new Error('no certificate of the unit');
  const common = { intermediates: [], anchors, revocation, time: Date.now() };
  const of = async (certificate: Certificate, purpose: 'signature' | 'timeStamping') => {
    const collected = await collectValues({ ...common, certificate, purpose });
    if (!collected.ok) throw new Error(collected.error.kind);
    return collected.value;
  };
  return joinValues(await of(card.certificate, 'signature'), await of(unit, 'timeStamping'));
}

type Parts = { stamp?: typeof stamp; values?: (card: Card, token: Uint8Array) => Promise<EncodedValues> };
const lt: Parts = { stamp, values };

const cades = (card: Card, parts: Parts) =>
  buildSignedData({
    content,
    detached: false,
    signers: [
      {
        certificate: card.certificate.der,
        algorithm: seq(oid(oids.sha256WithRsa), nil()),
        sign: card.sign,
        signingTime: Date.now(),
        ...(parts.stamp && { stamp: parts.stamp }),
      },
    ],
    certificates: [card.certificate.der],
    values: async ([token]) => (token && parts.values ? parts.values(card, token) : { certificates: [], crls: [], ocspResponses: [] }),
  });

const jades = (card: Card, parts: Parts) =>
  buildJades({
    payload: content,
    detached: false,
    certificates: [card.certificate.der],
    algorithm: 'RS256',
    sign: card.sign,
    signingTime: Date.now(),
    ...(parts.stamp && { stamp: parts.stamp }),
    ...(parts.values && { values: (token: Uint8Array) => parts.values?.(card, token) as Promise<EncodedValues> }),
  });

async function judge(card: Card, parts: Parts, time: number) {
  const [c] = verifySignedData({ data: readSignedData(await cades(card, parts)), anchors, time });
  const document = readJades(JSON.stringify(await jades(card, parts)));
  const [j] = document.ok ? verifyJades({ document: document.value, anchors, time }) : [];
  const said = [c, j].map((v) => `${v?.level} ${v?.report?.indication} ${v?.report?.subIndication} ${v?.report?.revocation?.source}`);
  expect(said[0]).toBe(said[1]);
  return said[0];
}

describe('long-term evidence', () => {
  it('passes now, past expiry, and after a later revocation', async () => {
    const card = await makeCard();
    const signed = readSignedData(await cades(card, lt));
    const document = readJades(JSON.stringify(await jades(card, lt)));
    if (!document.ok) throw new Error('JAdES malformed');
    await card.end();
    for (const time of [Date.now() + 2000, card.certificate.notAfter + DAY, Date.now() + 30 * 365 * DAY]) {
      const passed = {
        intact: true,
        level: 'LT',
        trusted: true,
        report: { indication: 'TOTAL-PASSED', subIndication: null, revocation: { status: 'good', source: 'ocsp' } },
      };
      const [c] = verifySignedData({ data: signed, anchors, time });
      expect(c).toMatchObject(passed);
      expect(c?.report?.path.map((p) => p.serial)).toEqual([card.certificate.serial, card.issuer.serial]);
      expect(c?.report?.time).toBe(c?.stampedTime);
      expect(verifyJades({ document: document.value, anchors, time })).toMatchObject([passed]);
    }
  });

  it('is judged alike through the conformance port', async () => {
    const card = await makeCard();
    const ask = (op: string, data: string) =>
      conformPki(op, {
        data,
        trustAnchors: anchors.map((a) => toBase64(a.der)),
        time: new Date(card.certificate.notAfter + DAY).toISOString(),
      });
    const passed = { ok: true, result: { signers: [{ level: 'LT', trusted: true, report: { indication: 'TOTAL-PASSED' } }] } };
    expect(await ask('cms.verify', toBase64(await cades(card, lt)))).toMatchObject(passed);
    expect(await ask('jades.verify', JSON.stringify(await jades(card, lt)))).toMatchObject(passed);
  });

  it('names what is missing or wrong', async () => {
    const card = await makeCard();
    const later = card.certificate.notAfter + DAY;
    const other = await makeCard();
    const stranger = cardAuthority('signature');
    const strangerKey = p256Key();
    const forged = async (): Promise<EncodedValues> => ({
      certificates: [],
      crls: [],
      ocspResponses: [
        buildOcspResponse(
          {
            producedAt: Date.now(),
            answers: [
              { id: certIdFor(card.issuer, card.certificate.serial), thisUpdate: Date.now(), nextUpdate: Date.now() + DAY, status: 'good' },
            ],
            nonce: undefined,
            responderCertificate: responderCertificate(stranger.issuer, strangerKey),
          },
          signerFor(strangerKey),
        ),
      ],
    });
    expect(await judge(card, lt, later)).toBe('LT TOTAL-PASSED null ocsp');
    expect(await judge(card, { stamp }, later)).toBe('T INDETERMINATE TRY_LATER none');
    expect(await judge(card, { stamp, values: forged }, later)).toBe('T INDETERMINATE TRY_LATER none');
    expect(await judge(card, { stamp, values: (_, token) => values(other, token) }, later)).toBe('T INDETERMINATE TRY_LATER none');
    expect(await judge(card, { stamp: () => stamp(utf8('another signature')), values }, later)).toBe(
      'B INDETERMINATE OUT_OF_BOUNDS_NO_POE undefined',
    );
    expect(await judge(card, {}, later)).toBe('B INDETERMINATE OUT_OF_BOUNDS_NO_POE undefined');
  });

  it('does not let a stamp later than the revocation save a signature; one earlier does', async () => {
    const card = await makeCard();
    const later = card.certificate.notAfter + DAY;
    const evidence = async (): Promise<EncodedValues> => {
      const answer = await ca.status().check(card.certificate, card.issuer, Date.now());
      return { certificates: [], crls: [], ocspResponses: answer.evidence ? [answer.evidence] : [] };
    };
    // Stamped, then revoked, then the (revoked) status fetched: the answer itself says the revocation came after.
    const endFirst = async (): Promise<EncodedValues> => {
      await new Promise((done) => setTimeout(done, 1100));
      await card.end();
      return evidence();
    };
    const before = readSignedData(await cades(card, { stamp, values: endFirst }));
    expect(verifySignedData({ data: before, anchors, time: later })[0]?.report).toMatchObject({ indication: 'TOTAL-PASSED' });
    expect(await judge(card, { stamp, values: evidence }, later)).toBe('LT INDETERMINATE REVOKED_NO_POE ocsp');
  });

  it('fails for good when a byte of the content differs', async () => {
    const card = await makeCard();
    const text = Buffer.from(await cades(card, lt)).toString('latin1');
    const altered = Buffer.from(
      text.replace(Buffer.from(content).toString('latin1'), Buffer.from(content.map((b) => b ^ 1)).toString('latin1')),
      'latin1',
    );
    expect(verifySignedData({ data: readSignedData(altered), anchors, time: Date.now() })[0]).toMatchObject({
      intact: false,
      trusted: false,
      report: { indication: 'TOTAL-FAILED', subIndication: 'HASH_FAILURE' },
    });
  });

  it('is read alike by openssl: signature, stamp and status (needs openssl)', async (context) => {
    const openssl = (...args: string[]): Promise<string> =>
      run('openssl', args).then(
        ({ stdout, stderr }) => stdout + stderr,
        (cause: { stdout: string; stderr: string }) => `FAILED ${cause.stdout}${cause.stderr}`,
      );
    if (!(await openssl('version')).startsWith('OpenSSL')) return context.skip('apt-get install openssl');
    const card = await makeCard();
    const signed = await cades(card, lt);
    const file = (name: string): string => join(ca.folder, name);
    const pem = (list: readonly Certificate[]): string =>
      list.map((c) => `-----BEGIN CERTIFICATE-----\n${toBase64(c.der).replace(/.{64}/g, '$&\n')}\n-----END CERTIFICATE-----\n`).join('');
    await Promise.all([
      writeFile(file('signed.der'), signed),
      writeFile(file('anchors.pem'), pem(anchors)),
      writeFile(file('card.pem'), pem([card.certificate])),
      writeFile(file('issuer.pem'), pem([card.issuer])),
    ]);
    expect(
      await openssl(
        'cms',
        '-verify',
        '-binary',
        '-cades',
        '-inform',
        'DER',
        '-in',
        file('signed.der'),
        '-CAfile',
        file('anchors.pem'),
        '-purpose',
        'any',
        '-out',
        file('out'),
      ),
    ).toMatch(/Verification successful/);
    expect(Buffer.from(await readFile(file('out')))).toEqual(Buffer.from(content));
    const data = readSignedData(signed);
    const [signer] = data.signers;
    const [token] = signer?.unsigned.get('1.2.840.113549.1.9.16.2.14') ?? [];
    if (!signer || !token) throw new Error('no stamp');
    await writeFile(file('value'), signer.signature);
    await writeFile(file('token.der'), token.bytes.subarray(token.start, token.end));
    expect(
      await openssl('ts', '-verify', '-token_in', '-in', file('token.der'), '-data', file('value'), '-CAfile', file('anchors.pem')),
    ).toContain('Verification: OK');
    const status = data.ocspResponses.find((r) => readOcspResponse(r)?.statuses.some((s) => s.id.serial === card.certificate.serial));
    await writeFile(file('status.der'), status as Uint8Array);
    expect(
      await openssl(
        'ocsp',
        '-respin',
        file('status.der'),
        '-issuer',
        file('issuer.pem'),
        '-sha256',
        '-cert',
        file('card.pem'),
        '-CAfile',
        file('issuer.pem'),
        '-no_nonce',
      ),
    ).toMatch(/Response verify OK[\s\S]*good|good[\s\S]*Response verify OK/);
  });
});

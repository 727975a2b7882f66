// Project Wycheproof's signature suites through sig.verify, and its JOSE suites through jose.verify and jose.decrypt.
// The suites lie outside the repository (../shared/vectors/wycheproof); without them the tests are skipped, visibly.
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type ConformVerdict, conformPki } from '@shishobako/pki/conform';
import { describe, expect, it } from 'vitest';

const folder = join(import.meta.dirname, '../../../shared/vectors/wycheproof');

type Test = {
  tcId: number;
  comment: string;
  msg: string;
  sig: string;
  jws?: string;
  jwe?: string;
  pt?: string;
  result: 'valid' | 'invalid' | 'acceptable';
};
type Group = { publicKeyPem: string; sLen?: number; private?: object; public?: object; tests: Test[] };

const read = (file: string): Group[] => (JSON.parse(readFileSync(join(folder, file), 'utf8')) as { testGroups: Group[] }).testGroups;

const suites: [file: string, alg: string, encoding: 'der' | 'p1363'][] = [
  ['ecdsa_secp256r1_sha256_test.json', 'ES256', 'der'],
  ['ecdsa_secp256r1_sha256_p1363_test.json', 'ES256', 'p1363'],
  ['ecdsa_secp521r1_sha512_p1363_test.json', 'ES512', 'p1363'],
  ['ed25519_test.json', 'EdDSA', 'der'],
  ['rsa_pss_2048_sha256_mgf1_32_test.json', 'PS256', 'der'],
  ['rsa_signature_2048_sha256_test.json', 'RS256', 'der'],
  ['rsa_signature_4096_sha512_test.json', 'RS512', 'der'],
];

/** What we accept on purpose although the suite's own library does not: the port takes JSON serialization. */
const otherwise: ReadonlySet<string> = new Set(['rejectsValidJsonSerialization']);

describe.skipIf(!existsSync(folder))('Wycheproof (needs ../shared/vectors/wycheproof)', () => {
  it.each(suites)('%s', async (file, alg, encoding) => {
    const wrong: string[] = [];
    let count = 0;
    for (const group of read(file)) {
      for (const test of group.tests) {
        count++;
        const saltLength = group.sLen === undefined ? {} : { saltLength: group.sLen };
        const verdict = await conformPki('sig.verify', {
          alg,
          encoding,
          publicKeyPem: group.publicKeyPem,
          message: test.msg,
          signature: test.sig,
          ...saltLength,
        });
        const answer = verdict.ok ? verdict.result : verdict.error.code;
        if (test.result !== 'acceptable' && answer !== (test.result === 'valid')) wrong.push(`${test.tcId} ${test.comment}: ${answer}`);
      }
    }
    console.info(`${file}: ${count - wrong.length} of ${count}`);
    expect(wrong).toEqual([]);
  });

  it.each(['json_web_crypto_test.json', 'json_web_key_test.json'])('%s', async (file) => {
    const wrong: string[] = [];
    let count = 0;
    for (const group of read(file)) {
      for (const test of group.tests) {
        count++;
        const jwk = group.public ?? group.private;
        const verdict: ConformVerdict = test.jws
          ? await conformPki('jose.verify', { token: test.jws, jwk })
          : await conformPki('jose.decrypt', { token: test.jwe, jwk: group.private });
        if (test.result !== 'acceptable' && verdict.ok !== (test.result === 'valid' || otherwise.has(test.comment)))
          wrong.push(`${test.tcId} ${test.comment}: ${JSON.stringify(verdict)}`);
        if (!verdict.ok) expect(verdict.error.code).not.toBe('internal');
      }
    }
    console.info(`${file}: ${count - wrong.length} of ${count}`);
    expect(wrong).toEqual([]);
  });
});

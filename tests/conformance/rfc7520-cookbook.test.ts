// The JOSE cookbook (RFC 7520) with RFC 7797 and RFC 8037 through jose.verify and jose.decrypt: every serialisation of every example.
// The examples lie outside the repository (../shared/vectors/rfc7520-cookbook); without them the test is skipped, visibly.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { conformPki } from '@shishobako/pki/conform';
import { describe, expect, it } from 'vitest';

const folder = join(import.meta.dirname, '../../../shared/vectors/rfc7520-cookbook');

type Key = Record<string, unknown>;
type Example = {
  title: string;
  input: { payload?: string; plaintext?: string; key?: Key | Key[]; pwd?: string; alg?: string };
  output: { compact?: string; json?: Record<string, unknown>; json_flat?: Record<string, unknown> };
};

/** Refused on purpose: RFC 8725 §3.2 (RSA1_5), passwords, compression before encryption. */
const refused: Readonly<Record<string, string>> = { '5_1.': 'RSA1_5', '5_3.': 'PBES2', '5_9.': 'zip' };

/** Made from a draft: `b64` false without `crit`, which RFC 7797 §6 forbids. */
const lacksCrit: ReadonlySet<string> = new Set(['4.2.hmac-sha2_b64_false.json']);

const read = (kind: string): [string, Example][] =>
  readdirSync(join(folder, kind))
    .filter((name) => name.endsWith('.json'))
    .map((name) => [name, JSON.parse(readFileSync(join(folder, kind, name), 'utf8')) as Example]);

const b64u = (text: string): string => Buffer.from(text).toString('base64url');

describe.skipIf(!existsSync(folder))('RFC 7520 (needs ../shared/vectors/rfc7520-cookbook)', () => {
  it('verifies every signature in every form', async () => {
    const forms = [...read('jws'), ...read('rfc7797'), ...read('curve25519').filter(([name]) => name === 'jws.json')].flatMap(([name, e]) =>
      Object.entries(e.output).map(([form, token]) => ({ name, form, token, e })),
    );
    for (const { name, form, token, e } of forms) {
      const keys = [e.input.key ?? []].flat();
      for (const [i, jwk] of keys.entries()) {
        const detached = name.startsWith('4_5') || name.startsWith('hmac') ? { detached: b64u(e.input.payload ?? '') } : {};
        const verdict = await conformPki('jose.verify', { token, jwk, ...detached });
        if (lacksCrit.has(name)) {
          expect(verdict).toMatchObject({ ok: false, error: { code: 'jws.invalid' } });
          continue;
        }
        expect(verdict, `${name} ${form} ${i}`).toMatchObject({ ok: true, result: { payload: b64u(e.input.payload ?? '') } });
        if (form === 'json' && keys.length > 1) expect(verdict).toMatchObject({ result: { index: i } });
      }
    }
    console.info(`RFC 7520 signatures: ${forms.length} forms`);
  });

  it('opens every encryption in every form, or refuses it on purpose', async () => {
    const forms = [...read('jwe'), ...read('curve25519').filter(([name]) => name !== 'jws.json')].flatMap(([name, e]) =>
      Object.entries(e.output).map(([form, token]) => ({ name, form, token, e })),
    );
    for (const { name, form, token, e } of forms) {
      const keys = [e.input.key ?? { kty: 'oct', k: b64u(e.input.pwd ?? '') }].flat();
      for (const [i, jwk] of keys.entries()) {
        const verdict = await conformPki('jose.decrypt', { token, jwk });
        const reason = Object.keys(refused).find((prefix) => name.startsWith(prefix));
        const rsa15 = keys.length > 1 && i === 0;
        if (reason || rsa15) expect(verdict, `${name} ${form}`).toMatchObject({ ok: false, error: { code: 'alg.refused' } });
        else expect(verdict, `${name} ${form} ${i}`).toMatchObject({ ok: true, result: { payload: b64u(e.input.plaintext ?? '') } });
      }
    }
    console.info(`RFC 7520 encryptions: ${forms.length} forms`);
  });
});

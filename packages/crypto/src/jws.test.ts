// Pinned JWS form: both implementations verify each other, jose as the independent peer, and every other form is refused.
import { createPrivateKey, generateKeyPairSync } from 'node:crypto';
import { toBase64url, utf8 } from '@shishobako/kernel/bytes';
import { CompactSign, calculateJwkThumbprint, compactVerify } from 'jose';
import { describe, expect, it } from 'vitest';
import { jwkThumbprint } from './node/digest.ts';
import { signCompact, signDetached, verifyCompact, verifyDetached } from './node/jws.ts';
import * as webDigest from './web/digest.ts';
import * as web from './web/jws.ts';

const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
const exported = publicKey.export({ format: 'jwk' });
const jwk = { kty: 'EC', crv: 'P-256', x: exported.x ?? '', y: exported.y ?? '' } as const;
const find = () => jwk;
const payload = { b: 1, a: ['é', '架空'] };
const typ = 'epob-test+jws';

describe('JWS', () => {
  it('node, web and jose agree', async () => {
    const byNode = signCompact({ typ, kid: 'k1' }, payload, privateKey);
    const webKey = await crypto.subtle.importKey(
      'jwk',
      privateKey.export({ format: 'jwk' }),
      { name: 'ECDSA', namedCurve: 'P-256' },
      false,
      ['sign'],
    );
    const byWeb = await web.signCompact({ typ, kid: 'k1' }, payload, webKey);
    for (const jws of [byNode, byWeb]) {
      const expected = { ok: true, value: { header: { alg: 'ES256', typ, kid: 'k1' }, payload } };
      expect(verifyCompact(jws, typ, find)).toEqual(expected);
      expect(await web.verifyCompact(jws, typ, find)).toEqual(expected);
      expect(JSON.parse(new TextDecoder().decode((await compactVerify(jws, publicKey)).payload))).toEqual(payload);
    }
  });

  it('detached: the payload is whatever both sides hold, in canonical form', async () => {
    const jws = signDetached({ typ }, payload, privateKey);
    expect(jws.split('.')[1]).toBe('');
    expect(verifyDetached(jws, typ, { a: payload.a, b: 1 }, find).ok).toBe(true);
    expect((await web.verifyDetached(jws, typ, { a: payload.a, b: 1 }, find)).ok).toBe(true);
    expect(verifyDetached(jws, typ, { ...payload, b: 2 }, find)).toEqual({ ok: false, error: { kind: 'jws.signature' } });
    expect(verifyCompact(jws, typ, find)).toMatchObject({ error: { kind: 'jws.malformed' } });
    expect(verifyDetached(signCompact({ typ }, payload, privateKey), typ, payload, find)).toMatchObject({
      error: { kind: 'jws.malformed' },
    });
  });

  it('refuses every other form', async () => {
    const good = signCompact({ typ }, payload, privateKey);
    const [h = '', p = '', s = ''] = good.split('.');
    const header = (fields: object) => toBase64url(utf8(JSON.stringify(fields)));
    const jose = (fields: { alg: string; typ: string; [k: string]: unknown }, body: string) =>
      new CompactSign(utf8(body)).setProtectedHeader(fields).sign(privateKey);
    const cases: [string, string, string][] = [
      ['alg none', `${header({ alg: 'none', typ })}.${p}.`, 'jws.malformed'],
      ['alg HS256', `${header({ alg: 'HS256', typ })}.${p}.${s}`, 'jws.malformed'],
      ['unknown member', `${header({ alg: 'ES256', typ, jku: 'https://example.test' })}.${p}.${s}`, 'jws.malformed'],
      ['crit', `${header({ alg: 'ES256', typ, crit: ['b64'], b64: false })}.${p}.${s}`, 'jws.malformed'],
      ['other typ', await jose({ alg: 'ES256', typ: 'JWT' }, '{"a":1}'), 'jws.typ'],
      ['payload with repeated member', await jose({ alg: 'ES256', typ }, '{"a":1,"a":2}'), 'jws.malformed'],
      ['payload with white space', await jose({ alg: 'ES256', typ }, '{ "a":1}'), 'jws.malformed'],
      ['padding', `${h}.${p}=.${s}`, 'jws.malformed'],
      ['signature in DER length', `${h}.${p}.${toBase64url(new Uint8Array(70))}`, 'jws.malformed'],
      ['signature of zeros', `${h}.${p}.${toBase64url(new Uint8Array(64))}`, 'jws.signature'],
      ['four parts', `${good}.x`, 'jws.malformed'],
      ['empty', '', 'jws.malformed'],
      [
        'not base64url left-over bits',
        `${h}.${p}.${s.slice(0, -1)}${s.endsWith('A') ? 'B' : s.endsWith('Q') ? 'R' : s.endsWith('g') ? 'h' : 'x'}`,
        'jws.malformed',
      ],
    ];
    for (const [name, jws, kind] of cases) {
      expect(verifyCompact(jws, typ, find), name).toMatchObject({ ok: false, error: { kind } });
      expect(await web.verifyCompact(jws, typ, find), name).toMatchObject({ ok: false, error: { kind } });
    }
    expect(verifyCompact(good, typ, () => undefined)).toEqual({ ok: false, error: { kind: 'jws.key-unknown' } });
    const rsa = createPrivateKey(
      generateKeyPairSync('rsa', {
        modulusLength: 2048,
        privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
        publicKeyEncoding: { type: 'spki', format: 'pem' },
      }).privateKey,
    );
    expect(verifyCompact(good, typ, () => rsa)).toEqual({ ok: false, error: { kind: 'jws.key-unknown' } });
  });
});

it('RFC 7638 thumbprints agree with jose', async () => {
  const expected = await calculateJwkThumbprint(jwk);
  expect(jwkThumbprint(jwk)).toBe(expected);
  expect(await webDigest.jwkThumbprint(jwk)).toBe(expected);
});

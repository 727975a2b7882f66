import { createHash } from 'node:crypto';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { publicAccess } from './access.ts';
import { acceptEnvelopeForms, makeEnvelopeFormReader, maxLetterBytes } from './envelope-form.ts';
import { makeServer, type Server } from './server.ts';

let server: Server;
let url: string;
beforeAll(async () => {
  server = await makeServer({
    name: 'test',
    description: 'x',
    listen: { host: '127.0.0.1', port: 0, publicUrl: 'http://localhost:1', allowedOrigins: [], logLevel: 'silent' },
  });
  await acceptEnvelopeForms(server);
  const withEnvelopeForm = makeEnvelopeFormReader({
    ciphertextBytes: (padded) => padded,
    fields: ['submission'],
    memoryBytes: 12 * 1024 * 1024,
  });
  server.post('/letters', { config: { access: publicAccess('letter.submit') } }, (request) =>
    withEnvelopeForm(request, async (form) =>
      form.ok ? { bytes: form.value.parts.map((p) => p.length), fields: [...form.value.fields] } : form.error,
    ),
  );
  url = `${await server.listen({ host: '127.0.0.1', port: 0 })}/letters`;
});
afterAll(() => server.close());

const sha = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('base64url');
const zero = 'A'.repeat(43);
const envelope = (parts: readonly Uint8Array[], over: object = {}) => ({
  header: {
    v: 'epob-envelope-v1',
    env: '0192f0c4-5b6e-7c3e-8f10-0123456789ab',
    to: '7a1d6a7e-0d6e-4b6c-9a64-0d0e0f101112',
    from: 'shionagi-city',
    class: 'C1',
    purpose: 'municipal-notice',
    basis: '広報',
    created: '2026-11-21T00:00:00.000Z',
    expires: null,
    require: { level: 'L2', openEvidence: false, accept: false },
    parts: parts.map((bytes, i) => ({ i, bucket: bytes.length, sha256: sha(bytes) })),
    sealedSha256: zero,
    kid: '7a1d6a7e-0d6e-4b6c-9a64-0d0e0f101113',
    epoch: 1,
    contentCommit: zero,
    ...over,
  },
  signature: 'a..b',
  sealedHeader: 'AAAA',
  wraps: { title: { enc: 'AA', ct: 'AA' }, content: { enc: 'AA', ct: 'AA' } },
});
const blob = (bytes: Uint8Array, type = 'application/octet-stream') => new Blob([bytes as Uint8Array<ArrayBuffer>], { type });
async function post(fill: (form: FormData) => void): Promise<Record<string, unknown>> {
  const form = new FormData();
  fill(form);
  const answer = await fetch(url, { method: 'POST', body: form });
  return (await answer.json()) as Record<string, unknown>;
}
const one = Buffer.from('ciphertext one');
const two = Buffer.alloc(200_000, 7);

it('takes a letter whose parts are as its header says', async () => {
  const answer = await post((form) => {
    form.set('envelope', JSON.stringify(envelope([one, two])));
    form.set('submission', '{}');
    form.set('part-1', blob(two), 'part-1');
    form.set('part-0', blob(one), 'part-0');
  });
  expect(answer).toEqual({ bytes: [14, 200_000], fields: [['submission', '{}']] });
});

it.each<[string, string, (form: FormData) => void]>([
  ['nothing', 'envelope.missing', () => {}],
  ['an empty envelope', 'envelope.invalid', (form) => form.set('envelope', '')],
  [
    'an unknown field in the envelope',
    'envelope.invalid',
    (form) => form.set('envelope', JSON.stringify({ ...envelope([one]), title: 'open' })),
  ],
  ['a huge envelope', 'envelope.too-large', (form) => form.set('envelope', ' '.repeat(700_000))],
  ['parts of more than 100 MB', 'envelope.too-large', (form) => form.set('envelope', JSON.stringify(tooLarge))],
  ['no part', 'part.missing', (form) => form.set('envelope', JSON.stringify(envelope([one])))],
  ['a part before the envelope', 'envelope.missing', (form) => form.set('part-0', blob(one), 'part-0')],
  ['an empty part', 'part.size', (form) => fill(form, Buffer.alloc(0))],
  ['a longer part', 'part.size', (form) => fill(form, Buffer.alloc(3_000_000))],
  ['another part of the same length', 'part.hash', (form) => fill(form, Buffer.from('ciphertext 0ne'))],
  ['an unsealed document', 'part.media-type', (form) => fill(form, one, 'application/pdf')],
  [
    'a part not listed',
    'part.unexpected',
    (form) => {
      fill(form, one);
      form.set('part-7', blob(one), 'part-7');
    },
  ],
  [
    'a part twice',
    'part.unexpected',
    (form) => {
      fill(form, one);
      form.append('part-0', blob(one), 'part-0');
    },
  ],
  [
    'an unknown field',
    'part.unexpected',
    (form) => {
      fill(form, one);
      form.set('title', 'hello');
    },
  ],
  [
    'thirty parts',
    'part.unexpected',
    (form) => {
      fill(form, one);
      for (let i = 0; i < 30; i++) form.append(`x-${i}`, blob(one), 'x');
    },
  ],
])('refuses %s', async (_name, kind, how) => {
  expect(await post(how)).toMatchObject({ kind });
});

const tooLarge = envelope([one], { parts: [0, 1, 2].map((i) => ({ i, bucket: 40 * 1024 * 1024, sha256: zero })) });
const fill = (form: FormData, bytes: Uint8Array, type?: string) => {
  form.set('envelope', JSON.stringify(envelope([one])));
  form.set('part-0', blob(bytes, type), 'part-0');
};

it('refuses other bodies, cut bodies and bodies of 150 MB', async () => {
  const json = await fetch(url, { method: 'POST', body: '{}', headers: { 'content-type': 'application/json' } });
  expect(await json.json()).toMatchObject({ kind: 'form.media-type' });
  const cut = await fetch(url, {
    method: 'POST',
    body: '--b\r\nContent-Disposition: form-data; name="envelope"\r\n\r\n{"a',
    headers: { 'content-type': 'multipart/form-data; boundary=b' },
  });
  expect(await cut.json()).toMatchObject({ kind: 'form.malformed' });
  expect(maxLetterBytes).toBe(104_857_600);
  const declared = await server.inject({
    method: 'POST',
    url: '/letters',
    headers: { 'content-type': 'multipart/form-data; boundary=b', 'content-length': '157286400' },
  });
  expect(declared.json()).toMatchObject({ kind: 'envelope.too-large' });
});

it('says that it is busy instead of filling the memory', async () => {
  const big = Buffer.alloc(4 * 1024 * 1024);
  const send = () =>
    post((form) => {
      form.set('envelope', JSON.stringify(envelope([big])));
      form.set('part-0', blob(big), 'part-0');
    });
  const answers = await Promise.all(Array.from({ length: 6 }, send));
  const kinds = answers.map((answer) => answer['kind'] ?? 'taken');
  expect(kinds).toContain('taken');
  expect(kinds.filter((kind) => kind !== 'taken' && kind !== 'busy')).toEqual([]);
  expect(await send()).toEqual({ bytes: [big.length], fields: [] });
});

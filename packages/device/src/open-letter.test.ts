// A portal that answers with another letter than the one asked for gets no key released: the handover would be the legal opening of a letter
// its owner never chose (threat row 02: swaps are noticed).
import type { Opening } from '@shishobako/contracts/citizen-api';
import type { ReleaseDecision } from '@shishobako/contracts/decision';
import type { TrustList } from '@shishobako/contracts/trust';
import { toBase64url, utf8 } from '@shishobako/kernel/bytes';
import { AgencyId, type Alias, type DecisionId, type EnvelopeId, type KeyId, randomId } from '@shishobako/kernel/ids';
import { describe, expect, it } from 'vitest';
import { makeDevice } from './device.ts';
import { makeMemoryStore } from './device-store.ts';
import { openLetter } from './open-letter.ts';
import { saveSession } from './session.ts';

const now = Date.parse('2026-11-21T00:00:00.000Z');
const sha = 'A'.repeat(43);
const service = (name: 'idp' | 'portal' | 'keyserver') => ({
  service: name,
  url: `https://${name}.example`,
  origin: `test/${name}`,
  logKey: null,
  keys: [],
});
const trust: TrustList = {
  ...{ v: 'epob-trust-v1', operator: { ja: '架空', en: 'Fictional' }, created: '2026-11-01T00:00:00.000Z', joined: true },
  ...{ readers: ['https://reader.example'], anchors: [], services: [service('idp'), service('portal'), service('keyserver')] },
  ocspUrl: 'https://ca.example/ocsp',
};
const wrap = { enc: toBase64url(new Uint8Array(65)), ct: toBase64url(new Uint8Array(48)) };
const jws = (payload: object) => ['e30', toBase64url(utf8(JSON.stringify(payload))), toBase64url(new Uint8Array(64))].join('.');

function openingOf(env: EnvelopeId): Opening {
  const header: Opening['header'] = {
    ...{
      v: 'epob-envelope-v1',
      env,
      to: randomId<Alias>(),
      from: AgencyId.parse('shionagi-city'),
      class: 'C3',
      purpose: 'municipal-notice',
    },
    ...{
      basis: '架空条例',
      created: '2026-11-20T00:00:00.000Z',
      expires: null,
      require: { level: 'L3', openEvidence: true, accept: false },
    },
    ...{ parts: [{ i: 0, bucket: 512, sha256: sha }], sealedSha256: sha, kid: randomId<KeyId>(), epoch: 1, contentCommit: sha },
  };
  const { class: cls, to, epoch, kid } = header;
  const context = { env, to, class: cls, epoch, level: 'L3', day: '2026-11-20' } as const;
  const decision: ReleaseDecision = {
    ...{ v: 'epob-decision-v1', id: randomId<DecisionId>(), action: 'letter.open', purpose: 'own-box', level: 'L3', obligations: [] },
    ...{ policySet: 'test', jkt: sha, aud: 'https://keyserver.example', iat: now / 1000, exp: now / 1000 + 60 },
    items: (['title', 'content'] as const).map((part) => ({ kid, headerSha256: sha, context: { part, ...context } })),
  };
  return {
    ...{ header, signature: jws({}), sealedHeader: sha, wraps: { title: wrap, content: wrap }, decision: jws(decision) },
    explanation: { id: decision.id, result: 'allow', action: 'letter.open', policySet: 'test', layers: [], needs: [], obligations: [] },
    ...{ agency: { id: header.from, name: { ja: '汐凪市', en: 'Shionagi' } }, parts: [{ i: 0, bytes: 540 }] },
  };
}

async function open(asked: EnvelopeId, answered: EnvelopeId) {
  const called: string[] = [];
  const answer: typeof fetch = async (input) => {
    const { hostname, pathname } = new URL(input instanceof Request ? input.url : input);
    called.push(`${hostname}${pathname}`);
    return hostname === 'portal.example' ? Response.json(openingOf(answered)) : new Response(null, { status: 503 });
  };
  const device = await makeDevice({ trust, store: makeMemoryStore(), reader: 'https://reader.example', fetch: answer, clock: () => now });
  await saveSession(device, {
    ...{ portalToken: 'p', portalExpires: now + 60_000, keyserverToken: 'k', keyserverExpires: now + 60_000, level: 'L3' },
    ...{ subject: 's', signedIn: now, certificateEnds: null },
  });
  return { result: await openLetter(device, asked), called };
}

describe('opening a letter', () => {
  const [one, other] = [randomId<EnvelopeId>(), randomId<EnvelopeId>()];

  it('asks for the key of the letter that was chosen', async () => {
    const { result, called } = await open(one, one);
    expect(called).toEqual([`portal.example/v1/citizen/letters/${one}/openings`, 'keyserver.example/v1/device/releases']);
    expect(result).toMatchObject({ ok: false, error: { kind: 'call.offline' } });
  });

  it('asks for no key when the portal answers with another one', async () => {
    const { result, called } = await open(one, other);
    expect(result).toMatchObject({ ok: false, error: { kind: 'letter.broken', cause: { kind: 'header.other-letter' } } });
    expect(called).toEqual([`portal.example/v1/citizen/letters/${one}/openings`]);
  });
});

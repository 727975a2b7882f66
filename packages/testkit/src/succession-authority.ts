// The certification authority's word on which card follows which, for tests of the services that ask it; it can be made to lie in any way.
import { createHash } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type PhoneWord, phoneType, type SignedPhoneLink } from '@shishobako/contracts/phone';
import { type SuccessionStatement, successionType } from '@shishobako/contracts/succession';
import type { TrustList } from '@shishobako/contracts/trust';
import { VerifierRequest } from '@shishobako/contracts/verifier';
import { signCompact } from '@shishobako/crypto/node/jws';
import { type SigningKey, signingKeyFrom } from '@shishobako/crypto/node/key-folder';
import { fromBase64 } from '@shishobako/kernel/bytes';
import { type Clock, rfc3339 } from '@shishobako/kernel/clock';
import { nameOf } from '@shishobako/pki/card/certificate-name';
import type { TestCard } from './card-country.ts';
import { newPem } from './new-pem.ts';

/** That the question is signed as a registered verifier's and asks here; whose key it is, the authority's own tests judge. */
function isSignedRequest(authorization: string | undefined, url: string): boolean {
  const payload = authorization?.split('.')[1] ?? '';
  const said = VerifierRequest.safeParse(JSON.parse(Buffer.from(payload, 'base64url').toString() || 'null'));
  return said.success && said.data.url === url;
}
const certificateOf = (card: TestCard): Uint8Array => {
  if (!card.state.auth.certificate) throw new Error('a card without certificate');
  return fromBase64(card.state.auth.certificate);
};
const hashOf = (der: Uint8Array): string => createHash('sha256').update(der).digest('base64url');

/** The issuer, serial number and key by which a counter reports this card. */
export const nameOfCard = (card: TestCard) => nameOf(certificateOf(card));
export const certificateHashOf = (card: TestCard): string => hashOf(certificateOf(card));

/** Another statement than the true one, or another form of it; undefined: no answer at all. */
export type Lie = (truth: { readonly payload: SuccessionStatement; readonly jws: string; readonly key: SigningKey }) => string | undefined;
export const signStatement = (payload: unknown, key: SigningKey, header: { typ?: string; kid?: string } = {}): string =>
  signCompact({ typ: successionType, kid: key.kid, ...header }, payload, key.privateKey);

/** What a statement can be that nobody may believe, by what is wrong with it. */
export const lies: Readonly<Record<string, Lie>> = {
  'no answer': () => undefined,
  'signed with another key under the authority’s name': ({ payload, key }) =>
    signStatement(payload, signingKeyFrom(newPem()), { kid: key.kid }),
  'signed with a key the trust list does not name': ({ payload }) => signStatement(payload, signingKeyFrom(newPem())),
  'about another certificate': ({ payload, key }) => signStatement({ ...payload, certificate: 'A'.repeat(43) }, key),
  'six minutes old': ({ payload, key }) => signStatement({ ...payload, created: rfc3339(Date.parse(payload.created) - 360_000) }, key),
  'from six minutes ahead': ({ payload, key }) =>
    signStatement({ ...payload, created: rfc3339(Date.parse(payload.created) + 360_000) }, key),
  'changed after signing': ({ payload, jws }) => {
    const [header, , signature] = jws.split('.');
    return [
      header,
      Buffer.from(JSON.stringify({ ...payload, v: 'epob-succession-v1', earlier: [] })).toString('base64url'),
      signature,
    ].join('.');
  },
  'of another type': ({ payload, key }) => signStatement(payload, key, { typ: 'epob-decision+jws' }),
  'without signature': ({ payload, key }) => {
    const part = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');
    return `${part({ alg: 'none', typ: successionType, kid: key.kid })}.${part(payload)}.`;
  },
};

export async function startSuccessionAuthority({ clock }: { clock: Clock }) {
  const key = signingKeyFrom(newPem());
  const earlier = new Map<string, readonly TestCard[]>();
  const links = new Map<string, SignedPhoneLink>();
  let lie: Lie = ({ jws }) => jws;
  let asked = 0;

  let url = '';
  const server = createServer((request, response) => {
    asked += 1;
    if (!isSignedRequest(request.headers.authorization, `${url}${request.url}`)) return void response.writeHead(401).end();
    const certificate = request.url?.split('/').at(-1) ?? '';
    if (request.url?.includes('/phones/')) {
      const link = links.get(certificate);
      if (!link) return void response.writeHead(404).end();
      const word: PhoneWord = { v: 'epob-phone-v1', certificate, link, created: rfc3339(clock()) };
      return void response
        .setHeader('content-type', 'application/json')
        .end(JSON.stringify({ statement: signCompact({ typ: phoneType, kid: key.kid }, word, key.privateKey) }));
    }
    const cards = earlier.get(certificate);
    if (!cards) return void response.writeHead(404).end();
    const payload: SuccessionStatement = {
      ...{ v: 'epob-succession-v1', certificate, earlier: cards.map(nameOfCard), created: rfc3339(clock()) },
    };
    const statement = lie({ payload, jws: signStatement(payload, key), key });
    if (statement === undefined) return void response.writeHead(500).end();
    response.setHeader('content-type', 'application/json').end(JSON.stringify({ statement }));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const trusted: TrustList['services'][number] = {
    ...{ service: 'ca', url, origin: null, logKey: null, keys: [{ kid: key.kid, use: 'succession', jwk: key.jwk }] },
  };
  return {
    trusted,
    /** What a service is configured with to ask here. */
    account: (id: string) => ({ id, url }),
    /** From now on the authority says that `card` follows these. */
    follow: (card: TestCard, ...before: readonly TestCard[]): void => void earlier.set(certificateHashOf(card), before),
    /** From now on the authority says that the phone was issued on this link. */
    say: (phone: TestCard, link: SignedPhoneLink): void => void links.set(certificateHashOf(phone), link),
    /** Until the work is done, every statement is what `next` makes of it. */
    async lying<T>(next: Lie, work: () => Promise<T>): Promise<T> {
      lie = next;
      try {
        return await work();
      } finally {
        lie = ({ jws }) => jws;
      }
    },
    /** How often it was asked. */
    asked: () => asked,
    close: () => new Promise<void>((resolve) => server.close(() => resolve())),
  };
}

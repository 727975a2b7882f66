// One card statement, handed to identity provider and keyserver; they answer each for themselves, as no honest device would let them: it stops
// at the first refusal.
import type { CardRequest, SignedCardStatement } from '@shishobako/contracts/card-statement';
import { Problem } from '@shishobako/contracts/problem';
import { makeDevice } from '@shishobako/device/device';
import { makeMemoryStore } from '@shishobako/device/device-store';
import { makeCookieFetch } from '@shishobako/device/headless-sign-in';
import { beginSignIn, readInteraction } from '@shishobako/device/sign-in';
import type { PortName } from '../../apps/cli/src/start/ports.ts';
import type { Inside } from './inside.ts';
import { orThrow } from './powers.ts';

export type StatementSigner = (request: CardRequest, origin: string) => Promise<SignedCardStatement>;
export type Verdict = { readonly status: number; readonly code: string; readonly titles: { readonly ja: string; readonly en: string } };

async function verdict(response: Response): Promise<Verdict> {
  if (response.ok) return { status: response.status, code: 'taken', titles: { ja: '', en: '' } };
  const { code, titles } = Problem.parse(await response.json());
  return { status: response.status, code, titles };
}

/** Begins a sign-in and gives both services what `sign` makes of their request. */
export async function askBoth(
  inside: Inside,
  town: { url(name: PortName): string },
  sign: StatementSigner,
): Promise<{ idp: Verdict; keyserver: Verdict }> {
  const send = makeCookieFetch();
  const device = await makeDevice({ trust: inside.trust, store: makeMemoryStore(), reader: inside.reader, fetch: send });
  let at = new URL(orThrow(await beginSignIn(device, { purpose: 'sign-in', returnTo: '/' })).authorizeUrl);
  while (at.origin !== inside.reader) at = new URL((await send(at)).headers.get('location') ?? '', at);
  const uid = at.searchParams.get('interaction') ?? '';
  const { request } = orThrow(await readInteraction(device, uid));
  const signed = await sign(request, inside.reader);
  const post = async (url: string, body: unknown) =>
    verdict(await send(url, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }));
  return {
    keyserver: await post(`${town.url('keyserver')}/v1/device/sessions`, { signed, kemKey: device.keys.kemJwk }),
    idp: await post(`${town.url('idp')}/v1/citizen/interactions/${uid}/card`, { signed }),
  };
}

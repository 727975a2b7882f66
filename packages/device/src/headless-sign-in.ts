// Sign-in for programs (command line, seeding, tests): the same steps as the browser's, with redirects and cookies followed by hand.
import type { CardRequest, SignedCardStatement, StatementPurpose } from '@shishobako/contracts/card-statement';
import { err, ok, type Result } from '@shishobako/kernel/result';
import { type Device, type DeviceOptions, makeDevice } from './device.ts';
import { beginSignIn, callbackUrl, finishSignIn, readInteraction, type SignInError, submitStatement } from './sign-in.ts';

/** Asks a card, however it is reached, for its signature. */
export type CardSigner<E extends { kind: string }> = (request: CardRequest) => Promise<Result<SignedCardStatement, E>>;

/** `fetch` that keeps cookies like a browser would for one person; redirects are left to the caller. */
export function makeCookieFetch(): typeof fetch {
  const jar = new Map<string, { value: string; path: string }>();
  return async (input, init) => {
    const url = new URL(input instanceof Request ? input.url : input);
    const headers = new Headers(init?.headers);
    const cookies = [...jar].filter(([, c]) => url.pathname.startsWith(c.path)).map(([key, c]) => `${key.split('|')[1]}=${c.value}`);
    if (cookies.length) headers.set('cookie', cookies.join('; '));
    const response = await fetch(input, { ...init, headers, redirect: 'manual' });
    for (const line of response.headers.getSetCookie()) {
      const [pair = '', ...attributes] = line.split(';').map((s) => s.trim());
      const name = pair.slice(0, pair.indexOf('='));
      const path = attributes.find((a) => /^path=/i.test(a))?.slice(5) ?? '/';
      const expired = attributes.some((a) => /^expires=/i.test(a) && Date.parse(a.slice(8)) < Date.now());
      if (expired) jar.delete(`${path}|${name}`);
      else jar.set(`${path}|${name}`, { value: pair.slice(pair.indexOf('=') + 1), path });
    }
    return response;
  };
}

export const makeHeadlessDevice = (options: Omit<DeviceOptions, 'fetch'>): Promise<Device> =>
  makeDevice({ ...options, fetch: makeCookieFetch() });

/** Follows redirects until one leads to the reader; `undefined` when the chain ends elsewhere. */
async function followToReader(device: Device, start: string): Promise<URL | undefined> {
  let at = new URL(start);
  for (let hops = 0; hops < 10; hops++) {
    if (at.origin === device.reader) return at;
    const location = (await device.fetch(at)).headers.get('location');
    if (!location) return undefined;
    at = new URL(location, at);
  }
  return undefined;
}

export async function signInHeadless<E extends { kind: string }>(
  device: Device,
  purpose: StatementPurpose,
  signer: CardSigner<E>,
): Promise<Result<void, SignInError | E>> {
  const begun = await beginSignIn(device, { purpose, returnTo: '/' });
  if (!begun.ok) return begun;
  const uid = (await followToReader(device, begun.value.authorizeUrl))?.searchParams.get('interaction');
  if (!uid) return err({ kind: 'sign-in.refused', code: 'no interaction' });
  const interaction = await readInteraction(device, uid);
  if (!interaction.ok) return interaction;
  const signed = await signer(interaction.value.request);
  if (!signed.ok) return signed;
  const submitted = await submitStatement(device, uid, signed.value);
  if (!submitted.ok) return submitted;
  const callback = await followToReader(device, submitted.value.redirectTo);
  if (!callback?.href.startsWith(callbackUrl(device))) return err({ kind: 'sign-in.refused', code: 'no callback' });
  const finished = await finishSignIn(device, callback);
  return finished.ok ? ok(undefined) : finished;
}

// Certificates onto a phone (ADR 0017): keys made on the phone, both signatures by the card, the authority's certificates beside the keys.
// The phone is stored only when all of it is there; every secret is zeroed whatever happens.
import { createHash } from 'node:crypto';
import { makeCardClient } from '@shishobako/card/card-client';
import { installCertificates, personalisePhone } from '@shishobako/card/personalise-card';
import { checkPinBytes } from '@shishobako/card/pin-format';
import { type PhoneSigningFault, signPhoneOrder } from '@shishobako/card/sign-phone';
import type { CardEntry } from '@shishobako/contracts/card-bridge';
import type { PhoneIssued } from '@shishobako/contracts/phone';
import type { Access } from '@shishobako/http/access';
import type { Server } from '@shishobako/http/server';
import { fromBase64 } from '@shishobako/kernel/bytes';
import { type Clock, japanDay } from '@shishobako/kernel/clock';
import { err, ok, type Result } from '@shishobako/kernel/result';
import { PhoneInput, PhoneMade } from '../../domain/dialog-api.ts';
import type { Asked, DialogSessions } from '../../domain/dialog-sessions.ts';
import type { CardReaders } from '../../ports/card-readers.ts';
import type { PhoneAuthority } from '../../ports/phone-authority.ts';
import type { PhoneStore } from '../../ports/phone-store.ts';
import type { OpenPin } from '../../ports/pin-channel.ts';
import { type BridgeFault, problem } from '../../problems.ts';

type Deps = {
  readonly access: (action: string) => Access;
  readonly sessions: DialogSessions;
  readonly slots: CardReaders;
  readonly phones: PhoneStore;
  readonly authority: PhoneAuthority;
  readonly clock: Clock;
};
type Secrets = Readonly<Record<'password' | 'pin' | 'phonePin' | 'phonePassword', Uint8Array>>;
type Fault = BridgeFault | PhoneSigningFault;

/** One phone for each card: its file stands beside the card's. */
const phoneId = (card: string): string =>
  /^[a-z0-9][a-z0-9-]{0,55}$/.test(card) ? `${card}-phone` : `phone-${createHash('sha256').update(card).digest('hex').slice(0, 12)}`;

const labelOf = (card: CardEntry | undefined) =>
  card?.kind === 'virtual'
    ? { ja: `${card.label.ja}のスマートフォン`, en: `${card.label.en}, phone` }
    : { ja: '練習用のスマートフォン', en: 'Practice phone' };

const installed = ({ authentication, signature }: PhoneIssued) => {
  const der = (one: PhoneIssued['signature']) => ({ certificate: fromBase64(one.certificate), ca: fromBase64(one.ca) });
  return { auth: der(authentication), sign: der(signature) };
};

export function putOnPhoneRoute(server: Server, { access, sessions, slots, phones, authority, clock }: Deps): void {
  async function put(asked: Extract<Asked, { kind: 'phone' | 'phone-end' }>, card: string, s: Secrets): Promise<Result<PhoneMade, Fault>> {
    if (!checkPinBytes('auth', s.phonePin) || !checkPinBytes('sign', s.phonePassword)) return err({ kind: 'malformed-pin' });
    const nonce = await authority.nonce();
    if (!nonce.ok) return nonce;
    const listed = (await slots.list()).find(({ id }) => id === card);
    if (listed?.device === 'phone') return err({ kind: 'other-card' });
    const expires = japanDay(clock() + 5 * 365.25 * 86_400_000);
    const phone = await personalisePhone({
      ...{ id: phoneId(card), label: labelOf(listed), expires },
      pins: { auth: s.phonePin, sign: s.phonePassword },
    });
    const order = {
      ...{ origin: asked.origin, authority: authority.url ?? '', audience: asked.request.audience, nonce: nonce.value },
      ...{ authSpki: phone.authSpki, signSpki: phone.signSpki, password: s.password, pin: s.pin },
    };
    const signed = await slots.use(card, (transport) => signPhoneOrder(makeCardClient(transport), order, clock));
    if (!signed.ok) return signed;
    if (!signed.value.ok) return signed.value;
    const issued = await authority.issue(signed.value.value);
    if (!issued.ok) return issued;
    const put = installCertificates(phone.state, installed(issued.value));
    if (!put.ok) return put;
    await phones.put(phone.state);
    return ok({ certificate: issued.value.authentication.certificate });
  }

  server.post(
    '/dialog/phones',
    { config: { access: access('dialog.phone') }, schema: { hide: true, body: PhoneInput, response: { 200: PhoneMade } } },
    async ({ body: { token, card, ...sealed } }) => {
      const session = sessions.asked(token);
      if (!session.ok) throw problem(session.error);
      const asked = session.value;
      if (asked.kind !== 'phone') throw problem({ kind: 'nothing-asked' });
      const opened: OpenPin[] = [];
      const open = (name: keyof Secrets): Uint8Array => {
        const pin = asked.channel.open(sealed[name]);
        if (!pin.ok) throw problem(pin.error);
        opened.push(pin.value);
        return pin.value.bytes;
      };
      try {
        const secrets = { password: open('password'), pin: open('pin'), phonePin: open('phonePin'), phonePassword: open('phonePassword') };
        const made = await put(asked, card, secrets);
        if (!made.ok) throw problem(made.error);
        sessions.end(token);
        return made.value;
      } finally {
        for (const pin of opened) pin.forget();
      }
    },
  );
}

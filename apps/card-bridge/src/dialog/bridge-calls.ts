// Calls from the dialog to its bridge. A problem comes back as a value with its code and facts; no answer at all is `bridge-error`.
import type { CardList } from '@shishobako/contracts/card-bridge';
import type { SignedCardStatement } from '@shishobako/contracts/card-statement';
import type { SignedDocumentStatement } from '@shishobako/contracts/document-statement';
import type { Look, PhoneEndMade, PhoneMade, Summary } from '../domain/dialog-api.ts';
import type { SealedPin } from './seal-pin.ts';

export type Fault = { readonly code: string; readonly facts: Readonly<Record<string, unknown>> };
export type Answer<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly fault: Fault };

export type PhoneSecrets = Readonly<Record<'password' | 'pin' | 'phonePin' | 'phonePassword', SealedPin>>;

export type BridgeCalls = {
  ask(origin: string, asked: unknown): Promise<Answer<Summary>>;
  cards(): Promise<Answer<CardList>>;
  look(card: string): Promise<Answer<Look>>;
  tries(card: string): Promise<Answer<{ auth: number; sign: number }>>;
  changePin(change: { card: string; which: 'auth' | 'sign'; pin: SealedPin; newPin: SealedPin }): Promise<Answer<undefined>>;
  /** Without a PIN the bridge asks for it in its terminal. */
  sign(card: string, pin?: SealedPin): Promise<Answer<SignedCardStatement | SignedDocumentStatement>>;
  putOnPhone(card: string, sealed: PhoneSecrets): Promise<Answer<PhoneMade>>;
  endPhone(card: string, pin: SealedPin): Promise<Answer<PhoneEndMade>>;
};

export function makeBridgeCalls(token: string): BridgeCalls {
  async function call<T>(path: string, body: object, ms = 20_000): Promise<Answer<T>> {
    try {
      const response = await fetch(path, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ token, ...body }),
        signal: AbortSignal.timeout(ms),
      });
      const answer = response.status === 204 ? undefined : await response.json();
      return response.ok
        ? { ok: true, value: answer }
        : { ok: false, fault: { code: answer.code ?? 'bridge-error', facts: answer.facts ?? {} } };
    } catch {
      return { ok: false, fault: { code: 'bridge-error', facts: {} } };
    }
  }
  return {
    ask: (origin, asked) => call('/dialog/requests', { origin, asked }),
    cards: () => call('/dialog/cards', {}),
    look: (card) => call('/dialog/look', { card }),
    tries: (card) => call('/dialog/tries', { card }),
    changePin: (change) => call('/dialog/pins', change),
    sign: (card, pin) => call('/dialog/statements', { card, ...(pin && { pin }) }, pin ? 20_000 : 300_000),
    putOnPhone: (card, sealed) => call('/dialog/phones', { card, ...sealed }, 40_000),
    endPhone: (card, pin) => call('/dialog/phone-ends', { card, pin }),
  };
}

// Where a PIN is typed when it is not the window: the terminal the bridge was started in.
import type { Summary } from '../domain/dialog-api.ts';
import type { OpenPin } from './pin-channel.ts';

export type SecretAsked = {
  readonly summary: Extract<Summary, { kind: 'statement' | 'document' }>;
  /** As the list of cards shows it. */
  readonly card: { readonly ja: string; readonly en: string };
  readonly triesLeft: number;
  /** The entry before this one was wrong. */
  readonly wrong: boolean;
};

export type SecretEntry = {
  /** Shows what is to be signed and asks; undefined when the person stops it or the signal ends it. One question at a time. */
  ask(asked: SecretAsked, signal: AbortSignal): Promise<OpenPin | undefined>;
};

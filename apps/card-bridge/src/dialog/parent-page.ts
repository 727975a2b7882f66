// The line to the page that asked: messages in from a paired origin only, messages out to that origin only.
import type { CardDialogMessage } from '@shishobako/contracts/card-bridge';

export type Asking = {
  readonly id: string;
  readonly origin: string;
  readonly asked: { readonly kind: 'statement' | 'document' | 'phone' | 'phone-end'; readonly request: unknown };
};
type Outgoing = CardDialogMessage extends infer M ? (M extends { id: string } ? Omit<M, 'id'> : never) : never;

export type ParentPage = {
  /** False when the dialog was opened by nobody. */
  readonly present: boolean;
  send(message: Outgoing): void;
};

const kinds = {
  'shishobako.card.request': 'statement',
  'shishobako.card.document-request': 'document',
  'shishobako.card.phone-request': 'phone',
  'shishobako.card.phone-end-request': 'phone-end',
} as const;

/** `onAsking` is called once, for the first well-formed request. */
export function listenToParent(origins: readonly string[], onAsking: (asking: Asking) => void): ParentPage {
  const page: Window | null = window.parent !== window ? window.parent : window.opener;
  let asking: Asking | undefined;

  window.addEventListener('message', ({ data, origin, source }: MessageEvent<unknown>) => {
    if (asking || !page || source !== page || !isRequest(data)) return;
    const { type, id, ...request } = data;
    asking = { id, origin, asked: { kind: kinds[type], request } };
    if (origins.includes(origin)) onAsking(asking);
    else page.postMessage({ type: 'shishobako.card.cancelled', id, reason: 'not-paired' }, origin);
  });
  page?.postMessage({ type: 'shishobako.card.ready' }, '*');

  return {
    present: page !== null,
    send(message) {
      if (page && asking && origins.includes(asking.origin)) page.postMessage({ ...message, id: asking.id }, asking.origin);
    },
  };
}

function isRequest(data: unknown): data is { type: keyof typeof kinds; id: string } {
  if (typeof data !== 'object' || data === null) return false;
  const { type, id } = data as { type?: unknown; id?: unknown };
  return typeof type === 'string' && Object.hasOwn(kinds, type) && typeof id === 'string' && /^[A-Za-z0-9_-]{8,64}$/.test(id);
}

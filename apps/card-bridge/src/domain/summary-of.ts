// What a person is shown before the PIN, in the window and in the terminal alike: who asks, what for, who receives it.
import type { Bilingual } from '@shishobako/contracts/primitives';
import type { Summary } from './dialog-api.ts';
import type { Asked } from './dialog-sessions.ts';

type Names = Readonly<Record<string, Bilingual>>;
type Signed<T> = Extract<T, { kind: 'statement' | 'document' }>;

export function summaryOf(asked: Signed<Asked>, names: Names): Signed<Summary>;
export function summaryOf(asked: Asked, names: Names): Summary;
export function summaryOf(asked: Asked, names: Names): Summary {
  const party = (of: string) => ({ origin: of, name: names[of] ?? null });
  const asker = party(asked.origin);
  if (asked.kind === 'statement')
    return { kind: asked.kind, asker, receivers: asked.request.audience.map(party), purpose: asked.request.purpose };
  if (asked.kind !== 'document') return { kind: asked.kind, asker, receivers: asked.request.audience.map(party) };
  const { title, sha256, recipient } = asked.request;
  return { kind: asked.kind, asker, receivers: [party(recipient)], title, sha256 };
}

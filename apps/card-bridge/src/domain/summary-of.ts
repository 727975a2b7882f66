// What a person is shown before the PIN, in the window and in the terminal alike: who asks, what for, who receives it.
import type { Bilingual } from '@shishobako/contracts/primitives';
import type { Summary } from './dialog-api.ts';
import type { Asked } from './dialog-sessions.ts';

export function summaryOf(asked: Asked, names: Readonly<Record<string, Bilingual>>): Summary {
  const party = (of: string) => ({ origin: of, name: names[of] ?? null });
  const asker = party(asked.origin);
  if (asked.kind === 'statement')
    return { kind: asked.kind, asker, receivers: asked.request.audience.map(party), purpose: asked.request.purpose };
  const { title, sha256, recipient } = asked.request;
  return { kind: asked.kind, asker, receivers: [party(recipient)], title, sha256 };
}

// What the keyserver refuses whatever the portal decided (security sheet §3 Floor, §6 table): class × level × age of the card's PIN.
// A compromised portal can lie in its decision; it cannot lie about the session, which the keyserver opened itself.

import type { ReleaseAction } from '@shishobako/contracts/decision';
import type { WrapContext } from '@shishobako/contracts/envelope';
import { type Level, openLevel, reaches, titleLevel } from '@shishobako/contracts/levels';
import { err, ok, type Result } from '@shishobako/kernel/result';

/** C4 opens within 15 minutes after the card's PIN. */
export const recentCardMs = 15 * 60 * 1000;

export type FloorRefusal =
  | { readonly kind: 'floor.refused'; readonly want: 'level'; readonly level: Level }
  | { readonly kind: 'floor.refused'; readonly want: 'recent-card' }
  /** C5 needs a second share that only the owner's device holds. */
  | { readonly kind: 'floor.refused'; readonly want: 'second-share' }
  | { readonly kind: 'floor.refused'; readonly want: 'action' };

export type FloorInput = {
  readonly action: ReleaseAction;
  readonly contexts: readonly WrapContext[];
  /** Level the portal says it decided on. */
  readonly decisionLevel: Level;
  readonly session: { readonly level: Level /** Milliseconds since 1970 of the card's signature. */; readonly cardTime: number };
  readonly now: number;
};

export function checkFloor({ action, contexts, decisionLevel, session, now }: FloorInput): Result<void, FloorRefusal> {
  for (const context of contexts) {
    const content = context.part === 'content';
    // An own document is no letter: neither action reaches the other's keys.
    if ((context.part === 'own') !== (action === 'own.read')) return err({ kind: 'floor.refused', want: 'action' });
    if (content && action !== 'letter.open') return err({ kind: 'floor.refused', want: 'action' });
    if (content && context.class === 'C5') return err({ kind: 'floor.refused', want: 'second-share' });
    const classLevel = (content ? openLevel : titleLevel)[context.class];
    // A sender may raise the level of the content; it never lowers the class's own.
    for (const level of content ? [classLevel, context.level] : [classLevel]) {
      if (!reaches(session.level, level) || !reaches(decisionLevel, level)) return err({ kind: 'floor.refused', want: 'level', level });
    }
    const age = now - session.cardTime;
    if (content && context.class === 'C4' && (age > recentCardMs || age < 0)) return err({ kind: 'floor.refused', want: 'recent-card' });
  }
  return reaches(session.level, decisionLevel) ? ok(undefined) : err({ kind: 'floor.refused', want: 'level', level: decisionLevel });
}

// What the concierge's routes are given: made once in `app.ts`.
import type { Collector } from '@shishobako/concierge-collector/collect';
import type { Problem } from '@shishobako/concierge-engine/problem';
import type { DataProblem } from '@shishobako/contracts/concierge-api';
import type { Server } from '@shishobako/http/server';
import { type Clock, japanDay } from '@shishobako/kernel/clock';
import type { Kysely } from 'kysely';
import type { CatalogueDesk, DeskError, View } from './catalogue-desk.ts';
import type { Clerks } from './clerks.repo.ts';
import type { ConciergeConfig } from './config.ts';
import type { Counts } from './counts.repo.ts';
import type { ClerkAccess } from './features/operator/clerk-access.ts';
import type { PageSource } from './ports/page-source.ts';
import { problem } from './problems.ts';

export type ConciergeContext = {
  readonly server: Server;
  readonly config: ConciergeConfig;
  readonly db: Kysely<unknown>;
  readonly clock: Clock;
  readonly desk: CatalogueDesk;
  readonly counts: Counts;
  readonly clerks: Clerks;
  readonly access: ClerkAccess;
  readonly collector: Collector;
  readonly pages: PageSource;
  readonly personas: readonly Persona[];
};
export type Persona = {
  readonly id: string;
  readonly label: { readonly ja: string; readonly en: string };
  readonly context: Record<string, unknown>;
};

/** The day in Japan: what “today” means to an office and to the people who go there. */
export const todayInJapan = (clock: Clock): string => japanDay(clock());

export const dataProblem = (p: Problem): DataProblem => ({
  kind: p.kind,
  detail: p.detail,
  id: p.id ?? null,
  file: p.file ?? null,
  line: p.line ?? null,
});

/** `file:line id: detail` in the form every problem document has. */
export const fieldErrors = (problems: readonly Problem[]): { path: string; message: string }[] =>
  problems.slice(0, 50).map((p) => ({
    path: [p.file ?? 'draft', p.line].filter((x) => x !== undefined).join(':'),
    message: `${p.id === undefined ? '' : `${p.id}: `}${p.kind}: ${p.detail}`,
  }));

export function viewOrThrow(found: { readonly ok: true; readonly value: View } | { readonly ok: false; readonly error: DeskError }): View {
  if (found.ok) return found.value;
  throw problem({ kind: found.error.kind, ...(found.error.kind === 'catalogue.invalid' && { errors: fieldErrors(found.error.problems) }) });
}

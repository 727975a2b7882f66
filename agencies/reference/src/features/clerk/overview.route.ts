// First page of the console, the agency's own description, and what clerks did.
import { ConsoleActivityPage, ConsoleAgency, ConsoleSummary } from '@shishobako/contracts/console-api';
import { publicAccess } from '@shishobako/http/access';
import type { Server } from '@shishobako/http/server';
import { rfc3339 } from '@shishobako/kernel/clock';
import { z } from 'zod';
import type { AgencyConfig } from '../../config.ts';
import { type Desk, refreshRecipients } from '../../desk.ts';
import { documentTypeFor } from '../../domain/document-type-view.ts';
import type { ClerkAccess } from './clerk-access.ts';

const weekMs = 7 * 86_400_000;
const Query = z.strictObject({ cursor: z.string().max(64).default(''), limit: z.coerce.number().int().min(1).max(200).default(50) });

export function overviewRoutes(server: Server, desk: Desk, config: AgencyConfig, access: ClerkAccess): void {
  const { profile } = desk;
  server.get(
    '/api/agency',
    { config: { access: publicAccess('agency.read') }, schema: { response: { 200: ConsoleAgency } } },
    async () => ({
      agency: { id: profile.id, name: profile.name },
      fictional: profile.fictional,
      joined: config.trust.joined,
      square: config.square,
      documentTypes: profile.documentTypes.map(documentTypeFor),
    }),
  );
  server.get('/api/summary', { config: { access: access('summary.read') }, schema: { response: { 200: ConsoleSummary } } }, async () => {
    const up = await refreshRecipients(desk, 30_000);
    const counts = desk.letters.counts({});
    return {
      letters: {
        total: Object.values(counts).reduce((a, b) => a + b, 0),
        counts,
        since: desk.letters.since(rfc3339(desk.clock() - weekMs)),
      },
      recipients: desk.recipients.counts(''),
      batches: desk.batches.list(5),
      platform: up ? ('up' as const) : ('down' as const),
    };
  });
  server.get(
    '/api/activity',
    { config: { access: access('activity.list') }, schema: { querystring: Query, response: { 200: ConsoleActivityPage } } },
    async (request) => {
      const { cursor, limit } = request.query;
      const items = desk.activity.page(cursor, limit + 1);
      const shown = items.slice(0, limit);
      return { items: shown, next: items.length > limit ? (shown.at(-1)?.id ?? null) : null };
    },
  );
}

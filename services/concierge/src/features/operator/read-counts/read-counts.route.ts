// GET /v1/operator/counts: how often what was asked for, a day; fewer than five of a kind are left out (CON-15: no small cells).
import { CountList } from '@shishobako/contracts/concierge-api';
import type { ConciergeContext } from '../../../context.ts';

const smallest = 5;

export function readCountsRoute({ server, access, counts }: ConciergeContext): void {
  server.get(
    '/v1/operator/counts',
    { config: { access: access('counts.read') }, schema: { summary: 'Counts a day', response: { 200: CountList } } },
    async () => ({ items: (await counts.list()).filter((c) => c.count >= smallest) }),
  );
}

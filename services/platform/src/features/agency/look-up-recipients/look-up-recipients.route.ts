// POST /v1/agency/recipient-lookups (PLT-02): the agency's own codes in, aliases with proven keys out; up to 1,000 at a time.
import { RecipientLookup, RecipientLookupAnswer, type RecipientResult } from '@shishobako/contracts/agency-api';
import type { AgencyCode } from '@shishobako/kernel/ids';
import { agencyOf, type PlatformContext } from '../../../context.ts';
import { makeLinkKeys } from '../../../link-keys.repo.ts';
import { problem } from '../../../problems.ts';

/** Codes nobody holds, per agency and hour: enough for a bad list of a large city, too few to guess 128 random bits. */
const missesPerHour = 50_000;
const hour = 3_600_000;

export function lookUpRecipientsRoute(context: PlatformContext): void {
  const { server, access, secrets, clock } = context;
  const linkKeys = makeLinkKeys(context);
  const misses = new Map<string, { since: number; count: number }>();

  function countMisses(agency: string, more: number): boolean {
    const known = misses.get(agency);
    const entry = known && clock() - known.since < hour ? known : { since: clock(), count: 0 };
    entry.count += more;
    misses.set(agency, entry);
    return entry.count <= missesPerHour;
  }

  async function find(agency: string, codes: readonly AgencyCode[]): Promise<RecipientResult[]> {
    const keys = codes.map((code) => secrets.linkKey(agency, code));
    const byKey = new Map((await linkKeys.byLinkKeys(keys)).map((link) => [link.linkKey.toString('base64'), link]));
    return codes.map((code, i): RecipientResult => {
      const link = byKey.get((keys[i] as Buffer).toString('base64'));
      if (!link?.binding) return { code, status: 'not-reachable' };
      const { alias, kid, epoch, key, binding } = link;
      return key ? { code, status: 'reachable', alias, kid, epoch, key, binding } : { code, status: 'pending' };
    });
  }

  server.post(
    '/v1/agency/recipient-lookups',
    {
      config: { access: access('recipient.look-up', { scope: 'agency' }) },
      schema: {
        summary: 'Find out who can be reached, and with which key',
        body: RecipientLookup,
        response: { 200: RecipientLookupAnswer },
      },
    },
    async (request) => {
      const agency = await agencyOf(context, request);
      const results = await find(agency.id, request.body.codes);
      const unknown = results.filter((result) => result.status === 'not-reachable').length;
      if (!countMisses(agency.id, unknown)) throw problem({ kind: 'lookup.too-many' });
      return { results };
    },
  );
}

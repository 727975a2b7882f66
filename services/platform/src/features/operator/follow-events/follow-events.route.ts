// What has just happened, for the operator's screen: kinds, agencies, classes and times. No alias, no code, no title (visible metadata, security sheet §3).
import { AgencyName } from '@shishobako/contracts/citizen-api';
import type { EvidenceEvent } from '@shishobako/contracts/evidence';
import type { ContentClass } from '@shishobako/contracts/levels';
import { Feed, type FeedEvent, type FeedKind } from '@shishobako/contracts/square-api';
import { makeSecretAccess } from '@shishobako/http/secret-access';
import { sql } from 'kysely';
import { z } from 'zod';
import type { PlatformContext } from '../../../context.ts';

const Query = z.strictObject({
  after: z
    .string()
    .regex(/^[0-9]{0,18}$/)
    .default(''),
  limit: z.coerce.number().int().min(1).max(500).default(200),
});

const kinds: Partial<Record<EvidenceEvent, FeedKind>> = {
  'submit.accepted': 'sealed',
  'box.arrived': 'arrived',
  'notice.sent': 'notified',
  'open.handover': 'opened',
  'open.ack': 'displayed',
  'relay.failed': 'failed',
  'box.failed': 'failed',
  'notice.failed': 'failed',
  'open.failed': 'failed',
};

type Row = {
  seq: string;
  event: EvidenceEvent;
  time: Date;
  service: string;
  env: string;
  class: ContentClass;
  agency: string;
  ja: string;
  en: string;
};

const toFeedEvent = (row: Row, kind: FeedKind): FeedEvent => ({
  id: row.seq,
  time: row.time.toISOString(),
  kind,
  agency: AgencyName.parse({ id: row.agency, name: { ja: row.ja, en: row.en } }),
  class: row.class,
  letter: row.env.slice(-8),
  service: row.service,
});

/** GET /v1/operator/events?after=&limit= → Feed, oldest first; without `after` the newest ones. */
export function followEventsRoute({ server, config, db }: PlatformContext): void {
  const access = makeSecretAccess(config.operatorSecret);
  server.get(
    '/v1/operator/events',
    { config: { access: access('events.follow') }, schema: { querystring: Query, response: { 200: Feed } } },
    async (request) => {
      const { after, limit } = request.query;
      const select = sql`select e.seq::text as seq, e.event, e.time, e.service, e.env, l.class, a.id as agency, a.name_ja as ja, a.name_en as en
        from letter_event e join letter l on l.env = e.env join agency a on a.id = l.agency`;
      const { rows } = after
        ? await sql<Row>`${select} where e.seq > ${after} order by e.seq limit ${limit}`.execute(db)
        : await sql<Row>`select * from (${select} order by e.seq desc limit ${limit}) newest order by seq::bigint`.execute(db);
      return { items: rows.flatMap((row) => (kinds[row.event] ? [toFeedEvent(row, kinds[row.event] as FeedKind)] : [])) };
    },
  );
}

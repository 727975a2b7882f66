// Who did what in this agency: every action of a clerk leaves a line (PRN-07).

import type { Records } from '@shishobako/agency-sdk/records-file';
import { ConsoleActivity } from '@shishobako/contracts/console-api';
import { type Clock, rfc3339 } from '@shishobako/kernel/clock';
import { uuidv7 } from 'uuidv7';

export type ActivityEntry = Pick<ConsoleActivity, 'by' | 'action'> & Partial<Pick<ConsoleActivity, 'env' | 'batch' | 'code' | 'count'>>;

export const makeActivity = ({ db }: Records, clock: Clock) => ({
  record(entry: ActivityEntry): void {
    db.prepare('insert into activity (id, time, by_whom, action, env, batch, code, count) values (?, ?, ?, ?, ?, ?, ?, ?)').run(
      uuidv7(),
      rfc3339(clock()),
      entry.by,
      entry.action,
      entry.env ?? null,
      entry.batch ?? null,
      entry.code ?? null,
      entry.count ?? null,
    );
  },
  page(cursor: string, limit: number): ConsoleActivity[] {
    return db
      .prepare(
        `select id, time, by_whom as "by", action, env, batch, code, count from activity where :cursor = '' or id < :cursor order by id desc limit :limit`,
      )
      .all({ cursor, limit })
      .map((row) => ConsoleActivity.parse({ ...row }));
  },
});
export type Activity = ReturnType<typeof makeActivity>;

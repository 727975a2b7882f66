// Jobs exist exactly when their change does, are done at least once by the app role, and are seen when they die.
import { withTestDatabase } from '@shishobako/testkit/database';
import { sql } from 'kysely';
import { afterAll, afterEach, expect, test, vi } from 'vitest';
import { addJob, ensureJobs, type JobTasks, listDeadJobs, reviveJobs, runJobs } from './jobs.ts';
import { makeDatabase } from './pool.ts';
import { withTransaction } from './transaction.ts';

const service = await withTestDatabase('work', [], { jobs: true });
const db = makeDatabase<Record<string, never>>({ url: service.appUrl });
const lines: { fields: object; message: string }[] = [];
const logger = {
  warn: (fields: object, message: string) => void lines.push({ fields, message }),
  error: (fields: object, message: string) => void lines.push({ fields, message }),
};
const runners: { stop(): Promise<void> }[] = [];
const work = async (tasks: JobTasks) => void runners.push(await runJobs({ service, tasks, logger, pollInterval: 100 }));

afterEach(async () => {
  await Promise.all(runners.splice(0).map((runner) => runner.stop()));
  await sql`delete from ${sql.id('work_jobs', '_private_jobs')}`.execute(db);
});
afterAll(() => db.destroy());

test('a job of a change that is rolled back never runs; one that commits does', async () => {
  const done: unknown[] = [];
  await work({ tell: async (payload) => void done.push(payload) });
  const failing = withTransaction(db, async (trx) => {
    await addJob(trx, 'tell', { n: 1 });
    throw new Error('planned');
  });
  await expect(failing).rejects.toThrow('planned');
  await withTransaction(db, (trx) => addJob(trx, 'tell', { n: 2 }));
  await vi.waitFor(() => expect(done).toEqual([{ n: 2 }]));
});

test('a thousand jobs of one transaction are each done once', async () => {
  const seen = new Map<number, number>();
  await withTransaction(db, async (trx) => {
    for (let n = 0; n < 1_000; n += 1) await addJob(trx, 'count', { n });
  });
  await work({
    count: async (payload) => {
      const { n } = payload as { n: number };
      seen.set(n, (seen.get(n) ?? 0) + 1);
    },
  });
  await vi.waitFor(() => expect(seen.size).toBe(1_000), 20_000);
  expect([...seen.values()].every((times) => times === 1)).toBe(true);
}, 30_000);

test('a failing job is tried again, then dead, listed, and can be revived; the log holds ids, not what was said', async () => {
  let mended = false;
  const attempts: number[] = [];
  await work({
    send: async (_payload, { attempt }) => {
      attempts.push(attempt);
      if (!mended) throw new TypeError('to hanako@example.invalid');
    },
  });
  const id = await withTransaction(db, (trx) => addJob(trx, 'send', { secret: 'title' }, { maxAttempts: 1 }));
  await vi.waitFor(async () => expect(await listDeadJobs(db, service)).toMatchObject([{ id, task: 'send', attempts: 1 }]));
  expect(lines.at(-1)).toEqual({
    fields: { jobId: id, task: 'send', attempt: 1, maxAttempts: 1, failure: 'TypeError' },
    message: 'job is dead',
  });
  expect(JSON.stringify(lines)).not.toMatch(/hanako|title/);
  mended = true;
  await reviveJobs(db, [id]);
  await vi.waitFor(() => expect(attempts).toEqual([1, 1]));
  await vi.waitFor(async () => expect(await listDeadJobs(db, service)).toEqual([]));
});

test('a job key keeps one waiting job, the latest', async () => {
  const later = new Date(Date.now() + 60_000);
  await withTransaction(db, async (trx) => {
    await addJob(trx, 'digest', { n: 1 }, { jobKey: 'box-1', runAt: later });
    await addJob(trx, 'digest', { n: 2 }, { jobKey: 'box-1', runAt: later });
  });
  const { rows } = await sql`select payload from ${sql.id('work_jobs', '_private_jobs')}`.execute(db);
  expect(rows).toEqual([{ payload: { n: 2 } }]);
});

test('making the queue again keeps its jobs', async () => {
  await withTransaction(db, (trx) => addJob(trx, 'digest', {}, { runAt: new Date(Date.now() + 60_000) }));
  await Promise.all([ensureJobs(service), ensureJobs(service)]);
  const { rows } = await sql`select count(*) as n from ${sql.id('work_jobs', '_private_jobs')}`.execute(db);
  expect(rows).toEqual([{ n: 1 }]);
});

test('a job that a killed process had in hand is done as soon as the service is back', async () => {
  const done: unknown[] = [];
  await withTransaction(db, async (trx) => void (await addJob(trx, 'carry', { n: 7 }, { queue: 'one-by-one' })));
  await sql`
    update ${sql.id('work_jobs', '_private_jobs')} set locked_at = now(), locked_by = 'worker-killed', attempts = 1`.execute(db);
  await sql`update ${sql.id('work_jobs', '_private_job_queues')} set locked_at = now(), locked_by = 'worker-killed'`.execute(db);
  await work({ carry: async (payload) => void done.push(payload) });
  await vi.waitFor(() => expect(done).toEqual([{ n: 7 }]), { timeout: 5_000 });
});

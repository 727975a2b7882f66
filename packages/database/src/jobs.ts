// Work that must happen after a change is written down in the change's own transaction, and done at least once
// (architecture sheet §1.4). graphile-worker keeps the queue in the service's own database, in the schema `<service>_jobs`.
import { EventEmitter } from 'node:events';
import { Logger, run, runMigrations, type WorkerEvents } from 'graphile-worker';
import { type Kysely, sql, type Transaction } from 'kysely';
import { makePool, withClient } from './pool.ts';
import type { ServiceDatabase } from './provision.ts';

/** The part of a pino logger we use. Only ids and names are handed to it: payloads and messages may hold more. */
export type JobLogger = { warn(fields: object, message: string): void; error(fields: object, message: string): void };

export type JobContext = { readonly jobId: string; readonly attempt: number; readonly maxAttempts: number };

/** A task by name. The payload is stored JSON: parse it. Throwing means: try again later. */
export type JobTasks = Readonly<Record<string, (payload: unknown, context: JobContext) => Promise<void>>>;

/** Makes or updates the queue's tables as the migrator and gives the app role the use of them. After `migrate`. */
export async function ensureJobs(service: ServiceDatabase): Promise<void> {
  const schema = `${service.schema}_jobs`;
  const pool = makePool({ url: service.migratorUrl, maxConnections: 2 });
  try {
    await runMigrations({ pgPool: pool, schema, logger: silent });
  } finally {
    await pool.end();
  }
  await withClient(service.migratorUrl, async (client) => {
    const app = client.escapeIdentifier(service.appRole);
    const jobs = client.escapeIdentifier(schema);
    await client.query(`
      begin;
      select pg_advisory_xact_lock(hashtext('shishobako jobs'));
      grant select, insert, update, delete on all tables in schema ${jobs} to ${app};
      revoke insert, update, delete on ${jobs}.migrations from ${app};
      grant usage, select on all sequences in schema ${jobs} to ${app};
      grant execute on all functions in schema ${jobs} to ${app};`);
    // The queue's tables have row-level security without a policy: nobody but their owner sees a row until one says so.
    const { rows } = await client.query<{ name: string }>(
      `select c.relname as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
       where n.nspname = $1 and c.relrowsecurity
         and not exists (select from pg_policy p where p.polrelid = c.oid and p.polname = 'app_works_the_queue')`,
      [schema],
    );
    for (const { name } of rows) {
      const table = client.escapeIdentifier(name);
      await client.query(`create policy app_works_the_queue on ${jobs}.${table} to ${app} using (true) with check (true)`);
    }
    await client.query('commit');
  });
}

export type AddJobOptions = {
  /** At most one waiting job of this key: a later one replaces it. */
  readonly jobKey?: string;
  /** Tries before it counts as dead; 25 unless told (about three days with the growing pauses). */
  readonly maxAttempts?: number;
  readonly runAt?: Date;
  /** Jobs of one queue run one after the other. */
  readonly queue?: string;
};

/** Adds a job in the caller's transaction: it exists exactly when the change does. Returns its id. */
export async function addJob<DB>(trx: Transaction<DB>, name: string, payload: object, options: AddJobOptions = {}): Promise<string> {
  const { jobKey = null, maxAttempts = null, runAt = null, queue = null } = options;
  const { rows } = await sql<{ id: string }>`
    select id::text as id from add_job(identifier => ${name}::text, payload => ${JSON.stringify(payload)}::json,
      queue_name => ${queue}::text, run_at => ${runAt}::timestamptz, max_attempts => ${maxAttempts}::int, job_key => ${jobKey}::text)`.execute(
    trx,
  );
  const [job] = rows;
  if (!job) throw new Error('add_job returned no row');
  return job.id;
}

export type RunJobsOptions = {
  readonly service: ServiceDatabase;
  readonly tasks: JobTasks;
  readonly logger: JobLogger;
  /** Jobs at a time; 2 unless told. */
  readonly concurrency?: number;
  /** Milliseconds between looks for jobs that are due; new ones are announced at once. 1,000 unless told. */
  readonly pollInterval?: number;
};

/** Works the queue until `stop()`, which lets running jobs finish (5 s) and gives the rest back. */
export async function runJobs({
  service,
  tasks,
  logger,
  concurrency = 2,
  pollInterval = 1_000,
}: RunJobsOptions): Promise<{ stop(): Promise<void> }> {
  await freeAbandonedJobs(service);
  const pool = makePool({ url: service.appUrl, maxConnections: concurrency + 2, applicationName: workerName(service) });
  const events: WorkerEvents = new EventEmitter();
  events.on('job:error', ({ job, error }) => {
    const { id, task_identifier: task, attempts, max_attempts: maxAttempts } = job;
    const failure = error instanceof Error ? error.name : typeof error;
    logger.warn(
      { jobId: String(id), task, attempt: attempts, maxAttempts, failure },
      attempts >= maxAttempts ? 'job is dead' : 'job failed, will be tried again',
    );
  });
  events.on('worker:fatalError', () => logger.error({ service: service.service }, 'job worker stopped by an error'));
  events.on('pool:listen:error', () => logger.warn({ service: service.service }, 'job queue lost its connection, trying again'));
  const taskList = Object.fromEntries(
    Object.entries(tasks).map(([name, task]) => [
      name,
      async (payload: unknown, { job }: { job: { id: unknown; attempts: number; max_attempts: number } }) =>
        task(payload, { jobId: String(job.id), attempt: job.attempts, maxAttempts: job.max_attempts }),
    ]),
  );
  const runner = await run({
    ...{ pgPool: pool, schema: `${service.schema}_jobs`, taskList, concurrency, pollInterval, events },
    ...{ noHandleSignals: true, parsedCronItems: [], logger: silent, gracefulShutdownAbortTimeout: 5_000 },
  });
  runner.promise.catch(() => logger.error({ service: service.service }, 'job queue ended'));
  let stopped: Promise<void> | undefined;
  const stop = async () => {
    await runner.stop().catch(() => {});
    await pool.end();
  };
  return { stop: () => (stopped ??= stop()) };
}

const workerName = ({ service }: ServiceDatabase): string => `${service} jobs`;

/**
 * A killed process leaves its jobs locked, for four hours as the queue would have it. When no other worker of this service is connected,
 * nobody is working on them, and they are given back at once.
 */
async function freeAbandonedJobs(service: ServiceDatabase): Promise<void> {
  await withClient(service.appUrl, async (client) => {
    const { rows: others } = await client.query(
      'select 1 from pg_stat_activity where application_name = $1 and datname = current_database()',
      [workerName(service)],
    );
    if (others.length > 0) return;
    const jobs = client.escapeIdentifier(`${service.schema}_jobs`);
    await client.query(`
      select force_unlock_workers(array_agg(worker)) from (
        select locked_by from ${jobs}._private_jobs where locked_by is not null
        union select locked_by from ${jobs}._private_job_queues where locked_by is not null) as abandoned(worker)
      having count(*) > 0`);
  });
}

export type DeadJob = { id: string; task: string; attempts: number; lastError: string | null; createdAt: Date; diedAt: Date };

/** Jobs that failed as often as they may: for the operator's page and the health check. Oldest first. */
export async function listDeadJobs<DB>(db: Kysely<DB>, service: Pick<ServiceDatabase, 'schema'>): Promise<DeadJob[]> {
  const { rows } = await sql<DeadJob>`
    select id::text, task_identifier as task, attempts::int, last_error as "lastError", created_at as "createdAt", updated_at as "diedAt"
    from ${sql.id(`${service.schema}_jobs`, 'jobs')}
    where attempts >= max_attempts and locked_at is null order by created_at, id`.execute(db);
  return rows;
}

/** Gives dead jobs their tries back, once the cause is mended. */
export async function reviveJobs<DB>(db: Kysely<DB>, ids: readonly string[]): Promise<void> {
  await sql`select reschedule_jobs(${ids}::bigint[], run_at => now(), attempts => 0)`.execute(db);
}

const silent = new Logger(() => () => {});

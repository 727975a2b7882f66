// The one place that opens connections: pg underneath, Kysely on top, with values read the same way everywhere.
// bigint arrives as number (and refuses to lose digits), date as 'YYYY-MM-DD', timestamptz as Date, bytea as Buffer, numeric as string.
import { Kysely, PostgresDialect } from 'kysely';
import pg from 'pg';

export type DatabaseConfig = {
  /** `postgresql://role@host/database`, or over a socket `postgresql://role@localhost/database?host=/folder`. */
  readonly url: string;
  /** Connections at most; 10 unless told. */
  readonly maxConnections?: number;
  /** Shown in pg_stat_activity. */
  readonly applicationName?: string;
  /** An idle connection broke (the server restarted, say). The pool replaces it; this is for the log. */
  readonly onIdleError?: (error: Error) => void;
};

/** A Kysely instance over its own pool; `destroy()` closes it. */
export function makeDatabase<DB>(config: DatabaseConfig): Kysely<DB> {
  return new Kysely<DB>({ dialect: new PostgresDialect({ pool: makePool(config) }) });
}

/** For this package's own use; everyone else gets a Kysely instance. */
export function makePool({ url, maxConnections = 10, applicationName = 'shishobako', onIdleError = () => {} }: DatabaseConfig): pg.Pool {
  const pool = new pg.Pool({
    connectionString: url,
    max: maxConnections,
    application_name: applicationName,
    connectionTimeoutMillis: 10_000,
    types: { getTypeParser },
  });
  // Without a listener a broken idle connection would end the process.
  pool.on('error', onIdleError);
  // A connection that breaks while lent out fails its query; the event itself needs no second answer.
  pool.on('connect', (client) => client.on('error', () => {}));
  return pool;
}

/** One connection for administration, closed when `work` is done. */
export async function withClient<T>(url: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 10_000, types: { getTypeParser } });
  client.on('error', () => {});
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

const { builtins } = pg.types;

const getTypeParser: typeof pg.types.getTypeParser = (oid: number, format?: 'text' | 'binary') => {
  if (format !== 'binary' && oid === builtins.INT8) return readBigint;
  if (format !== 'binary' && oid === builtins.DATE) return (text: string) => text;
  return pg.types.getTypeParser(oid, format ?? 'text');
};

/** Counters and sequence numbers stay below 2^53; a value that does not must not be rounded in silence. */
function readBigint(text: string): number {
  const value = Number(text);
  if (!Number.isSafeInteger(value)) throw new RangeError(`bigint ${text} does not fit a number: select it as text`);
  return value;
}

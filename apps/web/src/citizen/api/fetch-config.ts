// The first thing the app fetches: whom to believe and where things are. Without it nothing can be trusted, so nothing is shown.
import { ReaderConfig } from '@shishobako/contracts/reader-config';
import { err, ok, type Result } from '@shishobako/kernel/result';

export type ConfigError = { kind: 'call.offline' } | { kind: 'call.malformed'; detail: string };

export async function fetchConfig(): Promise<Result<ReaderConfig, ConfigError>> {
  const response = await fetch('/trust.json', { headers: { accept: 'application/json' } }).catch(() => undefined);
  if (!response?.ok) return err({ kind: 'call.offline' });
  const parsed = ReaderConfig.safeParse(await response.json().catch(() => undefined));
  if (!parsed.success) return err({ kind: 'call.malformed', detail: `trust.json ${parsed.error.issues[0]?.path.join('.') ?? ''}` });
  return ok(parsed.data);
}

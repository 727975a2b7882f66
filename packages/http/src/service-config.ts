// What every service is told at start-up. Read once in `main`, validated once, passed down (house style: four borders).
import { readFile } from 'node:fs/promises';
import { ServiceName, TrustList } from '@shishobako/contracts/trust';
import { VerifierId } from '@shishobako/contracts/verifier';
import { z } from 'zod';

/** One service's database as `provisionService` of the database package gives it: schema, two roles, an URL for each. */
export const DatabaseConfig = z.strictObject({
  service: z.string(),
  schema: z.string(),
  database: z.string(),
  migratorRole: z.string(),
  appRole: z.string(),
  migratorUrl: z.string(),
  appUrl: z.string(),
});
export type DatabaseConfig = z.infer<typeof DatabaseConfig>;

/**
 * As which registered verifier (JPK-18) a service asks the certification authority at `url`; its key is `verifier.pem` of its own folder. Null: it asks
 * unsigned, learns nothing about cards where the authority is strict, and never asks which certificate follows which.
 */
export const VerifierAccount = z.strictObject({ id: VerifierId, url: z.url() }).nullable().default(null);

export const LogLevel = z.enum(['silent', 'fatal', 'error', 'warn', 'info', 'debug']);

export const ListenConfig = z.strictObject({
  host: z.string().default('127.0.0.1'),
  port: z.int().min(0).max(65535),
  /** Origin under which clients reach it, without trailing slash. */
  publicUrl: z.url(),
  /** Origins of browser apps that may call it. */
  allowedOrigins: z.array(z.url()).default([]),
  logLevel: LogLevel.default('info'),
});
export type ListenConfig = z.infer<typeof ListenConfig>;

export const ServiceConfig = ListenConfig.extend({
  service: ServiceName,
  /** Folder with this service's own keys (0700, files 0600). */
  keysDir: z.string(),
  database: DatabaseConfig,
  trust: TrustList,
  /** OpenID issuer (the idp's public URL). */
  issuer: z.url(),
  /** This service's OAuth client id towards the others. */
  clientId: z.string(),
});
export type ServiceConfig = z.infer<typeof ServiceConfig>;

/** What `startX` gives back. */
export type Running = { readonly url: string; close(): Promise<void> };

/** Reads and checks a config file; the message names the file and the field. */
export async function readConfig<T extends z.ZodType>(schema: T, file: string): Promise<z.output<T>> {
  const text = await readFile(file, 'utf8');
  const parsed = schema.safeParse(JSON.parse(text));
  if (!parsed.success) throw new Error(`${file}: ${z.prettifyError(parsed.error)}`);
  return parsed.data;
}

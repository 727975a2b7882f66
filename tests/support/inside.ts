// What a test holds of one running town: its trust list, each service's keys and database (as its superuser), citizens' devices, and the
// agencies' own programs. Attacks take from it exactly what their adversary has (security sheet §2).
import { createPrivateKey } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { makeInvitations } from '@shishobako/agency-sdk/invitations';
import { makePlatformClient } from '@shishobako/agency-sdk/platform-client';
import { makeDirectory } from '@shishobako/agency-sdk/recipient-directory';
import { TrustList } from '@shishobako/contracts/trust';
import { openKeyFolder, signingKeyFrom } from '@shishobako/crypto/node/key-folder';
import { makeDatabase } from '@shishobako/database/pool';
import { type Device, makeDevice } from '@shishobako/device/device';
import { makeMemoryStore } from '@shishobako/device/device-store';
import { makeCookieFetch, signInHeadless } from '@shishobako/device/headless-sign-in';
import { readConfig } from '@shishobako/http/service-config';
import { systemClock } from '@shishobako/kernel/clock';
import { AgencyCode } from '@shishobako/kernel/ids';
import { AgencyConfig } from '@shishobako/reference-agency/config';
import { type Kysely, sql } from 'kysely';
import { makeBridgeSigner } from '../../apps/cli/src/demo/bridge-signer.ts';
import { layoutOf } from '../../apps/cli/src/start/layout.ts';
import type { PortName } from '../../apps/cli/src/start/ports.ts';
import { openSecrets } from '../../apps/cli/src/start/secrets.ts';

export type ServiceOf = 'ca' | 'idp' | 'platform' | 'portal' | 'keyserver';
type AnyTown = { readonly dataDir: string; url(name: PortName): string };
type Tables = Record<string, never>;

export async function lookInside(town: AnyTown) {
  const layout = layoutOf(town.dataDir);
  const trust = await readConfig(TrustList, layout.trust);
  const secrets = await openSecrets(layout);
  const reader = town.url('web');
  const bridge = { url: town.url('bridge'), secret: secrets.bridge, origin: reader };
  const databases = new Map<ServiceOf, Kysely<Tables>>();

  /** The service's database with every right there is. */
  async function database(service: ServiceOf): Promise<Kysely<Tables>> {
    const open = databases.get(service);
    if (open) return open;
    const config = JSON.parse(await readFile(layout.config(service), 'utf8')) as {
      database: { migratorUrl: string; migratorRole: string };
    };
    const url = config.database.migratorUrl.replace(`//${config.database.migratorRole}@`, '//shishobako_admin@');
    const made = makeDatabase<Tables>({ url: `${url}&options=-csearch_path%3D${service}`, maxConnections: 3 });
    databases.set(service, made);
    return made;
  }

  return {
    layout,
    trust,
    secrets,
    reader,
    database,
    keys: (service: ServiceOf) => openKeyFolder(layout.keys(service)),
    /** Rows of a table, counted. */
    async count(service: ServiceOf, table: string, where = 'true'): Promise<number> {
      const { rows } = await sql<{ n: number }>`select count(*) as n from ${sql.table(table)} where ${sql.raw(where)}`.execute(
        await database(service),
      );
      return rows[0]?.n ?? 0;
    },
    /** A device whose owner has just signed in; `watch` sees (or changes) every request it makes. */
    async device(card: string, pin: string, watch: (send: typeof fetch) => typeof fetch = (send) => send): Promise<Device> {
      const device = await makeDevice({ trust, store: makeMemoryStore(), reader, fetch: watch(makeCookieFetch()) });
      const signedIn = await signInHeadless(device, 'sign-in', makeBridgeSigner(bridge, card, pin));
      if (!signedIn.ok) throw new Error(`${card}: ${JSON.stringify(signedIn.error)}`);
      return device;
    },
    bridge,
    /** An agency's own program: what `shishobako send` holds. */
    async agency(id: 'shionagi-city' | 'aomine-pension') {
      const config = await readConfig(AgencyConfig, layout.config(id));
      const clientKeyPem = await readFile(config.clientKeyFile, 'utf8');
      const { issuer, platformUrl, clientId, profile } = config;
      const platform = await makePlatformClient({
        issuer,
        platformUrl,
        clientId,
        clientKeyPem,
        clientKid: signingKeyFrom(clientKeyPem).kid,
      });
      const invitations = makeInvitations(await readFile(config.invitationSecretFile));
      const seeded = JSON.parse(await readFile(layout.seeded, 'utf8')) as { codes: Record<string, Record<string, string>> };
      return {
        profile,
        platform,
        invitations,
        directory: makeDirectory({ platform, invitations, trust, clock: systemClock }),
        sender: {
          key: createPrivateKey(await readFile(config.senderKeyFile)),
          x5c: [(await readFile(config.senderCertificateFile)).toString('base64')],
        },
        code(person: string): AgencyCode {
          const code = seeded.codes[id]?.[person];
          if (!code) throw new Error(`${id} has no code for ${person}`);
          return AgencyCode.parse(code);
        },
      };
    },
    close: async () => void (await Promise.all([...databases.values()].map((db) => db.destroy()))),
    file: (...path: string[]) => join(town.dataDir, ...path),
  };
}
export type Inside = Awaited<ReturnType<typeof lookInside>>;
export type Agency = Awaited<ReturnType<Inside['agency']>>;

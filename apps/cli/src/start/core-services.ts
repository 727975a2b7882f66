// The services between citizen and agency: for each, what it is told in the all-in-one mode and how it starts.
import { startConcierge } from '@shishobako/concierge/app';
import { ConciergeConfig } from '@shishobako/concierge/config';
import type { TrustList } from '@shishobako/contracts/trust';
import { openKeyFolder } from '@shishobako/crypto/node/key-folder';
import type { DatabaseConfig, Running } from '@shishobako/http/service-config';
import { startIdp } from '@shishobako/idp/app';
import { IdpConfig } from '@shishobako/idp/config';
import { startKeyserver } from '@shishobako/keyserver/app';
import { KeyserverConfig } from '@shishobako/keyserver/config';
import { startPlatform } from '@shishobako/platform/app';
import { type AgencyRegistration, PlatformConfig } from '@shishobako/platform/config';
import { startPortal } from '@shishobako/portal/app';
import { PortalConfig } from '@shishobako/portal/config';
import type { z } from 'zod';
import type { AgencyFiles } from './agency-files.ts';
import type { Layout } from './layout.ts';
import { type PortName, type Ports, urlOf } from './ports.ts';
import type { Secrets } from './secrets.ts';

export type CoreContext = {
  readonly layout: Layout;
  readonly ports: Ports;
  readonly secrets: Secrets;
  readonly trust: TrustList;
  readonly listen: (name: PortName) => {
    host: string;
    port: number;
    publicUrl: string;
    logLevel: 'silent' | 'error' | 'warn' | 'info' | 'debug';
  };
  readonly databaseOf: (service: string) => DatabaseConfig;
  readonly agencies: readonly z.input<typeof AgencyRegistration>[];
  readonly agencyFiles: ReadonlyMap<string, AgencyFiles>;
};

/** A service with its configuration schema; the schema's types meet only inside `define`. */
export type CoreService = {
  readonly name: 'idp' | 'platform' | 'portal' | 'keyserver' | 'concierge';
  readonly schema: z.ZodType;
  config(context: CoreContext): Promise<unknown>;
  start(config: unknown): Promise<Running>;
};

function define<T extends z.ZodType>(service: {
  name: CoreService['name'];
  schema: T;
  config(context: CoreContext): Promise<z.input<T>>;
  start(config: z.output<T>): Promise<Running>;
}): CoreService {
  return { ...service, start: (config) => service.start(service.schema.parse(config)) };
}

type Name = CoreService['name'];
const base = <N extends Name>({ layout, ports, trust, listen, databaseOf }: CoreContext, service: N) => ({
  ...listen(service),
  service,
  allowedOrigins: trust.readers,
  keysDir: layout.keys(service),
  database: databaseOf(service),
  trust,
  issuer: urlOf(ports, 'idp'),
  clientId: service,
});

/** Public key of a client, as the identity provider keeps it. */
const publicKey = (key: { kid: string; jwk: { x: string; y: string } }) => ({
  kty: 'EC' as const,
  crv: 'P-256' as const,
  x: key.jwk.x,
  y: key.jwk.y,
  kid: key.kid,
});

async function clientsOf(context: CoreContext) {
  const { layout, ports, agencies, agencyFiles } = context;
  const insurers = agencies.flatMap(({ eligibilityUrl }) => eligibilityUrl ?? []);
  const internal = async (service: Name, name: { ja: string; en: string }, peers: readonly Name[], asked: readonly string[] = []) => ({
    clientId: service,
    name,
    keys: [publicKey(await (await openKeyFolder(layout.keys(service))).ensureEs256('client'))],
    access: [
      ...peers.map((peer) => ({ resource: urlOf(ports, peer), scopes: ['internal' as const] })),
      ...asked.map((resource) => ({ resource, scopes: ['eligibility' as const] })),
    ],
  });
  const services = await Promise.all([
    internal('platform', { ja: 'プラットフォーム', en: 'Platform' }, ['portal', 'keyserver', 'idp'], insurers),
    internal('portal', { ja: 'ポータル', en: 'Portal' }, ['platform', 'keyserver']),
    internal('keyserver', { ja: '鍵サーバ', en: 'Key server' }, ['platform', 'portal']),
  ]);
  const others = agencies.map((agency) => {
    const files = agencyFiles.get(agency.id);
    if (!files) throw new Error(`no keys for ${agency.id}`);
    return {
      clientId: agency.clientId,
      name: agency.name,
      keys: [publicKey(files.client)],
      access: [{ resource: urlOf(ports, 'platform'), scopes: ['agency' as const] }],
    };
  });
  return [...services, ...others];
}

const verifierOf = ({ ports }: CoreContext, id: 'idp' | 'keyserver') => ({ id, url: urlOf(ports, 'ca') });

export const coreServices: Readonly<Record<Name, CoreService>> = {
  idp: define({
    name: 'idp',
    schema: IdpConfig,
    config: async (context) => ({
      ...base(context, 'idp'),
      webClientName: { ja: '私書箱アプリ', en: 'Shishobako' },
      clients: await clientsOf(context),
      verifier: verifierOf(context, 'idp'),
      counterSecret: context.secrets.counterIdp,
    }),
    start: startIdp,
  }),
  platform: define({
    name: 'platform',
    schema: PlatformConfig,
    config: async (context) => ({
      ...base(context, 'platform'),
      allowedOrigins: [],
      portalUrl: urlOf(context.ports, 'portal'),
      keyserverUrl: urlOf(context.ports, 'keyserver'),
      operatorSecret: context.secrets.platform,
      agencies: [...context.agencies],
    }),
    start: startPlatform,
  }),
  portal: define({
    name: 'portal',
    schema: PortalConfig,
    config: async (context) => ({
      ...base(context, 'portal'),
      platformUrl: urlOf(context.ports, 'platform'),
      keyserverUrl: urlOf(context.ports, 'keyserver'),
      readerUrl: urlOf(context.ports, 'web'),
      smtpUrl: `smtp://127.0.0.1:${context.ports.smtp}`,
      joinDelayHours: 0,
    }),
    start: startPortal,
  }),
  keyserver: define({
    name: 'keyserver',
    schema: KeyserverConfig,
    config: async (context) => ({
      ...base(context, 'keyserver'),
      portalUrl: urlOf(context.ports, 'portal'),
      platformUrl: urlOf(context.ports, 'platform'),
      operatorSecret: context.secrets.keyserver,
      verifier: verifierOf(context, 'keyserver'),
      counterSecret: context.secrets.counter,
      // A town to try things in: a new card opens letters at once. Real operators leave the default of 48 hours.
      joinDelayHours: 0,
    }),
    start: startKeyserver,
  }),
  concierge: define({
    name: 'concierge',
    schema: ConciergeConfig,
    config: async ({ listen, databaseOf, trust }) => ({
      ...listen('concierge'),
      service: 'concierge' as const,
      allowedOrigins: trust.readers,
      database: databaseOf('concierge'),
      municipalities: [
        {
          code: '992011',
          name: { ja: '汐凪市', en: 'Shionagi City' },
          fictional: true,
          clerks: [{ id: 'clerk', name: { ja: '窓口 係（架空）', en: 'Desk clerk (fictional)' }, password: 'demo-clerk-2026' }],
        },
      ],
    }),
    start: startConcierge,
  }),
};

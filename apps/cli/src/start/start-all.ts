// The all-in-one mode: every service on one machine, each with its own database, roles, keys and configuration, joined only over HTTP.
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { AgencyProfile } from '@shishobako/agency-sdk/agency-profile';
import { startCa } from '@shishobako/ca/app';
import { CaConfig } from '@shishobako/ca/config';
import { startCardBridge } from '@shishobako/card-bridge/app';
import { CaAnchors } from '@shishobako/contracts/ca-api';
import { ReaderConfig } from '@shishobako/contracts/reader-config';
import type { TrustList } from '@shishobako/contracts/trust';
import { type RunningCounter, startCounter } from '@shishobako/counter/app';
import { CounterConfig } from '@shishobako/counter/config';
import { type EmbeddedPostgres, removeEmbeddedPostgres, startEmbeddedPostgres } from '@shishobako/database/embedded-postgres';
import { provisionService } from '@shishobako/database/provision';
import { InsurerConfig, type RunningInsurer, startInsurer } from '@shishobako/health-insurer/app';
import { insurerNumbers, national, society } from '@shishobako/health-insurer/profiles';
import { startHospital } from '@shishobako/hospital/app';
import { HospitalConfig } from '@shishobako/hospital/config';
import { profile as hospital } from '@shishobako/hospital/profile';
import type { DatabaseConfig, ListenConfig, Running } from '@shishobako/http/service-config';
import { japanDay } from '@shishobako/kernel/clock';
import { profile as city } from '@shishobako/municipality/profile';
import { profile as pension } from '@shishobako/pension-office/profile';
import { type RunningAgency, startAgency } from '@shishobako/reference-agency/app';
import { AgencyConfig } from '@shishobako/reference-agency/config';
import { startSquare } from '@shishobako/square/app';
import { SquareConfig } from '@shishobako/square/config';
import { z } from 'zod';
import { counterPlace } from '../demo/counter-place.ts';
import { isInsurer, isLinkedTo } from '../demo/insured.ts';
import { ensureProfessionals } from '../demo/professionals.ts';
import { citizens } from '../demo/region.ts';
import { type Clerk, clerkOf, describeTown, squareServices } from '../demo/town.ts';
import { type AgencyFiles, ensureAgencyFiles } from './agency-files.ts';
import { buildWeb, webDist } from './build-web.ts';
import { type CoreService, coreServices } from './core-services.ts';
import { findTakenPorts } from './free-ports.ts';
import { type Layout, layoutOf } from './layout.ts';
import { type PortName, type Ports, urlOf } from './ports.ts';
import type { Progress } from './progress.ts';
import { openSecrets, type Secrets } from './secrets.ts';
import { StartError } from './start-error.ts';
import { makeTrustList } from './trust-list.ts';
import { ensureVerifiers } from './verifiers.ts';
import { startWebHost } from './web-host.ts';

export type Everything = {
  readonly ports: Ports;
  readonly layout: Layout;
  readonly secrets: Secrets;
  readonly trust: TrustList;
  readonly agencies: Readonly<Record<string, RunningAgency>>;
  /** Those of the agencies that are health insurers. */
  readonly insurers: Readonly<Record<string, RunningInsurer>>;
  readonly counter: RunningCounter;
  close(): Promise<void>;
};

export type StartOptions = {
  readonly dataDir: string;
  readonly reset: boolean;
  readonly ports: Ports;
  readonly progress: Progress;
  readonly logLevel: 'silent' | 'error' | 'warn' | 'info' | 'debug';
};

/** Agencies with a console. */
const agencyProfiles: readonly { profile: AgencyProfile; port: PortName }[] = [
  { profile: city, port: 'shionagi-city' },
  { profile: pension, port: 'aomine-pension' },
  { profile: society, port: 'shionagi-kenpo' },
  { profile: national, port: 'aomine-kokuho' },
];
/** All that have keys and a registration. */
const registered = [...agencyProfiles, { profile: hospital, port: 'shionagi-hospital' as const }];

const registrationOf = (ports: Ports, { profile, port }: (typeof agencyProfiles)[number]) => ({
  id: profile.id,
  name: profile.name,
  clientId: profile.id,
  corporateNumber: profile.corporateNumber,
  medical: profile === hospital,
  eligibilityUrl: isInsurer(profile.id) ? urlOf(ports, port) : null,
  purposes: profile.documentTypes.map((type) => ({
    purpose: type.purpose,
    name: type.purposeText,
    classes: [type.class],
    openEvidence: type.openEvidence,
    basis: type.basis,
  })),
});

/** Whether what has our first port is another Shishobako. */
const isSquare = (url: string): Promise<boolean> =>
  fetch(`${url}/health`, { signal: AbortSignal.timeout(1_000) })
    .then(async (answer) => z.object({ service: z.literal('square') }).safeParse(await answer.json()).success)
    .catch(() => false);

async function checkPorts(ports: Ports): Promise<void> {
  const taken = await findTakenPorts(ports);
  if (taken.length === 0) return;
  const square = urlOf(ports, 'square');
  if (await isSquare(square)) {
    throw new StartError({
      ja: `私書箱はすでに動いています。${square} を開いてください。もう一つ動かすには --port-base 5600 --data 別のフォルダー を付けます。`,
      en: `Shishobako is already running: open ${square}. For a second one, add --port-base 5600 --data OTHER-FOLDER.`,
    });
  }
  const list = taken.map(({ name, port }) => `${port} (${name})`).join(', ');
  throw new StartError({
    ja: `ポート ${list} は別のプログラムが使っています。それを終えるか、--port-base で別の番号から始めてください（例：--port-base 5600）。`,
    en: `Ports in use by another program: ${list}. End it, or start from other numbers with --port-base (for example --port-base 5600).`,
  });
}

/** Writes what a service is told, for `shishobako serve` and for the operator to read. */
async function writeConfig<T extends z.ZodType>(schema: T, file: string, value: z.input<T>): Promise<z.output<T>> {
  await mkdir(dirname(file), { recursive: true, mode: 0o700 });
  await writeFile(file, `${JSON.stringify(value, null, 2)}\n`, { mode: 0o600 });
  return schema.parse(value);
}

export async function startAll(options: StartOptions): Promise<Everything> {
  const { ports, progress, logLevel } = options;
  const layout = layoutOf(options.dataDir);
  const running: { close(): Promise<void> }[] = [];
  const closeAll = async (): Promise<void> => {
    for (const part of running.splice(0).reverse()) await part.close().catch(() => {});
  };
  const keep = <T extends { close(): Promise<void> }>(part: T): T => {
    running.push(part);
    return part;
  };
  const listen = (name: PortName) => ({ host: '127.0.0.1', port: ports[name], publicUrl: urlOf(ports, name), logLevel });

  try {
    await checkPorts(ports);
    if (options.reset) await resetData(options.dataDir);
    progress.step('Web pages');
    await buildWeb();
    progress.step('Database');
    const postgres = await openDatabase(layout);
    keep({ close: () => postgres.stop() });
    const names = ['ca', ...Object.keys(coreServices)];
    const databases: Record<string, DatabaseConfig> = {};
    for (const service of names) databases[service] = await provisionService({ adminUrl: postgres.adminUrl, service });
    const databaseOf = (service: string): DatabaseConfig => {
      const found = databases[service];
      if (!found) throw new Error(`no database for ${service}`);
      return found;
    };

    progress.step('Certification authority');
    const secrets = await openSecrets(layout);
    const caConfig = {
      ...listen('ca'),
      database: databaseOf('ca'),
      keysDir: layout.keys('ca'),
      operatorToken: secrets.ca,
    };
    const ca = keep(await startCa(await writeConfig(CaConfig, layout.config('ca'), caConfig)));
    const agencyFiles = new Map<string, AgencyFiles>();
    for (const { profile } of registered)
      agencyFiles.set(profile.id, await ensureAgencyFiles(layout, profile, { url: ca.url, secret: secrets.ca }));
    await ensureVerifiers(
      layout,
      agencyProfiles.map(({ profile }) => profile),
      agencyFiles,
      { url: ca.url, secret: secrets.ca },
    );
    await ensureProfessionals(layout, { url: ca.url, secret: secrets.ca });
    const anchors = CaAnchors.parse(await (await fetch(`${ca.url}/anchors`)).json());
    const trust = await makeTrustList(layout, ports, anchors);
    await writeFile(layout.trust, `${JSON.stringify(trust, null, 2)}\n`);

    progress.step('Services');
    const core = {
      layout,
      ports,
      secrets,
      trust,
      listen,
      databaseOf,
      agencies: registered.map((agency) => registrationOf(ports, agency)),
      agencyFiles,
    };
    for (const service of Object.values(coreServices) as CoreService[]) {
      const { schema, config, start } = service;
      keep(await start(await writeConfig(schema, layout.config(service.name), await config(core))));
    }
    const bridgeConfig = {
      port: ports.bridge,
      cardsDir: layout.cards,
      allowedOrigins: trust.readers,
      secret: secrets.bridge,
      terminal: { secret: secrets.terminal, keysDir: layout.keys('terminal') },
      phoneAuthority: urlOf(ports, 'ca'),
      names: {
        [urlOf(ports, 'web')]: { ja: '私書箱アプリ', en: 'Shishobako citizen app' },
        [urlOf(ports, 'idp')]: { ja: '本人確認（IdP）', en: 'Identity provider' },
        ...Object.fromEntries(agencyProfiles.map(({ profile, port }) => [urlOf(ports, port), profile.name])),
        [urlOf(ports, 'keyserver')]: { ja: '鍵サーバ', en: 'Key server' },
        [urlOf(ports, 'ca')]: { ja: '証明書を発行する機関（模擬J-LIS）', en: 'Issuing authority (simulated J-LIS)' },
      },
    };
    keep(await startCardBridge(bridgeConfig));

    progress.step('Agencies and pages');
    const agencies: Record<string, RunningAgency> = {};
    const insurers: Record<string, RunningInsurer> = {};
    const clerks = agencyProfiles.map(({ profile, port }) => clerkOf(profile, port));
    for (const { profile, port } of agencyProfiles) {
      const files = agencyFiles.get(profile.id);
      if (!files) throw new Error(`no files for ${profile.id}`);
      const told = {
        ...listen(port),
        profile,
        dataDir: layout.agency(profile.id),
        issuer: urlOf(ports, 'idp'),
        platformUrl: urlOf(ports, 'platform'),
        clientId: profile.id,
        clientKeyFile: files.clientKeyFile,
        senderKeyFile: files.senderKeyFile,
        senderCertificateFile: files.senderCertificateFile,
        invitationSecretFile: files.invitationSecretFile,
        tsaUrl: `${urlOf(ports, 'ca')}/tsa`,
        verifierKeyFile: files.verifierKeyFile,
        trust,
        consoleDir: webDist,
        square: urlOf(ports, 'square'),
        clerks: clerks.filter((clerk) => clerk.agency.id === profile.id).map(({ id, name, password }) => ({ id, name, password })),
      };
      if (isInsurer(profile.id)) {
        const insurer = { ...told, insurerNumber: insurerNumbers[profile.id] ?? '' };
        agencies[profile.id] = insurers[profile.id] = keep(
          await startInsurer(await writeConfig(InsurerConfig, layout.config(profile.id), insurer)),
        );
      } else agencies[profile.id] = keep(await startAgency(await writeConfig(AgencyConfig, layout.config(profile.id), told)));
    }
    keep(await startHospitalFor(layout, ports, secrets, trust, listen('shionagi-hospital'), agencyFiles.get(hospital.id)));
    const counterConfig = await writeConfig(CounterConfig, layout.config('counter'), {
      ...listen('counter'),
      ...counterPlace,
      dataDir: layout.agency('counter'),
      pagesDir: webDist,
      ca: { url: urlOf(ports, 'ca'), secret: secrets.ca },
      bridge: { url: urlOf(ports, 'bridge'), secret: secrets.bridge },
      keyserver: { url: urlOf(ports, 'keyserver'), secret: secrets.counter },
      idp: { url: urlOf(ports, 'idp'), secret: secrets.counterIdp },
      joinDelayHours: 0,
      square: urlOf(ports, 'square'),
    });
    const counter = keep(await startCounter(counterConfig));
    const reader = ReaderConfig.parse({ trust, bridge: urlOf(ports, 'bridge'), square: urlOf(ports, 'square') });
    keep(await startWebHost({ ...listen('web'), allowedOrigins: [] }, reader, webDist));
    keep(await startSquareFor(layout, ports, secrets, listen('square'), clerks));
    return { ports, layout, secrets, trust, agencies, insurers, counter, close: closeAll };
  } catch (error) {
    await closeAll();
    throw error;
  }
}

async function startHospitalFor(
  layout: Layout,
  ports: Ports,
  secrets: Secrets,
  trust: TrustList,
  listen: z.input<typeof ListenConfig>,
  files: AgencyFiles | undefined,
): Promise<Running> {
  if (!files) throw new Error('no files for the hospital');
  const { clientKeyFile, senderKeyFile, senderCertificateFile } = files;
  const config = await writeConfig(HospitalConfig, layout.config(hospital.id), {
    ...listen,
    ...{ profile: hospital, issuer: urlOf(ports, 'idp'), platformUrl: urlOf(ports, 'platform'), clientId: hospital.id, trust },
    ...{ clientKeyFile, senderKeyFile, senderCertificateFile, pagesDir: webDist, square: urlOf(ports, 'square') },
    terminal: { id: 'reception-1', bridgeUrl: urlOf(ports, 'bridge'), secret: secrets.terminal },
  });
  return startHospital(config);
}

function startSquareFor(
  layout: Layout,
  ports: Ports,
  secrets: Secrets,
  listen: z.input<typeof ListenConfig>,
  clerks: readonly Clerk[],
): Promise<Running> {
  const today = japanDay(Date.now());
  const linked = (citizen: (typeof citizens)[number]) =>
    agencyProfiles.map((a) => a.profile).filter(({ id }) => isLinkedTo(citizen, id, today));
  return startSquare(
    SquareConfig.parse({
      ...listen,
      town: describeTown(ports, citizens, linked, clerks, today),
      pagesDir: webDist,
      outboxDir: layout.outbox,
      smtpPort: ports.smtp,
      services: squareServices(ports),
      feed: { url: `${urlOf(ports, 'platform')}/v1/operator/events`, secret: secrets.platform },
    }),
  );
}

async function openDatabase(layout: Layout): Promise<EmbeddedPostgres> {
  const started = await startEmbeddedPostgres({ dataDir: layout.postgres });
  if (!started.ok) throw new StartError(started.error);
  return started.value;
}

/** Removes what this program made, by name, and nothing else that may lie in the folder. */
async function resetData(dataDir: string): Promise<void> {
  const removed = await removeEmbeddedPostgres(layoutOf(dataDir).postgres);
  if (!removed.ok) throw new StartError(removed.error);
  for (const name of ['postgres', 'keys', 'token', 'cards', 'outbox', 'agencies', 'config', 'trust.json', 'seeded.json']) {
    await rm(join(dataDir, name), { recursive: true, force: true });
  }
}

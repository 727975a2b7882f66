// One violation of every import rule, as a small tree of files: the rules are believed because each has caught its own.
// A line `path: import` is enough; targets that are ours are made as empty modules.

type Planted = {
  readonly rule: string;
  readonly file: string;
  readonly imports: string;
  readonly alsoMake?: Readonly<Record<string, string>>;
};

export const planted: readonly Planted[] = [
  {
    rule: 'service-apart',
    file: 'services/portal/src/features/citizen/peek.route.ts',
    imports: '../../../../keyserver/src/domain/box-key.ts',
  },
  {
    rule: 'service-apart',
    file: 'services/portal/src/features/citizen/peek-by-name.route.ts',
    imports: '@shishobako/keyserver/domain/box-key',
  },
  { rule: 'package-below-service', file: 'packages/http/src/shortcut.ts', imports: '../../../services/portal/src/domain/box.ts' },
  { rule: 'domain-pure', file: 'services/portal/src/domain/grown.ts', imports: 'node:fs' },
  { rule: 'domain-pure', file: 'services/portal/src/domain/wired.ts', imports: '@shishobako/http/make-server' },
  { rule: 'port-without-adapter', file: 'services/portal/src/ports/box-store.ts', imports: '../adapters/box.repo.ts' },
  { rule: 'feature-without-adapter', file: 'services/portal/src/features/citizen/list.route.ts', imports: '../../adapters/box.repo.ts' },
  { rule: 'only-app-composes', file: 'services/portal/src/extra-root.ts', imports: './adapters/box.repo.ts' },
  {
    rule: 'app-is-the-top',
    file: 'services/portal/src/features/operator/restart.route.ts',
    imports: '../../app.ts',
    alsoMake: { 'services/portal/src/app.ts': '' },
  },
  { rule: 'driver-in-database', file: 'services/portal/src/adapters/raw.repo.ts', imports: 'pg' },
  { rule: 'driver-in-database', file: 'packages/evidence/src/quick-job.ts', imports: 'graphile-worker' },
  { rule: 'sealing-in-crypto', file: 'packages/agency-sdk/src/own-hpke.ts', imports: '@hpke/core' },
  { rule: 'asn1-in-pki', file: 'services/idp/src/adapters/own-parser.ts', imports: 'asn1js' },
  { rule: 'asn1-in-pki', file: 'services/idp/src/adapters/own-reader.ts', imports: '@peculiar/x509' },
  { rule: 'hsm-in-keyserver', file: 'services/ca/src/adapters/token.ts', imports: 'pkcs11js' },
  { rule: 'agency-from-outside', file: 'agencies/tax-office/src/insider.ts', imports: '@shishobako/database/pool' },
  { rule: 'runs-in-a-browser', file: 'packages/device/src/disk.ts', imports: 'node:fs/promises' },
  { rule: 'runs-in-a-browser', file: 'packages/crypto/src/web/fast.ts', imports: 'node:crypto' },
  { rule: 'no-server-code-in-browser', file: 'apps/web/src/direct.tsx', imports: '@shishobako/database/pool' },
  { rule: 'no-server-code-in-browser', file: 'packages/device/src/native.ts', imports: '@shishobako/crypto/node/hpke' },
  { rule: 'tests-stay-outside', file: 'services/portal/src/demo.ts', imports: '@shishobako/testkit/people' },
  {
    rule: 'no-cycle',
    file: 'packages/kernel/src/egg.ts',
    imports: './hen.ts',
    alsoMake: { 'packages/kernel/src/hen.ts': `import './egg.ts';\n` },
  },
];

/** Files the planted imports lead to. */
export const targets = [
  'services/keyserver/src/domain/box-key.ts',
  'services/portal/src/domain/box.ts',
  'services/portal/src/adapters/box.repo.ts',
  'packages/http/src/make-server.ts',
  'packages/database/src/pool.ts',
  'packages/crypto/src/node/hpke.ts',
  'packages/testkit/src/people.ts',
];

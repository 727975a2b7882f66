// Applications at the platform: taken once with evidence, for the agency's published key alone, seen by that agency alone, answered once.
import { randomBytes } from 'node:crypto';
import {
  type AgencyDesk,
  agencyDeskTyp,
  applicationAnswerTyp,
  type SealedApplication,
  WaitingApplications,
} from '@shishobako/contracts/application';
import { jsonSha256, sha256Base64url } from '@shishobako/crypto/node/digest';
import { signCompact } from '@shishobako/crypto/node/jws';
import { AgencyId, type Alias, type EnvelopeId, type KeyId, randomId, timeOrderedId } from '@shishobako/kernel/ids';
import { withTestDatabase } from '@shishobako/testkit/database';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type PlatformWorld, setUpPlatform } from './platform-setup.ts';

const database = await withTestDatabase('platform');
let world: PlatformWorld;
let alias: Alias;
const kid = randomId<KeyId>();
const city = AgencyId.parse('shionagi-city');
const name = { ja: '汐凪市（架空）', en: 'Shionagi City (fictional)' };

const signed = (typ: string, statement: object, sender = world.citySender) =>
  signCompact({ typ, x5c: sender.x5c }, statement, sender.key.privateKey);
const desk = (over: Partial<AgencyDesk> = {}): AgencyDesk => ({
  ...{ v: 'epob-agency-desk-v1', agency: { id: city, name }, recipient: 'http://127.0.0.1:4611', forms: [] },
  key: { kid, publicKey: 'B'.repeat(87), notAfter: new Date(Date.now() + 86_400_000).toISOString() },
  created: new Date().toISOString(),
  ...over,
});
function application(over: Partial<SealedApplication['header']> = {}): SealedApplication {
  const sealed = randomBytes(600);
  const header = {
    ...{ v: 'epob-application-v1' as const, env: timeOrderedId<EnvelopeId>(), from: alias, to: city, class: 'C3' as const },
    ...{ created: new Date().toISOString(), kid, sha256: sha256Base64url(sealed) },
    ...over,
  };
  return { header, wrap: { enc: 'A'.repeat(87), ct: 'A'.repeat(64) }, sealed: sealed.toString('base64url') };
}
const handIn = (one: SealedApplication) => world.portalCaller.send('POST', '/v1/internal/applications', { application: one });
const code = async (answer: Response) => ((await answer.json()) as { code: string }).code;
const waiting = async (client = 'city-client') =>
  WaitingApplications.parse(await (await world.agency(client).send('GET', '/v1/agency/applications')).json()).items;

beforeAll(async () => {
  world = await setUpPlatform(database);
  ({ alias } = await world.link('A-0001'));
  const published = await world.cityCaller.send('PUT', '/v1/agency/application-desk', { desk: signed(agencyDeskTyp, desk()) });
  expect(published.status).toBe(204);
});
afterAll(() => world.close());

it('publishes only what the agency itself has signed', async () => {
  const put = (jws: string, client = 'city-client') => world.agency(client).send('PUT', '/v1/agency/application-desk', { desk: jws });
  expect(await code(await put(signed(agencyDeskTyp, desk()), 'fund-client'))).toBe('sender.mismatch');
  const stranger = world.strangers.certify('shionagi-city', '4000020000001');
  expect(await code(await put(signed(agencyDeskTyp, desk(), stranger)))).toBe('certificate.unknown-issuer');
  const other = desk({ agency: { id: AgencyId.parse('pension-office'), name } });
  expect(await code(await put(signed(agencyDeskTyp, other)))).toBe('desk.invalid');
});

it('takes an application once, and refuses what does not fit', async () => {
  const one = application();
  const first = (await (await handIn(one)).json()) as { evidence: { id: string } };
  const again = (await (await handIn(one)).json()) as { evidence: { id: string } };
  expect(again.evidence.id).toBe(first.evidence.id);
  const other = application({ env: one.header.env });
  expect(await code(await handIn(other))).toBe('application.conflict');
  expect(await code(await handIn(application({ from: randomId<Alias>() })))).toBe('application.invalid');
  expect(await code(await handIn(application({ kid: randomId<KeyId>() })))).toBe('application.key-changed');
  expect(await code(await handIn(application({ to: AgencyId.parse('pension-office') })))).toBe('desk.none');
  expect(await code(await handIn({ ...application(), sealed: 'AAAA' }))).toBe('application.invalid');
  expect(await code(await world.internal('keyserver').send('POST', '/v1/internal/applications', { application: one }))).toBe(
    'caller.refused',
  );
  expect(await waiting()).toHaveLength(1);
});

it('hands it to its agency alone, until it stands in the agency’s records, and takes one answer', async () => {
  const one = application();
  const { env } = one.header;
  await handIn(one);
  expect(await waiting('fund-client')).toEqual([]);
  expect((await waiting()).find((item) => item.application.header.env === env)?.application).toEqual(one);
  const at = (what: string) => `/v1/agency/applications/${env}/${what}`;
  expect(await code(await world.agency('fund-client').send('POST', at('arrival'), {}))).toBe('application.not-found');
  for (let i = 0; i < 2; i++) expect((await world.cityCaller.send('POST', at('arrival'), {})).status).toBe(204);
  expect((await waiting()).some((item) => item.application.header.env === env)).toBe(false);

  const answer = {
    ...{ v: 'epob-application-answer-v1', env, agency: city, outcome: 'received', letter: null, time: new Date().toISOString() },
    headerSha256: jsonSha256(one.header),
  };
  const say = (statement: object) => world.cityCaller.send('POST', at('answer'), { answer: signed(applicationAnswerTyp, statement) });
  expect(await code(await say({ ...answer, headerSha256: 'A'.repeat(43) }))).toBe('answer.invalid');
  const jws = signed(applicationAnswerTyp, answer);
  for (let i = 0; i < 2; i++) expect((await world.cityCaller.send('POST', at('answer'), { answer: jws })).status).toBe(204);
  expect(await code(await say({ ...answer, outcome: 'returned' }))).toBe('answer.given');
  const items = (await (await world.portalCaller.send('GET', `/v1/internal/letters/${env}/receipt-items`)).json()) as { items: unknown[] };
  expect(items.items).toHaveLength(3);
});

// First run: makes the fictional region by the same steps real people and agencies take. Safe to interrupt: what is done is not done again.
import { randomBytes } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import { japanDay } from '@shishobako/kernel/clock';
import { AgencyCode } from '@shishobako/kernel/ids';
import type { RunningAgency } from '@shishobako/reference-agency/app';
import { urlOf } from '../start/ports.ts';
import type { Progress } from '../start/progress.ts';
import type { Everything } from '../start/start-all.ts';
import { readNotices, sendNotice, sendPensionStatement } from './first-letters.ts';
import { insuranceOf, isLinkedTo } from './insured.ts';
import { type Citizen, cities, citizens, displayName } from './region.ts';
import { seedCitizen } from './seed-citizen.ts';

const cityId = 'shionagi-city';
const pensionId = 'aomine-pension';

/** What was seeded so far; codes are random, so that two agencies share no number (threat 12). */
type Seeded = { codes: Record<string, Record<string, string>>; cards: string[]; people: string[]; letters: string[] };

async function readSeeded(file: string): Promise<Seeded> {
  const text = await readFile(file, 'utf8').catch(() => undefined);
  return text ? (JSON.parse(text) as Seeded) : { codes: {}, cards: [], people: [], letters: [] };
}

function addRecords(agency: RunningAgency, codes: Record<string, string>, today: string): void {
  const people = citizens.filter((citizen) => isLinkedTo(citizen, agency.desk.profile.id, today));
  agency.desk.recipients.add(people.map((c) => ({ code: codes[c.id] ?? '', name: displayName(c), kana: c.kana, fictional: true })));
  // Some people in the records have no box: the clerk can invite them.
  const others = [
    { code: codes['without-box-1'] ?? '', name: '未登録 太郎', kana: 'ミトウロク タロウ', fictional: true },
    { code: codes['without-box-2'] ?? '', name: '未登録 花', kana: 'ミトウロク ハナ', fictional: true },
  ];
  agency.desk.recipients.add(others);
}

const personOf = ({ name, kana, dateOfBirth, sex, address }: Citizen) => ({ name, kana, dateOfBirth, sex, address });
const placeOf = (city: Citizen['city']) => {
  const { code, prefecture, municipality } = cities[city];
  return { municipalityCode: code, prefecture, municipality };
};

/** Runs `work` for each item, a few at a time. */
async function forEach<T>(items: readonly T[], width: number, work: (item: T) => Promise<void>): Promise<void> {
  const queue = [...items];
  await Promise.all(
    Array.from({ length: width }, async () => {
      for (let item = queue.shift(); item !== undefined; item = queue.shift()) await work(item);
    }),
  );
}

export async function seed(everything: Everything, progress: Progress): Promise<void> {
  const { layout, ports, secrets, trust, agencies } = everything;
  const seeded = await readSeeded(layout.seeded);
  const today = japanDay(Date.now());
  const save = (): Promise<void> => writeFile(layout.seeded, `${JSON.stringify(seeded, null, 2)}\n`, { mode: 0o600 });

  for (const [id, agency] of Object.entries(agencies)) {
    const codes = seeded.codes[id] ?? {};
    seeded.codes[id] = codes;
    for (const person of [...citizens.map((c) => c.id), 'without-box-1', 'without-box-2'])
      codes[person] ??= randomBytes(9).toString('base64url');
    await save();
    addRecords(agency, codes, today);
  }

  for (const [person, entries] of Object.entries(insuranceOf(today)))
    for (const { insurer, ...entry } of entries) everything.insurers[insurer]?.coverage.set(seeded.codes[insurer]?.[person] ?? '', entry);

  const withoutCard = citizens.filter((c) => !seeded.cards.includes(c.id));
  if (withoutCard.length) progress.step('Cards for 13 fictional citizens');
  await forEach(withoutCard, 2, async (citizen) => {
    const { substituteName } = citizen;
    everything.counter.residents.add(citizen.id, { ...personOf(citizen), municipality: placeOf(citizen.city), substituteName }, 'demo');
    const issued = await everything.counter.desk.work(
      citizen.id,
      { work: 'issue', version: 1, pin: citizen.pin, password: citizen.signPassword },
      'demo',
    );
    if (!issued.ok && issued.error.kind !== 'person.changed') throw new Error(`${citizen.id}: card: ${issued.error.kind}`);
    seeded.cards.push(citizen.id);
    await save();
    progress.count(seeded.cards.length, citizens.length);
  });

  const bridge = { url: urlOf(ports, 'bridge'), secret: secrets.bridge, origin: urlOf(ports, 'web') };
  const withoutBox = citizens.filter((c) => !seeded.people.includes(c.id));
  if (withoutBox.length) progress.step('Boxes and links');
  await forEach(withoutBox, 2, async (citizen) => {
    const invited = Object.entries(agencies).filter(([id]) => isLinkedTo(citizen, id, today));
    await seedCitizen(
      trust,
      bridge,
      citizen,
      invited.map(([id, agency]) => ({ agency, code: AgencyCode.parse(seeded.codes[id]?.[citizen.id]) })),
    );
    seeded.people.push(citizen.id);
    await save();
    progress.count(seeded.people.length, citizens.length);
  });

  const withoutLetters = citizens.filter((c) => !seeded.letters.includes(c.id));
  if (withoutLetters.length) progress.step('First letters');
  const notices = withoutLetters.length ? await readNotices() : [];
  await forEach(withoutLetters, 2, async (citizen) => {
    const number = citizens.indexOf(citizen);
    const city = agencies[cityId];
    if (city && isLinkedTo(citizen, cityId, today)) {
      for (const notice of notices.slice((number * 3) % 60, ((number * 3) % 60) + 3))
        await sendNotice(city, seeded.codes[cityId]?.[citizen.id] ?? '', notice);
    }
    const pension = agencies[pensionId];
    if (pension) await sendPensionStatement(pension, seeded.codes[pensionId]?.[citizen.id] ?? '', citizen);
    seeded.letters.push(citizen.id);
    await save();
    progress.count(seeded.letters.length, citizens.length);
  });
  progress.done();
}

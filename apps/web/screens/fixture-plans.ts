// What is kept for 手続き in each state of the sheet. People are fictional.

import { emptyKept, type Kept } from '../src/citizen/procedures/model/kept.ts';
import { samplePeople } from '../src/citizen/procedures/model/sample-people.ts';

const day = (days: number): string => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);
const person = (id: string): Kept['facts'] => samplePeople.find((one) => one.id === id)?.facts ?? {};

const moving: Kept = {
  ...emptyKept,
  sample: 'family',
  facts: { ...person('family'), events: { moving: { date: day(-3), hasBulkyWaste: true, newHomeHasGas: true } } },
  events: ['moving-between-cities'],
  answered: ['events.moving.date'],
  choices: { ...emptyKept.choices, done: ['electricity-start', 'water-start'] },
};

const plans: Readonly<Record<string, Kept>> = {
  'plan-moving': moving,
  'plan-leaving': {
    ...emptyKept,
    sample: 'family',
    facts: {
      ...person('family'),
      events: {
        leaving: { date: day(10), reason: 'personal', hasNextJob: false, seekingWork: true, severance: true, wantsSeparationSlip: true },
      },
    },
    events: ['job-leaving'],
  },
  'plan-letter': {
    ...emptyKept,
    arrived: [{ document: 'x', evidence: 'nenkin-teikibin', title: '令和8年度 ねんきん定期便' }],
  },
  'plan-asking': {
    ...emptyKept,
    events: ['marriage'],
    facts: { person: { dateOfBirth: '1990-01-01' }, events: { marriage: { date: day(20) } } },
    answered: ['events.marriage.date'],
  },
  'plan-empty': { ...emptyKept, events: ['marriage'] },
  me: { ...moving },
};

export const keptOf = (box: string): Kept | undefined => plans[box];

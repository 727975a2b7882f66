// What an insurer answers about one day: a small part of FHIR R4 CoverageEligibilityResponse, with the JP Core extensions for 記号・番号・枝番
// (register SVC-22, UC-15). No name, no address, no diagnosis: who the person is, the desk sees.
import { z } from 'zod';
import { Bilingual, Timestamp } from './primitives.ts';

const jpCore = 'http://jpfhir.jp/fhir/core/Extension/StructureDefinition/JP_Coverage_InsuredPerson';
export const coverageStateUrl = 'urn:shishobako:coverage-state';
export const eligibilitySystem = 'urn:shishobako:eligibility-query';
export const insurerNumberSystem = 'urn:shishobako:insurer-number';

/** `in-force` · `ended` and `not-begun`: about the day of service · `suspended`: benefits are held back · `unknown`: not in the insurer's records. */
export const CoverageState = z.enum(['in-force', 'ended', 'not-begun', 'suspended', 'unknown']);
export type CoverageState = z.infer<typeof CoverageState>;

const extension = <U extends string>(url: U) => z.strictObject({ url: z.literal(url), valueString: z.string().min(1).max(40) });
const Identifier = <S extends string>(system: S) => z.strictObject({ system: z.literal(system), value: z.string().min(1).max(64) });

export const InsuredPerson = z.tuple([extension(`${jpCore}Symbol`), extension(`${jpCore}Number`), extension(`${jpCore}SubNumber`)]);
export type InsuredPerson = z.infer<typeof InsuredPerson>;
/** 記号・番号・枝番, in this order. */
export const insuredPerson = (symbol: string, number: string, branch: string): InsuredPerson => [
  { url: `${jpCore}Symbol`, valueString: symbol },
  { url: `${jpCore}Number`, valueString: number },
  { url: `${jpCore}SubNumber`, valueString: branch },
];

export const CoverageEligibilityResponse = z.strictObject({
  resourceType: z.literal('CoverageEligibilityResponse'),
  status: z.literal('active'),
  purpose: z.tuple([z.literal('validation')]),
  /** The person by the query alone. */
  patient: z.strictObject({ identifier: Identifier(eligibilitySystem) }),
  request: z.strictObject({ identifier: Identifier(eligibilitySystem) }),
  servicedDate: z.iso.date(),
  created: Timestamp,
  outcome: z.literal('complete'),
  insurer: z.strictObject({ identifier: Identifier(insurerNumberSystem), display: z.string() }),
  extension: z.tuple([z.strictObject({ url: z.literal(coverageStateUrl), valueCode: CoverageState })]),
  /** Empty when `unknown`. */
  insurance: z
    .array(
      z.strictObject({
        coverage: z.strictObject({ extension: InsuredPerson }),
        inforce: z.boolean(),
        benefitPeriod: z.strictObject({ start: z.iso.date(), end: z.iso.date().optional() }),
      }),
    )
    .max(1),
});
export type CoverageEligibilityResponse = z.infer<typeof CoverageEligibilityResponse>;

/** One line for a desk. */
export const CoverageAnswer = z.strictObject({
  state: CoverageState,
  insurerNumber: z.string(),
  insurer: Bilingual,
  symbol: z.string().nullable(),
  number: z.string().nullable(),
  branch: z.string().nullable(),
  from: z.iso.date().nullable(),
  to: z.iso.date().nullable(),
});
export type CoverageAnswer = z.infer<typeof CoverageAnswer>;

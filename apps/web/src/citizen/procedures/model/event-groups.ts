// Life events as people look for them: the most common first, then by part of life. An event the catalogue adds later stands in the last group.
export const common = [
  'moving-between-cities',
  'moving-within-city',
  'marriage',
  'childbirth',
  'job-leaving',
  'employment-start',
  'death',
  'retirement-age',
] as const;

export const groups = {
  home: ['moving-between-cities', 'moving-within-city', 'moving-abroad', 'moving-from-abroad', 'home-acquisition'],
  family: ['marriage', 'divorce', 'name-change'],
  child: ['pregnancy', 'childbirth', 'child-rearing', 'parental-leave', 'school-entry', 'graduation', 'turning-18', 'turning-20'],
  work: ['employment-start', 'job-leaving', 'retirement-age'],
  health: ['illness-injury', 'disability', 'financial-hardship', 'disaster'],
  senior: ['turning-65', 'turning-75', 'long-term-care', 'end-of-life-planning'],
  farewell: ['death', 'inheritance'],
  outing: ['vehicle-acquisition', 'vehicle-disposal', 'overseas-travel'],
  business: ['business-start', 'company-establishment', 'employee-hiring', 'employee-leaving'],
} as const satisfies Record<string, readonly string[]>;
export type GroupKey = keyof typeof groups;

export const groupKeys = [
  'home',
  'family',
  'child',
  'work',
  'health',
  'senior',
  'farewell',
  'outing',
  'business',
] as const satisfies readonly GroupKey[];

export function groupOf(event: string): GroupKey {
  return groupKeys.find((key) => (groups[key] as readonly string[]).includes(event)) ?? 'business';
}

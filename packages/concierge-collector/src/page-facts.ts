// What a source says once for all its notices: when it was issued, for which fiscal year, by which municipality.
import type { IsoDate } from '@shishobako/concierge-engine/calendar';
import { fiscalYearIn, issueMonthIn, publishedIn } from './find-dates.ts';
import { normalise, plainWidth } from './normalise.ts';
import type { Format } from './notice-source.ts';

export type PageFacts = {
  readonly published: IsoDate | undefined;
  readonly fiscalYear: number | undefined;
  readonly issueMonth: IsoDate | undefined;
  /** The name in an address of the page, else the municipality its text names most. */
  readonly municipality: string | undefined;
};

export function pageFacts(page: string, format: Format): PageFacts {
  const head = normalise(format === 'html' ? page.slice(0, 20_000).replace(/<[^>]*>/g, ' ') : page.slice(0, 20_000));
  const body = page.slice(0, 100_000);
  return {
    published: format === 'text' ? publishedIn(head) : undefined,
    fiscalYear: format === 'html' ? fiscalYearIn(head) : undefined,
    issueMonth: issueMonthIn(head.slice(0, 600)),
    municipality: domainIn(body) ?? mostNamed(plainWidth(body)),
  };
}

/** city.NAME.… as municipalities' addresses are made. */
export const domainIn = (addresses: string): string | undefined => /(?:city|town|vill|village)\.([a-z][a-z0-9-]+)\./.exec(addresses)?.[1];

function mostNamed(text: string): string | undefined {
  const names = new Map<string, number>();
  for (const [, name = ''] of text.matchAll(
    /(?:^|[^\p{Script=Han}])([\p{Script=Han}ぁ-んァ-ヶ]{1,5}[市町村区])(?:役所|役場|公式|長|告示|$|[\s<|｜】・。、])/gmu,
  ))
    names.set(name, (names.get(name) ?? 0) + 1);
  return [...names].sort((a, b) => b[1] - a[1])[0]?.[0];
}

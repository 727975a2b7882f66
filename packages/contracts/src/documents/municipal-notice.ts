// A municipal notice as data, for example an article of the city's bulletin (広報). Document type `municipal-notice/v1`, carried as the `record`
// part of a letter beside its text.
import { z } from 'zod';

export const MunicipalNotice = z.strictObject({
  document: z.literal('municipal-notice/v1'),
  title: z.string().min(1).max(200),
  category: z.string().max(40),
  /** Issue of the bulletin it stood in, or null. */
  issue: z.string().max(200).nullable(),
  published: z.iso.date(),
  text: z.string().max(100_000),
  /** Where the text comes from and under which licence. */
  source: z.string().max(300),
});
export type MunicipalNotice = z.infer<typeof MunicipalNotice>;

// What an agency is and what it sends: registered at the platform, so that a letter's class, purpose and basis are never free text.
import { ContentClass, Level } from '@shishobako/contracts/levels';
import { Bilingual } from '@shishobako/contracts/primitives';
import { AgencyId } from '@shishobako/kernel/ids';
import { z } from 'zod';

export const DocumentType = z.strictObject({
  /** For example `nenkin-teikibin/v1`. */
  id: z.string().regex(/^[a-z][a-z0-9-]{1,60}\/v[0-9]+$/),
  name: Bilingual,
  class: ContentClass,
  level: Level,
  purpose: z.string().regex(/^[a-z][a-z0-9-]{1,63}$/),
  purposeText: Bilingual,
  basis: z.string().min(1).max(200),
  /** A registered need to know the opening time; the citizen sees it before opening. */
  openEvidence: z.boolean(),
});
export type DocumentType = z.infer<typeof DocumentType>;

export const AgencyProfile = z.strictObject({
  id: AgencyId,
  name: Bilingual,
  /** 13 digits with check digit. */
  corporateNumber: z.string().regex(/^[0-9]{13}$/),
  fictional: z.boolean(),
  documentTypes: z.array(DocumentType).min(1),
});
export type AgencyProfile = z.infer<typeof AgencyProfile>;

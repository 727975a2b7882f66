// What an agency is and what it sends: registered at the platform, so that a letter's class, purpose and basis are never free text.
import { ApplicationForm } from '@shishobako/contracts/application';
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
  /** What people can hand in online; with any, `application-result/v1` must be among the document types. */
  forms: z.array(ApplicationForm).max(50).default([]),
});
export type AgencyProfile = z.infer<typeof AgencyProfile>;

// Which letters procedures can use: the sealed header's document type to a kind of evidence. The pension statement is not an evidence
// type of the default catalogue (nobody asks for it at a counter); it is where these procedures begin to be thought about.
import type { Catalogue, EvidenceType } from '@shishobako/concierge-engine/catalogue-schema';

const statement: EvidenceType = {
  id: 'nenkin-teikibin',
  type: ['Evidence'],
  name: { ja: 'ねんきん定期便', en: 'pension statement (Nenkin Teikibin)' },
  issuer: 'pension-service',
  kind: 'notice',
  digitalForm: 'mailbox',
  producedBy: [],
  usedBy: ['old-age-pension-claim', 'pension-deferral', 'pension-early-claim', 'national-pension-voluntary-60'],
};

const byDocument: Readonly<Record<string, string>> = { 'nenkin-teikibin/v1': statement.id };

export const evidenceOf = (document: string | undefined): string | undefined => (document === undefined ? undefined : byDocument[document]);

export const withLetterTypes = (catalogue: Catalogue): Catalogue =>
  catalogue.evidenceTypes.some((type) => type.id === statement.id)
    ? catalogue
    : { ...catalogue, evidenceTypes: [...catalogue.evidenceTypes, statement] };

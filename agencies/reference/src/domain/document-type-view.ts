// A registered document type as the console shows it; whether a record belongs to it is read from the types that have a schema.
import type { DocumentType } from '@shishobako/agency-sdk/agency-profile';
import type { ConsoleDocumentType } from '@shishobako/contracts/console-api';

const typesWithRecord = new Set(['nenkin-teikibin/v1', 'municipal-notice/v1']);

export const documentTypeFor = (type: DocumentType): ConsoleDocumentType => ({ ...type, record: typesWithRecord.has(type.id) });

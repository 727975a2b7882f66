// What came into a PDF after a signature: nothing, only evidence for it (EN 319 142-1 §5.4.2: DSS, document time stamps), or something else that
// the signature does not cover. Objects are compared one by one, so that nothing shown can be hidden, replaced or added and still pass as evidence
// (incremental saving and shadow attacks). What cannot be read counts as something else.
import { latin1 } from '../der/values.ts';
import { derOfStream } from './dss-values.ts';
import { type Revision, readRevision, readUpdates } from './pdf-revisions.ts';
import { type Entries, PdfError, type PdfObject, readEntries } from './pdf-syntax.ts';

export type AddedAfter = 'nothing' | 'evidence' | 'other';

/** By number; every definition is judged, whichever of them counts in the end. */
type Updates = ReadonlyMap<number, PdfObject>;

const only = (entries: Entries, ...keys: readonly string[]): boolean => [...entries.keys()].every((key) => keys.includes(key));
const referencesIn = (text: string): string[] | undefined => {
  const inner = /^\[(.*)\]$/s.exec(text)?.[1];
  const found = inner?.match(/\d+ \d+ R/g) ?? [];
  return inner !== undefined && inner.replace(/\d+ \d+ R/g, '').trim() === '' ? found : undefined;
};
const numberOf = (reference: string): number => Number.parseInt(reference, 10);
const isListOfReferences = (value: string): boolean => value === '' || /^\d+ \d+ R$/.test(value) || referencesIn(value) !== undefined;

const isStamp = ({ entries }: PdfObject): boolean =>
  entries?.get('Type') === '/DocTimeStamp' && entries.get('SubFilter') === '/ETSI.RFC3161' && !entries.has('Reference');

/** A field without extent for a document time stamp: nothing of it can be seen. */
function isStampField({ entries, stream }: PdfObject, updates: Updates): boolean {
  const value = updates.get(numberOf(entries?.get('V') ?? ''));
  return (
    !!entries &&
    !stream &&
    entries.get('FT') === '/Sig' &&
    /^\[ ?0 0 0 0 ?\]$/.test(entries.get('Rect') ?? '') &&
    only(entries, 'Type', 'Subtype', 'FT', 'T', 'V', 'Rect', 'P', 'F', 'Ff') &&
    !!value &&
    isStamp(value)
  );
}

/** DSS, VRI, or an entry of VRI: lists of references to streams. */
function isEvidenceDictionary(entries: Entries, depth = 0): boolean {
  return [...entries].every(([key, value]) => {
    if (key === 'Type') return value === '/DSS' || value === '/VRI';
    if (['Certs', 'CRLs', 'OCSPs', 'Cert', 'CRL', 'OCSP', 'TS'].includes(key)) return isListOfReferences(value);
    if (key === 'TU') return /^\(D:[^()]*\)$/.test(value);
    if (key !== 'VRI' && !/^[0-9A-F]{40}$/i.test(key)) return false;
    return (
      /^\d+ \d+ R$/.test(value) || (depth < 3 && value.startsWith('<<') && isEvidenceDictionary(readEntries(value, 0).entries, depth + 1))
    );
  });
}

const isValueStream = ({ entries, stream }: PdfObject, pdf: Uint8Array): boolean =>
  !!stream && !!entries && only(entries, 'Length', 'Filter', 'Type') && derOfStream(pdf.subarray(stream.from, stream.to)) !== undefined;

function isEvidence(object: PdfObject, updates: Updates, pdf: Uint8Array): boolean {
  if (!object.entries) return isListOfReferences(object.value.replace(/\s+/g, ' '));
  if (object.stream) return isValueStream(object, pdf);
  return isStamp(object) || isStampField(object, updates) || isEvidenceDictionary(object.entries);
}

/** The list as it was, and after it fields of document time stamps. */
function addsStampFields(before: string | undefined, after: string | undefined, updates: Updates): boolean {
  if (before === after) return true;
  const [old, now] = [before === undefined ? [] : referencesIn(before), referencesIn(after ?? '')];
  if (!old || !now || old.some((reference, i) => now[i] !== reference)) return false;
  return now.slice(old.length).every((reference) => {
    const field = updates.get(numberOf(reference));
    return field !== undefined && isStampField(field, updates);
  });
}

/** True when every entry but these is as before. */
const sameBut = (before: Entries, after: Entries, ...keys: readonly string[]): boolean =>
  [...new Set([...before.keys(), ...after.keys()])].every((key) => keys.includes(key) || before.get(key) === after.get(key));

const isFormUpdate = (before: Entries, after: Entries, updates: Updates): boolean =>
  sameBut(before, after, 'Fields', 'SigFlags') && addsStampFields(before.get('Fields'), after.get('Fields'), updates);

function isCatalogUpdate(before: Entries, after: Entries, updates: Updates): boolean {
  if (!sameBut(before, after, 'DSS', 'AcroForm', 'Extensions')) return false;
  const [old, now] = [before.get('AcroForm'), after.get('AcroForm')];
  const formIsSame =
    old === now ||
    (!!now?.startsWith('<<') &&
      (old === undefined || old.startsWith('<<')) &&
      isFormUpdate(old ? readEntries(old, 0).entries : new Map(), readEntries(now, 0).entries, updates));
  const dss = after.get('DSS');
  return formIsSame && (!dss?.startsWith('<<') || isEvidenceDictionary(readEntries(dss, 0).entries));
}

/** Whether writing this object again changes nothing that is shown. */
function isHarmless(before: PdfObject, after: PdfObject, { root }: Revision, updates: Updates): boolean {
  const [old, now] = [before.entries, after.entries];
  if (!old || !now || before.stream || after.stream) return false;
  if (before.number === numberOf(root)) return isCatalogUpdate(old, now, updates);
  if (old.get('Type') === '/Page') return sameBut(old, now, 'Annots') && addsStampFields(old.get('Annots'), now.get('Annots'), updates);
  if (old.has('Fields')) return isFormUpdate(old, now, updates);
  return isEvidenceDictionary(old) && isEvidenceDictionary(now);
}

/** `end`: where the signed revision ends. */
export function judgeUpdates(pdf: Uint8Array, end: number): AddedAfter {
  const text = latin1(pdf);
  if (text.slice(end).trim() === '') return 'nothing';
  try {
    const signed = readRevision(text.slice(0, end));
    const updates = readUpdates(text, end, signed.root);
    const byNumber: Updates = new Map(updates.map((object) => [object.number, object]));
    const isFine = (object: PdfObject): boolean => {
      const before = signed.find(object.number);
      if (before) return isHarmless(before, object, signed, byNumber);
      // What the signed revision points to but does not have could be filled in from here.
      return !signed.refersTo(object.number) && isEvidence(object, byNumber, pdf);
    };
    return updates.every(isFine) ? 'evidence' : 'other';
  } catch (cause) {
    if (cause instanceof PdfError) return 'other';
    throw cause;
  }
}

// What each event at the counter does to the two certificates of a card (fact sheet §9; JPKI law arts. 12 and 31).
import type { CardEvent } from '@shishobako/contracts/ca-api';
import type { CardUse } from '@shishobako/pki/profile/jpki-names';
import type { EndingEvent } from '../ports/certificate-register.ts';

const both: readonly CardUse[] = ['signature', 'authentication'];
/** The signing certificate states name, address, birth date and sex; a change of any of them ends it, and only it. */
const signatureOnly: readonly CardUse[] = ['signature'];

export const endedBy: Readonly<Record<CardEvent, readonly CardUse[]>> = {
  move: signatureOnly,
  'name-change': signatureOnly,
  'attribute-change': signatureOnly,
  death: both,
  loss: both,
  'card-return': both,
  reissue: both,
  renewal: both,
  'key-compromise': both,
  'holder-request': both,
  'recorded-in-error': both,
};

/** RFC 5280 §5.3.1 CRLReason. Which event maps to which code is not published for the real JPKI; used only if reasons are published. */
export const reasonCodes: Readonly<Record<EndingEvent, number | undefined>> = {
  move: 3,
  'name-change': 3,
  'attribute-change': 3,
  death: 5,
  loss: undefined,
  'card-return': 5,
  reissue: 4,
  renewal: 4,
  'key-compromise': 1,
  'holder-request': undefined,
  'recorded-in-error': undefined,
  'qualification-lost': 9,
  'institution-change': 3,
  'company-name-change': 3,
  'head-office-change': 3,
  'representative-change': 3,
  dissolution: 5,
  'phone-replaced': 4,
  'phone-ended': undefined,
};

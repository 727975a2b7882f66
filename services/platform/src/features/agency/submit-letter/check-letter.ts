// What a letter must be before the platform takes it: of this sender, for a registered purpose, of a class and level we deliver,
// in its time, and for an alias this agency is linked with (PLT-01, SEC-01, SEC-08).
import type { SealedEnvelope } from '@shishobako/contracts/envelope';
import { openLevel, reaches } from '@shishobako/contracts/levels';
import { sha256Base64url } from '@shishobako/crypto/node/digest';
import { fromBase64url } from '@shishobako/kernel/bytes';
import { err, ok, type Result } from '@shishobako/kernel/result';
import type { SenderCheck, SenderError } from '../../../adapters/sender-check.ts';
import type { Agency } from '../../../agency-registry.ts';

export type LetterRefusal =
  | SenderError
  | {
      readonly kind:
        | 'letter.other-sender'
        | 'letter.sealed-header'
        | 'letter.time'
        | 'letter.expired'
        | 'purpose.unregistered'
        | 'class.unregistered'
        | 'class.unsupported'
        | 'level.too-low'
        | 'open-evidence.unregistered'
        | 'acceptance.unsupported';
      readonly detail?: string;
    };

const minute = 60_000;
/** A letter sealed longer ago is sealed again: keys and links may have changed. */
const oldestMs = 7 * 24 * 60 * minute;

function checkRules({ header, sealedHeader }: SealedEnvelope, agency: Agency, now: number): Result<void, LetterRefusal> {
  if (header.from !== agency.id) return err({ kind: 'letter.other-sender' });
  const purpose = agency.purposes.get(header.purpose);
  if (!purpose) return err({ kind: 'purpose.unregistered', detail: header.purpose });
  if (!purpose.classes.has(header.class)) return err({ kind: 'class.unregistered', detail: header.class });
  if (header.class === 'C5') return err({ kind: 'class.unsupported' });
  if (header.require.openEvidence && !purpose.openEvidence) return err({ kind: 'open-evidence.unregistered' });
  if (header.require.accept) return err({ kind: 'acceptance.unsupported' });
  if (!reaches(header.require.level, openLevel[header.class])) return err({ kind: 'level.too-low', detail: openLevel[header.class] });
  const created = Date.parse(header.created);
  if (created > now + 5 * minute || created < now - oldestMs) return err({ kind: 'letter.time' });
  if (header.expires !== null && Date.parse(header.expires) <= now) return err({ kind: 'letter.expired' });
  return sealedMatches(sealedHeader, header.sealedSha256) ? ok(undefined) : err({ kind: 'letter.sealed-header' });
}

function sealedMatches(sealed: string, sha256: string): boolean {
  try {
    return sha256Base64url(fromBase64url(sealed)) === sha256;
  } catch {
    return false;
  }
}

export async function checkLetter(
  envelope: SealedEnvelope,
  agency: Agency,
  deps: { checkSender: SenderCheck; now: number },
): Promise<Result<void, LetterRefusal>> {
  const rules = checkRules(envelope, agency, deps.now);
  return rules.ok ? deps.checkSender(envelope, agency) : rules;
}

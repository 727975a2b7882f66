// The wraps of letters, as a decision names them to the keyserver.
import type { ReleaseItem } from '@shishobako/contracts/decision';
import { type WrapPart, wrapContextOf } from '@shishobako/contracts/envelope';
import type { LetterRow } from './letters.repo.ts';

export const letterItems = (letters: readonly LetterRow[], parts: readonly WrapPart[]): ReleaseItem[] =>
  letters.flatMap(({ header, headerSha256 }) =>
    parts.map((part) => ({ kid: header.kid, headerSha256, context: wrapContextOf(header, part) })),
  );

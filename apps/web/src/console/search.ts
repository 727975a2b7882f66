// What may stand in the console's addresses; anything else is dropped, never an error.
import { LetterState } from '@shishobako/contracts/agency-api';
import { BatchRowState, ConsoleApplicationState, RecipientLinkState } from '@shishobako/contracts/console-api';
import { z } from 'zod';

const text = z.string().max(200).optional().catch(undefined);
const day = z.iso.date().optional().catch(undefined);

export const LetterSearch = z.object({
  state: LetterState.optional().catch(undefined),
  type: text,
  q: text,
  from: day,
  to: day,
  batch: z.uuid().optional().catch(undefined),
  code: text,
});
export type LetterSearch = Partial<z.infer<typeof LetterSearch>>;

export const RecipientSearch = z.object({ q: text, link: RecipientLinkState.optional().catch(undefined) });
export const ComposeSearch = z.object({ code: text });
export const RowSearch = z.object({ rows: BatchRowState.optional().catch(undefined) });
export const ApplicationSearch = z.object({ applications: ConsoleApplicationState.optional().catch(undefined) });

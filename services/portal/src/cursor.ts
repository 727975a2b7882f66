// Page cursors: opaque to callers, refused when they are not ours.
import { commonProblem } from '@shishobako/http/problems';
import type { z } from 'zod';

export const writeCursor = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url');

export function readCursor<T extends z.ZodType>(schema: T, text: string | undefined): z.output<T> | undefined {
  if (text === undefined) return undefined;
  try {
    return schema.parse(JSON.parse(Buffer.from(text, 'base64url').toString()));
  } catch {
    throw commonProblem({ kind: 'request.invalid', errors: [{ path: '/cursor', message: 'not a cursor of this list' }] });
  }
}

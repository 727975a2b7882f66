// Reads a multipart form of a letter or a bulk order: a JSON field first, then files. Everything is bounded before it is read.
import type { FastifyRequest } from 'fastify';
import type { z } from 'zod';
import type { UploadedFile } from '../../desk.ts';
import { agencyProblem } from '../../problems.ts';

export const formLimits = { fieldSize: 512 * 1024, fields: 4, fileSize: 41 * 1024 * 1024, files: 19, parts: 24 };

/** Throws `letter.invalid` when the field is missing or wrong. Files named `record` are records, `file` attachments. */
export async function readLetterForm<T extends z.ZodType>(
  request: FastifyRequest,
  field: string,
  schema: T,
): Promise<{ value: z.output<T>; files: UploadedFile[] }> {
  const files: UploadedFile[] = [];
  let text: unknown;
  for await (const part of request.parts({ limits: formLimits })) {
    if (part.type === 'file') files.push({ name: part.filename, bytes: await part.toBuffer(), record: part.fieldname === 'record' });
    else if (part.fieldname === field) text = part.value;
  }
  let json: unknown;
  try {
    json = JSON.parse(String(text));
  } catch {
    throw agencyProblem({ kind: 'letter.invalid', detail: field });
  }
  const parsed = schema.safeParse(json);
  if (parsed.success) return { value: parsed.data, files };
  const errors = parsed.error.issues.map((issue) => ({ path: `/${issue.path.join('/')}`, message: issue.message }));
  throw agencyProblem({ kind: 'letter.invalid', errors });
}

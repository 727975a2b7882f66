// Logs carry ids, never content: no credential, name, certificate, title or body (house style, Boundaries).
import { type Logger, pino } from 'pino';
import type { z } from 'zod';
import type { LogLevel } from './service-config.ts';

export type { Logger } from 'pino';

const hidden = [
  'authorization',
  'dpop',
  'cookie',
  'pin',
  'password',
  'secret',
  'certificate',
  'title',
  'email',
  'name',
  'body',
  'signed',
  'token',
  'invitation',
];

export function makeLogger(name: string, level: z.infer<typeof LogLevel>): Logger {
  return pino({
    name,
    level,
    redact: { paths: hidden.flatMap((key) => [...(key === 'name' ? [] : [key]), `*.${key}`, `*.*.${key}`]), censor: '[hidden]' },
    serializers: {
      req: (request: { id: string; method: string }) => ({ id: request.id, method: request.method }),
      res: (reply: { statusCode: number }) => ({ status: reply.statusCode }),
      // Messages of database errors can quote values; the class, code and stack are what an operator needs.
      err: (error: Error & { code?: unknown }) => ({
        type: error.name,
        code: error.code,
        stack: error.stack?.split('\n').slice(0, 12).join('\n'),
      }),
    },
  });
}

// A sealed letter as multipart/form-data: `envelope` first, further fields, then `part-0` …. Each part is hashed while it streams in and
// refused as soon as it is longer than its header says, so nothing is ever half taken (issue: bad input; PLT-04).
import { createHash } from 'node:crypto';
import multipart, { type MultipartFile } from '@fastify/multipart';
import { type EnvelopeHeader, maxPartBytes, maxParts, SealedEnvelope } from '@shishobako/contracts/envelope';
import { err, ok, type Result } from '@shishobako/kernel/result';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { ProblemDefinition } from './problems.ts';

/** All parts of one letter together, in bytes. */
export const maxLetterBytes = 100 * 1024 * 1024;
const maxFormBytes = maxLetterBytes + 8 * 1024 * 1024;

export type EnvelopeFormError = {
  readonly kind:
    | 'form.media-type'
    | 'form.malformed'
    | 'envelope.missing'
    | 'envelope.invalid'
    | 'envelope.too-large'
    | 'part.unexpected'
    | 'part.missing'
    | 'part.media-type'
    | 'part.size'
    | 'part.hash'
    | 'busy';
  readonly detail?: string;
  readonly errors?: { path: string; message: string }[];
};

export type EnvelopeForm = {
  readonly envelope: SealedEnvelope;
  readonly fields: ReadonlyMap<string, string>;
  /** Ciphertext of `header.parts`, in the order of `i`. */
  readonly parts: readonly Buffer[];
};

export type EnvelopeFormOptions = {
  /** Bytes of ciphertext that a part of so many padded bytes has; the rest of the format is not this package's business. */
  readonly ciphertextBytes: (padded: number) => number;
  /** Names of text fields allowed besides `envelope`. */
  readonly fields?: readonly string[];
  /** Bytes of ciphertext held in memory at once over all requests. Default 512 MiB. */
  readonly memoryBytes?: number;
};

/** Teaches a server to take multipart bodies; needed once before `makeEnvelopeFormReader`. */
export const acceptEnvelopeForms = (server: FastifyInstance): PromiseLike<unknown> => server.register(multipart as never);

function readEnvelope(text: string): Result<SealedEnvelope, EnvelopeFormError> {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    return err({ kind: 'envelope.invalid', detail: 'not JSON' });
  }
  const parsed = SealedEnvelope.safeParse(json);
  if (!parsed.success) {
    const errors = parsed.error.issues.slice(0, 20).map((issue) => ({ path: `/${issue.path.join('/')}`, message: issue.message }));
    return err({ kind: 'envelope.invalid', errors });
  }
  const { parts } = parsed.data.header;
  if (parts.some((part, i) => part.i !== i)) return err({ kind: 'envelope.invalid', detail: 'parts are numbered 0, 1, 2 …' });
  if (parts.reduce((sum, part) => sum + part.bucket, 0) > maxLetterBytes) return err({ kind: 'envelope.too-large' });
  return ok(parsed.data);
}

async function readPart(
  ciphertextBytes: (padded: number) => number,
  file: MultipartFile,
  header: EnvelopeHeader,
  seen: ReadonlyMap<number, Buffer>,
): Promise<Result<[number, Buffer], EnvelopeFormError>> {
  const index = /^part-(0|[1-9]\d?)$/.exec(file.fieldname)?.[1];
  const part = index === undefined ? undefined : header.parts[Number(index)];
  if (!part || seen.has(part.i)) return err({ kind: 'part.unexpected', detail: file.fieldname.slice(0, 40) });
  if (file.mimetype !== 'application/octet-stream') return err({ kind: 'part.media-type', detail: file.fieldname });
  const expected = ciphertextBytes(part.bucket);
  const hash = createHash('sha256');
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of file.file as AsyncIterable<Buffer>) {
    size += chunk.length;
    // Too long: read on, keep nothing.
    if (size > expected) continue;
    hash.update(chunk);
    chunks.push(chunk);
  }
  if (size !== expected) return err({ kind: 'part.size', detail: file.fieldname });
  if (hash.digest('base64url') !== part.sha256) return err({ kind: 'part.hash', detail: file.fieldname });
  return ok([part.i, chunks.length === 1 && chunks[0] ? chunks[0] : Buffer.concat(chunks)]);
}

export function makeEnvelopeFormReader(options: EnvelopeFormOptions) {
  const allowed = new Set(options.fields ?? []);
  let free = options.memoryBytes ?? 512 * 1024 * 1024;

  async function readForm(request: FastifyRequest, claim: (bytes: number) => boolean): Promise<Result<EnvelopeForm, EnvelopeFormError>> {
    let failure: EnvelopeFormError | undefined;
    let envelope: SealedEnvelope | undefined;
    const fields = new Map<string, string>();
    const parts = new Map<number, Buffer>();
    const limits = {
      fields: 4,
      fieldSize: 512 * 1024,
      files: maxParts + 1,
      fileSize: options.ciphertextBytes(maxPartBytes) + 1,
      parts: maxParts + 8,
      headerPairs: 20,
    };

    // The rest of a refused form is still read (and dropped), so that the sender gets its answer instead of a broken connection.
    for await (const item of request.parts({ limits })) {
      if (item.type === 'field') {
        if (failure) continue;
        const value = typeof item.value === 'string' ? item.value : '';
        if (item.fieldname === 'envelope' && !envelope) {
          if (item.valueTruncated) failure = { kind: 'envelope.too-large' };
          const read = failure ? undefined : readEnvelope(value);
          if (read && !read.ok) failure = read.error;
          if (read?.ok) envelope = read.value;
          const bytes = envelope?.header.parts.reduce((sum, part) => sum + options.ciphertextBytes(part.bucket), 0) ?? 0;
          if (envelope && !claim(bytes)) failure = { kind: 'busy' };
        } else if (allowed.has(item.fieldname) && !fields.has(item.fieldname) && !item.valueTruncated) fields.set(item.fieldname, value);
        else failure = { kind: 'part.unexpected', detail: item.fieldname.slice(0, 40) };
        continue;
      }
      if (!failure && !envelope) failure = { kind: 'envelope.missing' };
      if (!failure && envelope) {
        const part = await readPart(options.ciphertextBytes, item, envelope.header, parts);
        if (part.ok) parts.set(...part.value);
        else failure = part.error;
      }
      if (failure) item.file.resume();
    }
    if (failure) return err(failure);
    if (!envelope) return err({ kind: 'envelope.missing' });
    const missing = envelope.header.parts.find((part) => !parts.has(part.i));
    if (missing) return err({ kind: 'part.missing', detail: `part-${missing.i}` });
    return ok({ envelope, fields, parts: envelope.header.parts.map((part) => parts.get(part.i) as Buffer) });
  }

  /** Reads a letter from a request and hands it to `use`; the memory counts as free again when `use` is done. */
  return async function withEnvelopeForm<T>(
    request: FastifyRequest,
    use: (form: Result<EnvelopeForm, EnvelopeFormError>) => Promise<T>,
  ): Promise<T> {
    if (!request.isMultipart()) return use(err({ kind: 'form.media-type' }));
    if (Number(request.headers['content-length'] ?? 0) > maxFormBytes) return use(err({ kind: 'envelope.too-large' }));
    let claimed = 0;
    const claim = (bytes: number): boolean => {
      if (bytes > free) return false;
      free -= bytes;
      claimed = bytes;
      return true;
    };
    try {
      const form = await readForm(request, claim).catch((error: unknown) => {
        const code = error instanceof Error && 'code' in error ? String(error.code) : '';
        if (code === 'FST_REQ_FILE_TOO_LARGE') return err({ kind: 'envelope.too-large' } as const);
        if (code.endsWith('_LIMIT')) return err({ kind: 'part.unexpected', detail: 'too many parts' } as const);
        return err({ kind: 'form.malformed' } as const);
      });
      return await use(form);
    } finally {
      free += claimed;
    }
  };
}

const again = { ja: '差出側のプログラムを確かめて、封をし直してください。', en: 'Check the sending program and seal the letter again.' };

/** What these failures mean for a caller; services spread it into their own catalogue. */
export const envelopeFormProblems = {
  'form.media-type': {
    status: 415,
    title: { ja: '手紙は multipart/form-data で送ってください', en: 'A letter is sent as multipart/form-data' },
    advice: {
      ja: '「envelope」欄に続けて「part-0」からの暗号文を付けてください。',
      en: 'Send the field "envelope", then the ciphertext files "part-0" and on.',
    },
    retry: false,
    operator: 'A client sends another Content-Type than documented.',
  },
  'form.malformed': {
    status: 400,
    title: { ja: '送られたデータが途中で切れているか、形式が壊れています', en: 'The form is cut off or malformed' },
    advice: {
      ja: '通信を確かめて、同じ手紙をもう一度送ってください。二重にはなりません。',
      en: 'Check the connection and send the same letter again; it will not arrive twice.',
    },
    retry: true,
    operator: 'Cut connections or a broken client.',
  },
  'envelope.missing': {
    status: 400,
    title: { ja: '「envelope」欄がないか、暗号文より後にあります', en: 'The field "envelope" is missing or not first' },
    advice: again,
    retry: false,
    operator: 'A client does not follow the OpenAPI document.',
  },
  'envelope.invalid': {
    status: 400,
    title: { ja: '封筒の記載に誤りがあります', en: 'The envelope has errors' },
    advice: { ja: '示された項目を直し、署名し直してから送ってください。', en: 'Correct the fields named, sign again and send.' },
    retry: false,
    operator: 'A client does not follow the OpenAPI document.',
  },
  'envelope.too-large': {
    status: 413,
    title: { ja: '手紙が大きすぎます（1通100 MBまで）', en: 'The letter is too large (100 MB at most)' },
    advice: { ja: '添付を小さくするか、何通かに分けて送ってください。', en: 'Make the attachments smaller or send several letters.' },
    retry: false,
    operator: 'Limits protect memory.',
  },
  'part.unexpected': {
    status: 400,
    title: { ja: '封筒に書かれていないデータが付いています', en: 'There is a part that the envelope does not list' },
    advice: again,
    retry: false,
    operator: 'A client sends more parts or fields than the header names.',
  },
  'part.missing': {
    status: 400,
    title: { ja: '封筒に書かれたデータが足りません', en: 'A part that the envelope lists is missing' },
    advice: again,
    retry: false,
    operator: 'A client sends fewer parts than the header names.',
  },
  'part.media-type': {
    status: 415,
    title: { ja: '暗号文は application/octet-stream で送ってください', en: 'Ciphertext is sent as application/octet-stream' },
    advice: again,
    retry: false,
    operator: 'A client labels parts with another type; possibly unsealed content.',
  },
  'part.size': {
    status: 400,
    title: { ja: 'データの長さが封筒の記載と違います', en: 'A part is not as long as the envelope says' },
    advice: {
      ja: '同じ手紙をもう一度送ってください。繰り返す場合は封をし直してください。',
      en: 'Send the same letter again; if it repeats, seal it anew.',
    },
    retry: true,
    operator: 'Empty or cut files, or a sender that changed parts after signing.',
  },
  'part.hash': {
    status: 400,
    title: { ja: 'データの中身が封筒の記載と違います', en: 'A part does not match the hash in the envelope' },
    advice: {
      ja: '同じ手紙をもう一度送ってください。繰り返す場合は封をし直してください。',
      en: 'Send the same letter again; if it repeats, seal it anew.',
    },
    retry: true,
    operator: 'Damage on the way, or a sender that changed parts after signing.',
  },
  busy: {
    status: 503,
    title: { ja: 'ただいま混み合っています', en: 'Too much is arriving at once' },
    advice: { ja: '少し待って、同じ手紙をもう一度送ってください。', en: 'Wait a moment and send the same letter again.' },
    retry: true,
    operator: 'Raise the memory budget for forms or add processes.',
  },
} as const satisfies Record<EnvelopeFormError['kind'], ProblemDefinition>;

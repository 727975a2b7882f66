// Finds a text wherever it hides (attack A-01): raw in several encodings, base64 in any alignment, hex. A scan that finds nothing is only
// believed because its own test finds every planted form.
import { createReadStream } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { join, relative } from 'node:path';
import Encoding from 'encoding-japanese';

export type Form = { readonly name: string; readonly bytes: Buffer };

/** Base64 of the text wherever it starts in a longer stream: the characters that do not depend on what stands before and after. */
function base64Cores(bytes: Buffer): string[] {
  return [0, 1, 2].map((shift) => {
    const encoded = Buffer.concat([Buffer.alloc(shift), bytes])
      .toString('base64')
      .replace(/=+$/, '');
    const start = shift === 0 ? 0 : shift + 1;
    const whole = Math.floor(((shift + bytes.length) * 8) / 6);
    return encoded.slice(start, whole);
  });
}

/** Every form of a text that the scan looks for. Texts under 8 bytes are refused: they would be found by chance. */
export function formsOf(text: string): Form[] {
  const utf8 = Buffer.from(text, 'utf8');
  if (utf8.length < 8) throw new RangeError('a canary needs at least 8 bytes');
  const utf16le = Buffer.from(text, 'utf16le');
  const utf16be = Buffer.from(utf16le).swap16();
  const japanese = (to: 'SJIS' | 'EUCJP'): Buffer => Buffer.from(Encoding.convert(Encoding.stringToCode(text), { to, from: 'UNICODE' }));
  const forms: Form[] = [
    { name: 'utf-8', bytes: utf8 },
    { name: 'utf-16le', bytes: utf16le },
    { name: 'utf-16be', bytes: utf16be },
    { name: 'shift_jis', bytes: japanese('SJIS') },
    { name: 'euc-jp', bytes: japanese('EUCJP') },
    { name: 'hex', bytes: Buffer.from(utf8.toString('hex')) },
    { name: 'HEX', bytes: Buffer.from(utf8.toString('hex').toUpperCase()) },
    {
      name: 'json escapes',
      bytes: Buffer.from(
        JSON.stringify(text)
          .slice(1, -1)
          .replace(/[^\x20-\x7e]/g, (c) => `\\u${c.charCodeAt(0).toString(16).padStart(4, '0')}`),
      ),
    },
    { name: 'percent', bytes: Buffer.from(encodeURIComponent(text)) },
  ];
  for (const [i, core] of base64Cores(utf8).entries()) {
    forms.push(
      { name: `base64+${i}`, bytes: Buffer.from(core) },
      { name: `base64url+${i}`, bytes: Buffer.from(core.replaceAll('+', '-').replaceAll('/', '_')) },
    );
  }
  const seen = new Set<string>();
  return forms.filter(({ bytes }) => !seen.has(bytes.toString('hex')) && seen.add(bytes.toString('hex')));
}

export type Hit = { readonly canary: string; readonly form: string; readonly where: string };

export type Canary = { readonly name: string; readonly forms: readonly Form[] };
export const makeCanary = (name: string, text: string): Canary => ({ name, forms: formsOf(text) });

/** `where` names the place in the report. */
export function scanBytes(bytes: Buffer, canaries: readonly Canary[], where: string): Hit[] {
  return canaries.flatMap((canary) =>
    canary.forms.filter((form) => bytes.includes(form.bytes)).map((form) => ({ canary: canary.name, form: form.name, where })),
  );
}

const overlap = 4096;

async function scanFile(path: string, canaries: readonly Canary[], where: string): Promise<Hit[]> {
  const hits: Hit[] = [];
  let tail = Buffer.alloc(0);
  for await (const chunk of createReadStream(path, { highWaterMark: 4 * 1024 * 1024 })) {
    const window = Buffer.concat([tail, chunk as Buffer]);
    hits.push(...scanBytes(window, canaries, where));
    tail = window.subarray(-overlap);
  }
  return hits;
}

/** Every regular file below `folder`; `skip` is asked with the path relative to it. Files that vanish meanwhile are passed over. */
export async function scanFolder(
  folder: string,
  canaries: readonly Canary[],
  skip: (path: string) => boolean = () => false,
): Promise<{ files: number; hits: Hit[] }> {
  const hits: Hit[] = [];
  let files = 0;
  for (const entry of await readdir(folder, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue;
    const path = join(entry.parentPath, entry.name);
    const where = relative(folder, path);
    if (skip(where)) continue;
    try {
      hits.push(...(await scanFile(path, canaries, where)));
      files++;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
    }
  }
  return { files, hits };
}

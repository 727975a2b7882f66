// A persona file's bytes to its value: UTF-8 only, one value for each name, nested no deeper than people are. Anything else would
// be planned on silently wrong data, so it is refused with the line.
import { readFileSync } from 'node:fs';
import { jsonFaultLine } from './json-fault-line.ts';
import type { Problem } from './problem.ts';

/** Deeper than any context of the attribute model; far below what overflows a stack. */
const DEEPEST = 64;

export type PersonaRead =
  | { readonly ok: true; readonly source: string; readonly value: unknown }
  | { readonly ok: false; readonly problem: Problem };

/** A file's text, or why it is none. */
export type TextRead = { readonly ok: true; readonly source: string } | { readonly ok: false; readonly problem: Problem };

export function readUtf8File(file: string): TextRead {
  let bytes: Uint8Array;
  try {
    bytes = readFileSync(file);
  } catch (error) {
    return { ok: false, problem: { kind: 'file.unreadable', file, detail: error instanceof Error ? error.message : 'cannot be read' } };
  }
  try {
    // A byte order mark is dropped by the decoder.
    return { ok: true, source: new TextDecoder('utf-8', { fatal: true }).decode(bytes) };
  } catch {
    return {
      ok: false,
      problem: { kind: 'file.encoding', file, line: lineOfBadByte(bytes), detail: 'not UTF-8; save the file as UTF-8' },
    };
  }
}

export function readPersonaFile(file: string): PersonaRead {
  const refuse = (problem: Omit<Problem, 'file'>): PersonaRead => ({ ok: false, problem: { ...problem, file } });
  const text = readUtf8File(file);
  if (!text.ok) return text;
  const { source } = text;
  const found = scan(source);
  if (found?.kind === 'too-deep')
    return refuse({ kind: 'context.too-deep', line: found.line, detail: `nested deeper than ${DEEPEST} levels` });
  let value: unknown;
  try {
    value = JSON.parse(source);
  } catch (error) {
    const detail = error instanceof Error ? error.message : 'not JSON';
    return refuse({ kind: 'json.syntax', line: jsonFaultLine(source), detail });
  }
  if (found !== undefined)
    return refuse({
      kind: 'json.duplicate',
      id: found.name,
      line: found.line,
      detail: 'is written twice in one object; which one is meant?',
    });
  return { ok: true, source, value };
}

/** Line of the first byte that begins no UTF-8 letter. */
function lineOfBadByte(bytes: Uint8Array): number {
  const text = new TextDecoder('utf-8').decode(bytes);
  return text.slice(0, text.indexOf('\uFFFD')).split('\n').length;
}

type Found = { readonly kind: 'doubled' | 'too-deep'; readonly name: string; readonly line: number };

/** The first name written twice in one object, or the place where nesting goes too deep. The text need not be valid JSON. */
function scan(source: string): Found | undefined {
  const names: (Set<string> | undefined)[] = [];
  let doubled: Found | undefined;
  let line = 1;
  for (let i = 0; i < source.length; i++) {
    const c = source[i];
    if (c === '\n') line += 1;
    else if (c === '{' || c === '[') {
      names.push(c === '{' ? new Set() : undefined);
      if (names.length > DEEPEST) return { kind: 'too-deep', name: '', line };
    } else if (c === '}' || c === ']') names.pop();
    else if (c === '"') {
      const end = closing(source, i);
      const own = names.at(-1);
      if (own !== undefined && /^\s*:/.test(source.slice(end + 1, end + 40))) {
        const name = source.slice(i + 1, end);
        if (own.has(name)) doubled ??= { kind: 'doubled', name, line };
        own.add(name);
      }
      i = end;
    }
  }
  return doubled;
}

function closing(source: string, from: number): number {
  for (let i = from + 1; i < source.length; i++) {
    if (source[i] === '\\') i += 1;
    else if (source[i] === '"') return i;
  }
  return source.length;
}

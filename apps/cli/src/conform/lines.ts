// JSON Lines as bytes: a line ends at LF and nowhere else. A reader of text lines would also break at U+2028 and at a lone CR, which JSON
// allows inside a case; and it would keep a line of any length.

export type Line = { readonly text: string } | { readonly head: string; readonly fault: 'too long' | 'not UTF-8' };

const lf = 0x0a;
/** Enough of a refused line to find its id. */
const headBytes = 4096;
const strict = new TextDecoder('utf-8', { fatal: true });
const lenient = new TextDecoder('utf-8');

function lineOf(parts: readonly Uint8Array[]): Line {
  const bytes = parts.length === 1 ? (parts[0] as Uint8Array) : Buffer.concat(parts);
  try {
    return { text: strict.decode(bytes) };
  } catch {
    return { head: lenient.decode(bytes.subarray(0, headBytes)), fault: 'not UTF-8' };
  }
}

/** Yields every line in order; of one longer than `maxBytes` only the head is kept. */
export async function* linesOf(chunks: AsyncIterable<Uint8Array>, maxBytes: number): AsyncGenerator<Line> {
  let parts: Uint8Array[] = [];
  let length = 0;
  const add = (piece: Uint8Array): void => {
    if (length <= maxBytes) parts.push(piece);
    length += piece.length;
    if (length > maxBytes && parts.length > 0) parts = [Buffer.concat(parts).subarray(0, headBytes)];
  };
  const take = (): Line => {
    const line: Line = length > maxBytes ? { head: lenient.decode(parts[0]), fault: 'too long' } : lineOf(parts);
    parts = [];
    length = 0;
    return line;
  };
  for await (const chunk of chunks) {
    let at = 0;
    for (let end = chunk.indexOf(lf); end !== -1; end = chunk.indexOf(lf, at)) {
      add(chunk.subarray(at, end));
      yield take();
      at = end + 1;
    }
    if (at < chunk.length) add(chunk.subarray(at));
  }
  if (length > 0) yield take();
}

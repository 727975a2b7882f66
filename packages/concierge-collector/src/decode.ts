// Bytes to text: the bytes decide, the label is only a hint (WHATWG Encoding; pages of municipalities are often mislabelled).

export type Charset = 'UTF-8' | 'Shift_JIS' | 'EUC-JP' | 'ISO-2022-JP' | 'UTF-16LE' | 'UTF-16BE';
export type Decoded = { readonly text: string; readonly encoding: Charset; readonly mislabelled: string | undefined };

const NAMES: readonly [RegExp, Charset][] = [
  [/^utf-?8$/i, 'UTF-8'],
  [/^(shift[_-]?jis|x-sjis|sjis|windows-31j|cp932|ms932)$/i, 'Shift_JIS'],
  [/^(x-)?euc[_-]?jp$/i, 'EUC-JP'],
  [/^iso-2022-jp/i, 'ISO-2022-JP'],
];
const named = (label: string | undefined): Charset | undefined =>
  NAMES.find(([pattern]) => label !== undefined && pattern.test(label))?.[1];

const read = (bytes: Uint8Array, charset: Charset, fatal: boolean): string | undefined => {
  try {
    return new TextDecoder(charset, { fatal }).decode(bytes);
  } catch {
    return undefined;
  }
};

/** The label written in the document itself. */
export function labelOf(bytes: Uint8Array): string | undefined {
  const head = new TextDecoder('latin1').decode(bytes.subarray(0, 2048));
  return (
    /<\?xml[^>]*encoding=["']([\w-]+)["']/i.exec(head)?.[1] ??
    /<meta[^>]*charset=["']?([\w-]+)/i.exec(head)?.[1] ??
    /^content-type:[^\n]*charset=["']?([\w-]+)/im.exec(head)?.[1]
  );
}

/** Signatures of what is no text though it holds no NUL byte. */
const SIGNATURES = ['%PDF-', 'PK\u0003\u0004', 'GIF8', '\u0089PNG', '\u00ff\u00d8\u00ff', '\u001f\u008b', '{\\rtf', 'BZh'];

export const isOtherFormat = (bytes: Uint8Array): boolean => {
  const head = new TextDecoder('latin1').decode(bytes.subarray(0, 8));
  return SIGNATURES.some((s) => head.startsWith(s));
};

/** Line of the first byte outside UTF-8 in a file that is otherwise full of Japanese in UTF-8: two files were put into one. */
export function mixedAt(bytes: Uint8Array): { readonly line: number; readonly few: boolean } | undefined {
  if (read(bytes, 'UTF-8', true) !== undefined) return undefined;
  const text = read(bytes, 'UTF-8', false) ?? '';
  const japanese = text.match(/[\u3041-\u30ff\u4e00-\u9fff]/g)?.length ?? 0;
  const broken = text.match(/\uFFFD/g)?.length ?? 0;
  if (japanese < 4 || japanese * 5 < broken) return undefined;
  // A letter cut in two here and there is damage; a second encoding breaks letter after letter.
  return { line: text.slice(0, text.indexOf('\uFFFD')).split('\n').length, few: broken * 25 <= japanese };
}

/** Marks that steer a terminal or turn the reading direction are no part of a text; a byte order mark neither. */
const UNSEEN = /^\uFEFF|[\u0001-\u0008\u000b\u000e-\u001f\u007f\u202a-\u202e\u2066-\u2069]/g;

/** Undefined for what is no text in any encoding of Japanese pages. */
export function decode(bytes: Uint8Array, transportLabel?: string): Decoded | undefined {
  const label = labelOf(bytes) ?? transportLabel;
  const wanted = named(label);
  const result = (text: string, encoding: Charset): Decoded => ({
    text: text.replace(UNSEEN, ''),
    encoding,
    mislabelled: label !== undefined && wanted !== encoding ? label : undefined,
  });
  const bom = bytes[0] === 0xff && bytes[1] === 0xfe ? 'UTF-16LE' : bytes[0] === 0xfe && bytes[1] === 0xff ? 'UTF-16BE' : undefined;
  const wide = bom === undefined ? undefined : new TextDecoder(bom).decode(bytes);
  if (bom !== undefined && wide !== undefined) return wide.includes('\0') ? undefined : result(wide, bom);
  if (bytes.includes(0)) return undefined;
  const ascii = bytes.every((b) => b < 0x80);
  if (ascii && /\u001b\$[@B]/.test(new TextDecoder('latin1').decode(bytes)))
    return result(read(bytes, 'ISO-2022-JP', false) ?? '', 'ISO-2022-JP');
  const utf8 = read(bytes, 'UTF-8', true);
  if (utf8 !== undefined) return result(utf8, ascii && wanted !== undefined ? wanted : 'UTF-8');
  // Not UTF-8: the reading with more plausible Japanese wins, the label breaks a tie.
  const readings = (['Shift_JIS', 'EUC-JP', 'UTF-8'] as const).map((charset) => {
    const text = read(bytes, charset, false) ?? '';
    return { charset, text, score: plausibility(text) + (charset === wanted ? 0.02 : 0) };
  });
  const best = readings.reduce((a, b) => (b.score > a.score ? b : a));
  return best.score < -0.5 ? undefined : result(best.text, best.charset);
}

/** Share of kana and common kanji less broken characters and half-width kana, which only a wrong reading is full of. */
function plausibility(text: string): number {
  let good = 0;
  let bad = 0;
  let other = 1;
  for (const ch of text.slice(0, 20_000)) {
    const c = ch.codePointAt(0) ?? 0;
    if (c < 0x80) continue;
    if (c === 0xfffd || (c >= 0xe000 && c <= 0xf8ff) || (c >= 0x80 && c < 0xa0)) bad += 3;
    else if (c >= 0xff61 && c <= 0xff9f) bad += 1;
    else if (c >= 0x3041 && c <= 0x30ff) good += 2;
    else if (c >= 0x4e00 && c <= 0x9fff) good += 1;
    else other += 1;
  }
  return (good - 2 * bad) / (good + bad + other);
}

// Results of a bulk order as CSV that spreadsheet programs open correctly: UTF-8 with byte order mark, cells that cannot become formulas.
import type { ConsoleBatchRow } from '@shishobako/contracts/console-api';

/** A cell that begins like a formula is kept text by a leading apostrophe (OWASP, CSV injection). */
const cell = (value: string | number | null): string => {
  const text = String(value ?? '');
  const safe = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return /[",\n\r]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
};

export function resultsCsv(pages: Iterable<readonly ConsoleBatchRow[]>): string {
  const lines = ['line,state,code,name,type,title,env,problem,detail'];
  for (const rows of pages) {
    for (const r of rows) {
      lines.push(
        [r.line, r.state, r.code, r.name, r.type, r.title, r.env, r.problem?.text.ja ?? null, r.problem?.detail ?? null]
          .map(cell)
          .join(','),
      );
    }
  }
  return `\ufeff${lines.join('\r\n')}\r\n`;
}

// Files made to hurt: each is refused by name, line and reason, within a bounded time, and the others are still read.
import { mkdirSync, mkdtempSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { runCollectCommand } from './collect-command.ts';
import { tooDeepAt } from './nesting.ts';

const GOOD = '<html><body><h1>転入届</h1><p>転入の日から14日以内に届け出てください。</p></body></html>';
const rss = (item: string): string => `<?xml version="1.0"?>\n<rss version="2.0"><channel>\n${item}\n</channel></rss>`;

const HURTFUL: readonly [name: string, content: string | Uint8Array, line: number, kind: string][] = [
  ['empty.html', '', 1, 'source.empty'],
  ['spaces.txt', ' \n\n', 1, 'source.empty'],
  ['deep.html', `<html>\n<body>\n${'<div>'.repeat(100_000)}`, 3, 'source.malformed'],
  ['deep.xml', rss('<x>'.repeat(100_000)), 3, 'source.malformed'],
  ['escaped.xml', rss(`<item><description>${'&lt;div&gt;'.repeat(100_000)}</description></item>`), 3, 'source.malformed'],
  ['cut.xml', '<?xml version="1.0"?>\n<rss><channel>\n<item><title>転入届', 3, 'source.malformed'],
  ['other.xml', '<?xml version="1.0"?>\n<kml/>', 1, 'source.malformed'],
  ['nul.txt', '転入届\n\n転出\0届', 3, 'source.binary'],
  ['picture.html', Uint8Array.from({ length: 4000 }, (_, i) => 128 + ((i * 37) % 128)), 1, 'source.binary'],
];

it('names the file, the line and the reason, and reads the rest', () => {
  const folder = mkdtempSync(join(tmpdir(), 'collect-limits-'));
  writeFileSync(join(folder, 'good.html'), GOOD);
  for (const [name, content] of HURTFUL) writeFileSync(join(folder, name), content);
  mkdirSync(join(folder, 'below'));
  symlinkSync('..', join(folder, 'below', 'up'));
  symlinkSync('itself', join(folder, 'itself'));
  const started = performance.now();
  const { exitCode, output, diagnostics } = runCollectCommand([folder]);
  expect(performance.now() - started).toBeLessThan(20_000);
  expect(exitCode).toBe(1);
  for (const [name, , line, kind] of HURTFUL) expect(diagnostics).toContain(`${join(folder, name)}:${line}: ${kind}`);
  expect(diagnostics).toContain(`${join(folder, 'itself')}: source.unreadable`);
  const notices: { file: string }[] = JSON.parse(output);
  expect(notices.filter((n) => n.file.endsWith('good.html'))).toHaveLength(1);
});

it('expands no entity of a feed', () => {
  const folder = mkdtempSync(join(tmpdir(), 'collect-limits-'));
  const bomb = `<!DOCTYPE rss [<!ENTITY a "${'x'.repeat(1000)}"><!ENTITY b "${'&a;'.repeat(1000)}">]>`;
  writeFileSync(join(folder, 'bomb.xml'), rss('<item><title>&b;転入届</title></item>').replace('\n', `\n${bomb}\n`));
  const [notice] = JSON.parse(runCollectCommand([folder]).output);
  expect(notice.title.length).toBeLessThan(100);
});

it('counts self-closed and void elements as flat', () => {
  expect(tooDeepAt('<x/>'.repeat(5000))).toBeUndefined();
  expect(tooDeepAt('<br><p>'.repeat(5000))).toBeUndefined();
  expect(tooDeepAt(`\n${'<b>'.repeat(2001)}`)).toBe(2);
});

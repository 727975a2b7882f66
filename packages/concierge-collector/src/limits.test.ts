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
  ['shell.html', '<html><body></body></html>', 1, 'source.empty'],
  ['utf32.html', Uint8Array.from([0xff, 0xfe, 0, 0, 0x3c, 0, 0, 0, 0x68, 0, 0, 0]), 1, 'source.binary'],
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

it('names what no text is, what is two texts in one, and quotation marks that do not pair', () => {
  const folder = mkdtempSync(join(tmpdir(), 'collect-limits-'));
  const utf8 = new TextEncoder().encode('<html><body><h1>児童手当の申請</h1>\n<p>');
  writeFileSync(join(folder, 'paper.html'), '%PDF-1.7\n1 0 obj');
  // “申請” in Shift_JIS.
  writeFileSync(join(folder, 'mixed.html'), new Uint8Array([...utf8, 0x90, 0x5c, 0x90, 0xbf, 0x3c, 0x2f, 0x70, 0x3e]));
  writeFileSync(join(folder, 'open.csv'), '記事タイトル,記事本文\n児童手当,"5月\n6月');
  writeFileSync(join(folder, 'middle.csv'), '記事タイトル,記事本文\n児童手当,"5月"6月\n');
  const { diagnostics, exitCode, output } = runCollectCommand([folder]);
  expect([exitCode, output]).toEqual([1, '[]\n']);
  const named = diagnostics.split('\n').map((line) =>
    line
      .slice(folder.length + 1)
      .split(': ')
      .slice(0, 2)
      .join(' '),
  );
  expect(named).toEqual([
    'middle.csv:2 source.malformed',
    'mixed.html:2 charset.mixed',
    'open.csv:2 source.malformed',
    'paper.html:1 source.binary',
  ]);
});

it('names days that no calendar has and gives no other day for them', () => {
  const folder = mkdtempSync(join(tmpdir(), 'collect-limits-'));
  writeFileSync(
    join(folder, 'days.html'),
    '<html><body><h1>児童手当の申請</h1>\n<p>申請期限：令和8年2月30日、13月1日</p>\n<p>2月29日まで</p></body></html>',
  );
  const { diagnostics, output } = runCollectCommand([folder]);
  expect(diagnostics).toMatch(/days\.html:2: date\.impossible: 令和8年2月30日[\s\S]*days\.html:2: date\.impossible: 13月1日/);
  expect(diagnostics).not.toContain('2月29日');
  const [notice]: { deadlines: { date?: string }[] }[] = JSON.parse(output);
  expect(notice?.deadlines.filter((d) => d.date?.startsWith('2026'))).toEqual([]);
});

it('tells notices with one id apart, says so with file, line and id, and reads all of them', () => {
  const folder = mkdtempSync(join(tmpdir(), 'collect-limits-'));
  const item = '<item><title>転入届</title><guid>a1</guid></item>\n';
  writeFileSync(join(folder, 'feed.xml'), rss(item.repeat(3)));
  const { diagnostics, exitCode, output } = runCollectCommand([folder]);
  expect(exitCode).toBe(0);
  expect(diagnostics).toMatch(/feed\.xml:4 guid:a1: locator\.duplicate: 3 notices/);
  expect(JSON.parse(output).map((n: { locator: string }) => n.locator)).toEqual(['guid:a1', 'guid:a1#2', 'guid:a1#3']);
});

it('says that a folder holds nothing to read, and reads a file named twice once', () => {
  const folder = mkdtempSync(join(tmpdir(), 'collect-limits-'));
  const none = join(folder, 'none');
  mkdirSync(none);
  writeFileSync(join(folder, 'good.html'), GOOD);
  const { diagnostics, exitCode, output } = runCollectCommand([none, join(folder, 'good.html'), folder]);
  expect([exitCode, diagnostics]).toEqual([1, `${none}: source.none: no page, feed or text in this folder`]);
  expect(JSON.parse(output)).toHaveLength(1);
});

it('lets no text and no file name steer the terminal', () => {
  const folder = mkdtempSync(join(tmpdir(), 'collect-limits-'));
  writeFileSync(join(folder, 'a\nb.html'), '');
  writeFileSync(join(folder, 'c.txt'), '\u001b[2J転入届\u202eの手続き');
  const { diagnostics, output } = runCollectCommand([folder], { json: false });
  expect(diagnostics).toContain('a\\u000ab.html:1: source.empty');
  expect(output).toContain('[2J転入届の手続き');
  expect(output).not.toMatch(/[\u001b\u202e]/);
});

it('reads a page of which one letter was cut, and says where', () => {
  const folder = mkdtempSync(join(tmpdir(), 'collect-limits-'));
  const page = new TextEncoder().encode(`${GOOD.split('</p>')[0]}\n転入された方は市民課へお越しください`);
  writeFileSync(join(folder, 'cut.html'), page.subarray(0, -1));
  const { diagnostics, exitCode, output } = runCollectCommand([folder]);
  expect([exitCode, diagnostics]).toEqual([0, expect.stringContaining('cut.html:')]);
  expect(diagnostics).toContain('charset.damaged');
  expect(JSON.parse(output)[0]).toMatchObject({ procedures: ['moving-in-notification'], encoding: 'UTF-8' });
});

// Rules about the text of files: nothing left for later, no fixed machine, no second style of module (house style, Shape).
import { expect, test } from 'vitest';
import { listFiles, read } from './source-files.ts';

const code = listFiles(/^(packages|services|agencies|apps|tests|scripts|docs|\.ci)\/.*\.(tsx?|mjs|sql|md|html|css|json|ya?ml)$/).filter(
  (path) => !path.startsWith('tests/architecture/') && !/(^|\/)fixtures\//.test(path),
);

type Rule = { readonly name: string; readonly files: RegExp; readonly pattern: RegExp; readonly planted: string };

const rules: readonly Rule[] = [
  { name: 'nothing is left for later', files: /\.(tsx?|mjs|sql|md|css)$/, pattern: /\b(TODO|FIXME|XXX|HACK)\b/, planted: '// TODO: later' },
  {
    name: 'no type is waved through',
    files: /\.tsx?$/,
    pattern: /@ts-(ignore|nocheck)|\bas any\b(?=\s*[;,)\].])/,
    planted: 'const x = y as any;',
  },
  { name: 'no test is left running alone', files: /\.test\.tsx?$/, pattern: /\b(test|it|describe)\.only\(/, planted: 'test.only(name)' },
  {
    name: 'no folder of one machine',
    files: /./,
    pattern: /(^|[\s'"`(])\/(work|home|root|Users)\/[\w.-]/,
    planted: `const data = '/home/taro/data';`,
  },
  { name: 'no barrel files', files: /(^|\/)index\.ts$/, pattern: /./s, planted: 'export {};' },
];

test.each(rules)('$name', ({ files, pattern }) => {
  expect(code.length).toBeGreaterThan(200);
  const broken = code
    .filter((path) => files.test(path))
    .flatMap((path) =>
      read(path)
        .split('\n')
        .flatMap((line, at) => (pattern.test(line) ? [`${path}:${at + 1}: ${line.trim().slice(0, 120)}`] : [])),
    );
  expect(broken).toEqual([]);
});

test.each(rules)('$name: what is planted is found', ({ pattern, planted }) => {
  expect(pattern.test(planted)).toBe(true);
});

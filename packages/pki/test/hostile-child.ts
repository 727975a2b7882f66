// Judges one hostile case in a process of its own and says what it cost: `node hostile-child.ts case.json`.
import { readFile } from 'node:fs/promises';
import { conformPki } from '../src/conform.ts';
import { processorTime } from './processor-time.ts';

const { op, in: input } = JSON.parse(await readFile(process.argv[2] ?? '', 'utf8')) as { op: string; in: unknown };
// What it takes to load and to start is not the case's.
await conformPki('x509.path', {});
const before = process.memoryUsage().rss;
const spent = processorTime();
const verdict = await conformPki(op, input);
const ms = spent();
const grown = process.resourceUsage().maxRSS * 1024 - before;
const said = verdict.ok ? JSON.stringify(verdict.result).slice(0, 300) : verdict.error.code;
process.stdout.write(JSON.stringify({ said, ms: Math.round(ms), grownMb: Math.round(grown / 1e6) }));

// `shishobako conform < cases.jsonl > verdicts.jsonl`: one door for outside test suites. Streams.

import { once } from 'node:events';
import type { Command } from 'commander';
import { judgeLines } from '../conform/judge-lines.ts';

export function conformCommand(program: Command): void {
  program
    .command('conform')
    .description('judge test cases: one JSON object a line in, one a line out')
    .action(async () => {
      await judgeLines(process.stdin, async (line) => {
        if (!process.stdout.write(`${line}\n`)) await once(process.stdout, 'drain');
      });
    });
}

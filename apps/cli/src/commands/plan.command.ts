// `shishobako plan`, `shishobako collect` and `shishobako concierge:score`: the concierge's rules for clerks, tests and integrators.
import type { Command } from 'commander';

type Printed = { readonly exitCode: number; readonly output: string; readonly diagnostics: string };

function print({ exitCode, output, diagnostics }: Printed): void {
  process.stdout.write(output);
  if (diagnostics) process.stderr.write(`${diagnostics}\n`);
  process.exitCode = exitCode;
}

const collectValue = (value: string, before: string[]): string[] => [...before, value];

export function planCommand(program: Command): void {
  program
    .command('plan')
    .description('from a life event to an explained plan')
    .requiredOption('--persona <file>', 'person, household and events (JSON)')
    .option('--event <id>', 'life event; may be given several times', collectValue, [])
    .option('--as-of <date>', 'day to plan on, YYYY-MM-DD')
    .option('--overlay <file>', 'differences of a municipality (JSON); may be given several times', collectValue, [])
    .option('--json', 'one JSON object', false)
    .addHelpText('after', '\nExit codes: 0 planned (warnings on standard error), 1 refused (file:line id: kind: detail on standard error).')
    .action(async (options: { persona: string; event: string[]; asOf?: string; overlay: string[]; json: boolean }) => {
      const { runPlanCommand } = await import('@shishobako/concierge-engine/plan-command');
      const { persona, event, asOf, overlay, json } = options;
      print(runPlanCommand({ personaFile: persona, events: event, overlayFiles: overlay, json, ...(asOf !== undefined && { asOf }) }));
    });
}

export function collectCommand(program: Command): void {
  program
    .command('collect')
    .description('municipal notices (HTML, feeds, text) as data')
    .argument('<path...>', 'files or folders')
    .option('--json', 'a JSON array', false)
    .addHelpText(
      'after',
      '\nExit codes: 0 all read (warnings on standard error), 1 something was refused; notices of all that could be read are given either way.',
    )
    .action(async (paths: string[], options: { json: boolean }) => {
      const { runCollectCommand } = await import('@shishobako/concierge-collector/collect-command');
      print(runCollectCommand(paths, options));
    });
}

export function scoreCommand(program: Command): void {
  program
    .command('concierge:score')
    .description('how right plans and collected notices are, on the shared gold and the reviewed bulletins')
    .action(async () => {
      const { runScore } = await import('@shishobako/concierge-collector/score');
      const { lines, passed } = await runScore();
      print({ exitCode: passed ? 0 : 1, output: `${lines.join('\n')}\n`, diagnostics: '' });
    });
}

// `shishobako plan --persona FILE`: one persona file to one plan in the fields of the gold files.
import { readFileSync } from 'node:fs';
import { makeEngine } from './engine.ts';
import { isRecord } from './feel/scope.ts';
import { summarise } from './plan-summary.ts';
import { describeProblem, lineOfPath, lineOfSyntaxError, type Problem } from './problem.ts';
import { readCatalogue } from './read-catalogue.ts';
import { defaultCatalogueFolder, readCatalogueFolder } from './read-catalogue-folder.ts';

export type PlanCommand = {
  readonly personaFile: string;
  readonly events?: readonly string[];
  readonly asOf?: string;
  readonly json: boolean;
  readonly catalogueFolder?: string;
};
/** `output` is for standard output, `diagnostics` for standard error. */
export type CommandResult = { readonly exitCode: number; readonly output: string; readonly diagnostics: string };

export function runPlanCommand(command: PlanCommand): CommandResult {
  const refuse = (problems: readonly Problem[]): CommandResult => ({
    exitCode: 1,
    output: '',
    diagnostics: problems.map(describeProblem).join('\n'),
  });
  const file = command.personaFile;
  let source: string;
  let persona: unknown;
  try {
    source = readFileSync(file, 'utf8');
  } catch (error) {
    return refuse([{ kind: 'file.unreadable', file, detail: error instanceof Error ? error.message : 'cannot be read' }]);
  }
  try {
    persona = JSON.parse(source);
  } catch (error) {
    const detail = error instanceof Error ? error.message : 'not JSON';
    return refuse([{ kind: 'json.syntax', file, line: lineOfSyntaxError(source, detail), detail }]);
  }
  if (!isRecord(persona)) return refuse([{ kind: 'context.malformed', file, detail: 'a persona is an object with id and context' }]);
  const catalogue = readCatalogue(readCatalogueFolder(command.catalogueFolder ?? defaultCatalogueFolder));
  if (!catalogue.ok) return refuse(catalogue.error.problems);
  const engine = makeEngine(catalogue.value);
  if (!engine.ok) return refuse(engine.error.problems);
  const result = engine.value.plan({
    context: persona['context'],
    ...(command.events === undefined || command.events.length === 0 ? {} : { events: command.events }),
    ...(command.asOf === undefined ? {} : { asOf: command.asOf }),
  });
  const located = (p: Problem): Problem => ({ ...p, file, line: lineOfPath(source, p.id ?? '') });
  if (!result.ok) return refuse(result.error.problems.map(located));
  const plan = result.value;
  const diagnostics = plan.warnings.map((w) => describeProblem(located(w))).join('\n');
  const summary = summarise(plan, typeof persona['id'] === 'string' ? persona['id'] : '');
  if (command.json) return { exitCode: 0, output: `${JSON.stringify(summary, null, 1)}\n`, diagnostics };
  const lines = plan.items
    .filter((i) => i.status === 'applies')
    .map((i) => `${i.byWhen.due ?? '          '}  ${i.name.ja}  (${i.where.name.ja})`);
  const asks = plan.questions.map((q) => `?  ${q.name.ja}`);
  return { exitCode: 0, output: `${[...lines, ...asks].join('\n')}\n`, diagnostics };
}

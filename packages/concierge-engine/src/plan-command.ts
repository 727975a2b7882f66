// `shishobako plan --persona FILE`: one persona file to one plan in the fields of the gold files.
import { type IsoDate, isIsoDate } from './calendar.ts';
import type { Catalogue } from './catalogue-schema.ts';
import { makeEngine } from './engine.ts';
import { at, isRecord } from './feel/scope.ts';
import { applyOverlayText } from './overlay.ts';
import { summarise } from './plan-summary.ts';
import { describeProblem, lineOfPath, type Problem } from './problem.ts';
import { readCatalogue } from './read-catalogue.ts';
import { readCatalogueFolder } from './read-catalogue-folder.ts';
import { readPersonaFile, readUtf8File } from './read-persona-file.ts';

export type PlanCommand = {
  readonly personaFile: string;
  readonly events?: readonly string[];
  readonly asOf?: string;
  /** Overlays of the municipality, laid over the catalogue in this order. */
  readonly overlayFiles?: readonly string[];
  readonly json: boolean;
};
/** `output` is for standard output, `diagnostics` for standard error. */
export type CommandResult = { readonly exitCode: number; readonly output: string; readonly diagnostics: string };

type Laid = { readonly ok: true; readonly value: Catalogue } | { readonly ok: false; readonly problems: readonly Problem[] };

/** Without a day of planning nothing is laid over; the plan itself then says what is missing. */
function layOver(base: Catalogue, files: readonly string[], asOf: IsoDate | undefined): Laid {
  let value = base;
  for (const file of asOf === undefined ? [] : files) {
    const text = readUtf8File(file);
    if (!text.ok) return { ok: false, problems: [text.problem] };
    const result = applyOverlayText(value, file, text.source, asOf ?? '');
    if (!result.ok) return { ok: false, problems: result.error.problems };
    value = result.value;
  }
  return { ok: true, value };
}

export function runPlanCommand(command: PlanCommand): CommandResult {
  const refuse = (problems: readonly Problem[]): CommandResult => ({
    exitCode: 1,
    output: '',
    diagnostics: problems.map(describeProblem).join('\n'),
  });
  const file = command.personaFile;
  const read = readPersonaFile(file);
  if (!read.ok) return refuse([read.problem]);
  const { source, value: persona } = read;
  if (!isRecord(persona))
    return refuse([{ kind: 'context.malformed', file, line: 1, detail: 'a persona is an object with id and context' }]);
  const catalogue = readCatalogue(readCatalogueFolder());
  if (!catalogue.ok) return refuse(catalogue.error.problems);
  const asOf = command.asOf ?? at(persona['context'], ['asOf']);
  const laid = layOver(catalogue.value, command.overlayFiles ?? [], isIsoDate(asOf) ? asOf : undefined);
  if (!laid.ok) return refuse(laid.problems);
  const engine = makeEngine(laid.value);
  if (!engine.ok) return refuse(engine.error.problems);
  const result = engine.value.plan({
    context: persona['context'],
    ...(command.events === undefined || command.events.length === 0 ? {} : { events: command.events }),
    ...(command.asOf === undefined ? {} : { asOf: command.asOf }),
  });
  const located = (p: Problem): Problem => ({ ...p, file, line: lineOfPath(source, p.id ?? 'context') ?? 1 });
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

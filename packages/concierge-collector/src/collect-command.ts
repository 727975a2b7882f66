// `shishobako collect FILE|FOLDER …`: files to an array of notices in the fields of labels.json.
import { readdirSync, readFileSync, realpathSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { describeProblem } from '@shishobako/concierge-engine/problem';
import { readCatalogue } from '@shishobako/concierge-engine/read-catalogue';
import { readCatalogueFolder } from '@shishobako/concierge-engine/read-catalogue-folder';
import { makeCollector, type Notice } from './collect.ts';
import { type CollectProblem, describeCollectProblem, isRefusal, LIMITS } from './problem.ts';
import { restoreAreaCodes } from './restore-area-codes.ts';

export type CommandResult = { readonly exitCode: number; readonly output: string; readonly diagnostics: string };

const READABLE = /\.(?:html?|xhtml|xml|rss|rdf|atom|txt|eml|csv)$/i;

export function runCollectCommand(paths: readonly string[], options: { readonly json?: boolean } = {}): CommandResult {
  const catalogue = readCatalogue(readCatalogueFolder());
  if (!catalogue.ok) return { exitCode: 1, output: '', diagnostics: catalogue.error.problems.map(describeProblem).join('\n') };
  const collector = makeCollector(catalogue.value);
  const problems: CollectProblem[] = [];
  const notices: Notice[] = [];
  const seen = new Set<string>();
  for (const file of new Set(paths.flatMap((p) => filesNamed(p, problems, seen)))) {
    try {
      const size = statSync(file).size;
      if (size > LIMITS.bytes) {
        problems.push({ kind: 'source.too-big', file, bytes: size, limit: LIMITS.bytes });
        continue;
      }
      const collected = collector.collect(file, readFileSync(file));
      notices.push(...collected.notices);
      problems.push(...collected.problems);
    } catch (error) {
      if (!(error instanceof Error)) throw error;
      problems.push({ kind: 'source.unreadable', file, detail: error.message });
    }
  }
  const finished = restoreAreaCodes(notices);
  const output = options.json === false ? finished.map(oneLine).join('') : `${JSON.stringify(finished, null, 1)}\n`;
  return { exitCode: problems.some(isRefusal) ? 1 : 0, output, diagnostics: problems.map(describeCollectProblem).join('\n') };
}

const oneLine = (n: Notice): string =>
  `${n.relevant ? '○' : '－'} ${n.published ?? '----------'} ${n.title} [${n.lifeEvents.join(', ')}] ${n.deadlines.map((d) => d.date ?? d.raw).join(' ')}\n`;

/** A folder that gives nothing to read was named by mistake, unless it was read already or could not be. */
function filesNamed(path: string, problems: CollectProblem[], seen: Set<string>): string[] {
  const [said, known] = [problems.length, seen.size];
  const files = filesUnder(path, problems, true, seen);
  if (files.length === 0 && problems.length === said && seen.size > known) problems.push({ kind: 'source.none', file: path });
  return files;
}

/** A file named outright is read whatever its name; in a folder, texts only. */
function filesUnder(path: string, problems: CollectProblem[], named: boolean, seen: Set<string>): string[] {
  try {
    const found = statSync(path);
    if (found.isDirectory()) {
      // A link back to a folder already read ends here.
      const real = realpathSync(path);
      if (seen.has(real)) return [];
      seen.add(real);
      return readdirSync(path)
        .sort()
        .flatMap((f) => filesUnder(join(path, f), problems, false, seen));
    }
    if (!found.isFile()) throw new Error('neither a file nor a folder');
    return named || READABLE.test(path) ? [path] : [];
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    problems.push({ kind: 'source.unreadable', file: path, detail: error.message });
    return [];
  }
}

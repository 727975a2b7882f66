// Runs dependency-cruiser over a tree and gives back what broke a rule. TypeScript 7 has no compiler API, so swc parses;
// a run that saw no modules is no run (facts: without swc it cruises nothing and says "no violations").
import { cruise, type ICruiseResult, type IForbiddenRuleType } from 'dependency-cruiser';

export type Violation = { readonly rule: string; readonly from: string; readonly to: string };
export type Cruised = { readonly modules: number; readonly violations: readonly Violation[] };

/** Rooms of the repository that hold our code; what is not there (yet) is left out by the caller. */
export const rooms = ['packages', 'services', 'agencies', 'apps'];

export async function cruiseImports(baseDir: string, folders: readonly string[], forbidden: IForbiddenRuleType[]): Promise<Cruised> {
  const { output } = await cruise(
    [...folders],
    {
      ...{ baseDir, parser: 'swc', validate: true, ruleSet: { forbidden }, tsPreCompilationDeps: true },
      doNotFollow: { path: 'node_modules' },
      exclude: { path: '(^|/)dist/' },
    },
    { exportsFields: ['exports'], conditionNames: ['import', 'node', 'default'], extensions: ['.ts', '.tsx', '.mjs', '.js', '.json'] },
  );
  const { modules, summary } = output as ICruiseResult;
  const own = modules.filter(({ source }) => folders.some((folder) => source.startsWith(`${folder}/`)));
  return { modules: own.length, violations: summary.violations.map(({ rule, from, to }) => ({ rule: rule.name, from, to })) };
}

// What a catalogue must hold together: ids resolve, rules parse and read known attributes, prerequisites have no cycle (PRN-17, CHL-07).
import type { Catalogue, Deadline, Procedure, RuleText } from './catalogue-schema.ts';
import { pathsIn } from './feel/fallback.ts';
import { makeRuleSet, type RuleSet } from './feel/rule-set.ts';
import type { Problem } from './problem.ts';

export function checkCatalogue(catalogue: Catalogue): Problem[] {
  const rules = makeRuleSet(catalogue.attributes, catalogue.library);
  const ids = (list: readonly { id: string }[]): ReadonlySet<string> => new Set(list.map((x) => x.id));
  const known = {
    procedure: ids(catalogue.procedures),
    'life event': ids(catalogue.lifeEvents),
    evidence: ids(catalogue.evidenceTypes),
    authority: ids(catalogue.authorities),
    jurisdiction: ids(catalogue.jurisdictions),
    channel: ids(catalogue.channels),
    law: ids(catalogue.legalResources),
    attribute: new Set(catalogue.attributes.map((a) => a.path)),
  };
  const problems: Problem[] = [...duplicates(catalogue)];
  const need = (id: string, field: string, kind: keyof typeof known, wanted: readonly (string | null | undefined)[]): void => {
    for (const w of wanted)
      if (w !== null && w !== undefined && !known[kind].has(w))
        problems.push({ kind: 'reference.unknown', id, detail: `${field}: unknown ${kind} “${w}”` });
  };
  const deadline = (p: Procedure, d: Deadline): void => {
    need(p.id, 'deadline.anchor', 'attribute', [d.anchor, d.opens?.anchor]);
    const periodic = ['within', 'limitation', 'before'].includes(d.type);
    if (periodic && (d.anchor === undefined || d.n === undefined || d.unit === undefined))
      problems.push({ kind: 'deadline.incomplete', id: p.id, detail: `${d.type} needs anchor, n and unit` });
    if (d.type === 'fixedDate' && d.date === undefined)
      problems.push({ kind: 'deadline.incomplete', id: p.id, detail: 'fixedDate needs a date' });
    if (d.type === 'dayOfNextMonth' && (d.anchor === undefined || d.day === undefined))
      problems.push({ kind: 'deadline.incomplete', id: p.id, detail: 'dayOfNextMonth needs anchor and day' });
    if (d.type === 'annualWindow' && (d.anchor === undefined || d.from === undefined || d.to === undefined))
      problems.push({ kind: 'deadline.incomplete', id: p.id, detail: 'annualWindow needs anchor, from and to' });
  };
  for (const p of catalogue.procedures) {
    need(p.id, 'isGroupedBy', 'life event', p.isGroupedBy);
    need(p.id, 'laterLifeEvents', 'life event', p.laterLifeEvents);
    need(p.id, 'hasCompetentAuthority', 'authority', [p.hasCompetentAuthority]);
    need(p.id, 'jurisdiction', 'jurisdiction', [p.jurisdiction]);
    need(p.id, 'hasChannel', 'channel', p.hasChannel);
    need(
      p.id,
      'hasLegalResource',
      'law',
      p.hasLegalResource.map((l) => l.law),
    );
    need(p.id, 'produces', 'evidence', p.produces);
    need(
      p.id,
      'hasInput',
      'evidence',
      p.hasInput.flatMap((i) => i.oneOf ?? [i.evidence]),
    );
    need(
      p.id,
      'requires',
      'procedure',
      p.requires.map((r) => r.procedure),
    );
    need(p.id, 'sameTimeWith', 'procedure', p.sameTimeWith);
    need(p.id, 'alternatives', 'procedure', p.alternatives);
    need(p.id, 'followUps', 'procedure', p.followUps);
    need(
      p.id,
      'inputFields',
      'attribute',
      p.inputFields.map((f) => f.prefill),
    );
    problems.push(...checkRule(p.id, 'eligibility', p.eligibility, rules, known.attribute));
    for (const v of p.deadlineVariants ?? []) {
      problems.push(...checkRule(p.id, 'deadlineVariants', v.when, rules, known.attribute));
      deadline(p, v.deadline);
    }
    deadline(p, p.deadline);
    for (const d of Object.values(p.deadlineByEvent ?? {})) deadline(p, d);
  }
  for (const chain of catalogue.eventChains) need(chain.from, 'eventChains', 'life event', [chain.from, chain.to]);
  problems.push(...cycles(catalogue.procedures));
  return problems;
}

function* duplicates(catalogue: Catalogue): Generator<Problem> {
  for (const list of [catalogue.procedures, catalogue.lifeEvents, catalogue.evidenceTypes]) {
    const seen = new Set<string>();
    for (const { id } of list) {
      if (seen.has(id)) yield { kind: 'id.duplicate', id, detail: 'two records have this id' };
      seen.add(id);
    }
  }
}

function checkRule(id: string, field: string, text: RuleText, rules: RuleSet, attributes: ReadonlySet<string>): Problem[] {
  const compiled = rules.rule(text.feel);
  if (!compiled.ok)
    return [
      {
        kind: 'rule.syntax',
        id,
        detail: `${field}: ${compiled.error.detail}, character ${compiled.error.at + 1} of “${text.feel.slice(0, 80)}${text.feel.length > 80 ? '…' : ''}”`,
      },
    ];
  const roots = /^(?:person|household|events|employer)\.|^(?:asOf|activeEvents|actor)$/;
  return pathsIn(compiled.rule.ast)
    .filter((path) => roots.test(path) && !attributes.has(path))
    .map((path) => ({ kind: 'rule.attribute', id, detail: `${field}: “${path}” is not in the attribute model` }));
}

/** Every cycle once, written as the path that closes it. */
export function cycles(procedures: readonly Procedure[]): Problem[] {
  const byId = new Map(procedures.map((p) => [p.id, p]));
  const done = new Set<string>();
  const found: Problem[] = [];
  const visit = (id: string, trail: readonly string[]): void => {
    const at = trail.indexOf(id);
    if (at >= 0) {
      found.push({ kind: 'order.cycle', id, detail: [...trail.slice(at), id].join(' → ') });
      return;
    }
    if (done.has(id)) return;
    for (const { procedure } of byId.get(id)?.requires ?? []) visit(procedure, [...trail, id]);
    done.add(id);
  };
  for (const { id } of procedures) visit(id, []);
  return found;
}

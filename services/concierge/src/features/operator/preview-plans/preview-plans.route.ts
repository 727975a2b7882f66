// POST /v1/operator/previews: what the draft does to people's plans, before anybody sees it. Uploaded personas are used and forgotten.
import type { Catalogue } from '@shishobako/concierge-engine/catalogue-schema';
import { diffPlans, type PlanChange } from '@shishobako/concierge-engine/diff-plans';
import { type Engine, makeEngine } from '@shishobako/concierge-engine/engine';
import { type PersonaPreview, PreviewAnswer, PreviewOrder } from '@shishobako/contracts/concierge-api';
import { type ConciergeContext, dataProblem, fieldErrors, type Persona, todayInJapan, viewOrThrow } from '../../../context.ts';
import { asPart, type DraftDesk } from '../../../draft-desk.ts';
import { problem } from '../../../problems.ts';
import { sessionOf } from '../clerk-access.ts';

const engines = new WeakMap<Catalogue, Engine>();
function engineFor(catalogue: Catalogue): Engine {
  const known = engines.get(catalogue);
  if (known) return known;
  const made = makeEngine(catalogue);
  if (!made.ok) throw problem({ kind: 'overlay.invalid', errors: fieldErrors(made.error.problems) });
  engines.set(catalogue, made.value);
  return made.value;
}

export function previewPlansRoute({ server, access, desk, clock, personas }: ConciergeContext, drafts: DraftDesk): void {
  server.post(
    '/v1/operator/previews',
    {
      config: { access: access('draft.preview') },
      bodyLimit: 3_000_000,
      schema: { summary: 'Plans before and after the draft', body: PreviewOrder, response: { 200: PreviewAnswer } },
    },
    async (request) => {
      const { municipality } = sessionOf(request).clerk;
      const on = request.body.on ?? todayInJapan(clock);
      const parts = [...(await desk.partsOf(municipality)), asPart(await drafts.content(municipality), on)];
      const before = engineFor(viewOrThrow(await desk.viewOn(on, municipality)).catalogue);
      const after = engineFor(viewOrThrow(await desk.viewOn(on, municipality, parts)).catalogue);
      const sent = request.body.personas?.map((p): Persona => ({ id: p.id, label: { ja: p.id, en: p.id }, context: p.context }));
      const previews = (sent ?? personas).map((persona) => preview(persona, before, after));
      return { on, personas: previews, changedPlans: previews.filter((p) => p.differences.length > 0).length };
    },
  );
}

function preview({ id, label, context }: Persona, before: Engine, after: Engine): PersonaPreview {
  const [a, b] = [before.plan({ context }), after.plan({ context })];
  const broken = a.ok ? (b.ok ? [] : b.error.problems) : a.error.problems;
  if (!a.ok || !b.ok) return { persona: id, label, before: 0, after: 0, differences: [], problems: broken.map(dataProblem) };
  return {
    persona: id,
    label,
    before: a.value.items.length,
    after: b.value.items.length,
    differences: diffPlans(a.value, b.value).map(toDifference),
    problems: [],
  };
}

function toDifference(change: PlanChange): PersonaPreview['differences'][number] {
  const none = { procedure: null, name: null, field: null, from: null, to: null };
  if (change.kind === 'order-changed') return { ...none, kind: change.kind };
  if (change.kind === 'changed')
    return { kind: change.kind, procedure: change.id, name: change.name, field: change.field, from: change.from, to: change.to };
  if (!('path' in change)) return { ...none, kind: change.kind, procedure: change.id, name: change.name };
  return { ...none, kind: change.kind, name: change.name, field: change.path };
}

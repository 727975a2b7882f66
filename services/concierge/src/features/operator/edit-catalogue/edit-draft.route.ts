// The clerk's draft: each change is checked before it is kept; an overlay file is refused with file, id and line (ONE-14, CHL-11).

import type { Problem } from '@shishobako/concierge-engine/problem';
import { CatalogueId, CheckAnswer, CheckOrder, DraftView, OverlayFile, ProcedureChange } from '@shishobako/contracts/concierge-api';
import { z } from 'zod';
import { type ConciergeContext, dataProblem, fieldErrors, todayInJapan, viewOrThrow } from '../../../context.ts';
import { differencesBetween } from '../../../domain/differences.ts';
import { asPart, type DraftContent, type DraftDesk, readChange, readOverlayFile, withChange } from '../../../draft-desk.ts';
import { problem } from '../../../problems.ts';
import { dropDraft, findDraft, saveDraft } from '../../../publications.repo.ts';
import { sessionOf } from '../clerk-access.ts';

const Id = z.strictObject({ id: CatalogueId });
const On = z.strictObject({ on: z.iso.date().optional() });

export function editDraftRoutes({ server, access, db, desk, clock }: ConciergeContext, drafts: DraftDesk): void {
  const refuse = (problems: readonly Problem[]) => problem({ kind: 'overlay.invalid', errors: fieldErrors(problems) });
  const today = () => todayInJapan(clock);

  async function view(municipality: string, on: string): Promise<DraftView> {
    const draft = await findDraft(db, municipality);
    const before = viewOrThrow(await desk.viewOn(on, municipality));
    const content: DraftContent = draft ?? { changes: [], additions: [] };
    const parts = [...(await desk.partsOf(municipality)), asPart(content, on)];
    const after = await desk.viewOn(on, municipality, parts);
    return {
      author: draft?.author ?? null,
      changed: draft?.changed.toISOString() ?? null,
      changes: content.changes.length,
      additions: content.additions.length,
      differences: after.ok ? differencesBetween(before.catalogue, after.value.catalogue) : [],
      problems: after.ok || after.error.kind === 'catalogue.none' ? [] : after.error.problems.map(dataProblem),
    };
  }

  async function keep(municipality: string, author: string, next: DraftContent): Promise<DraftView> {
    const problems = await drafts.problemsOf(municipality, next, today());
    if (problems.length > 0) throw refuse(problems);
    if (next.changes.length + next.additions.length === 0) await dropDraft(db, municipality);
    else await saveDraft(db, municipality, { ...next, author, changed: new Date(clock()) });
    return view(municipality, today());
  }

  server.get(
    '/v1/operator/draft',
    {
      config: { access: access('draft.read') },
      schema: { summary: 'The draft and what it changes on a day', querystring: On, response: { 200: DraftView } },
    },
    async (request) => view(sessionOf(request).clerk.municipality, request.query.on ?? today()),
  );

  server.put(
    '/v1/operator/draft/changes/:id',
    {
      config: { access: access('draft.change') },
      schema: { summary: 'Keep a change of one procedure in the draft', params: Id, body: ProcedureChange, response: { 200: DraftView } },
    },
    async (request) => {
      const { municipality, id: author } = sessionOf(request).clerk;
      const change = readChange(request.params.id, request.body);
      if (!change.ok) throw refuse(change.problems);
      return keep(municipality, author, withChange(await drafts.content(municipality), request.params.id, change.value));
    },
  );
  server.delete(
    '/v1/operator/draft/changes/:id',
    {
      config: { access: access('draft.drop-change') },
      schema: { summary: 'Take a procedure out of the draft', params: Id, response: { 200: DraftView } },
    },
    async (request) => {
      const { municipality, id: author } = sessionOf(request).clerk;
      const { id } = request.params;
      const draft = withChange(await drafts.content(municipality), id, undefined);
      return keep(municipality, author, { ...draft, additions: draft.additions.filter((a) => a.procedure.id !== id) });
    },
  );
  server.put(
    '/v1/operator/draft',
    {
      config: { access: access('draft.upload') },
      bodyLimit: 3_000_000,
      schema: { summary: 'An overlay file becomes the draft', body: OverlayFile, response: { 200: DraftView } },
    },
    async (request) => {
      const { municipality, id: author } = sessionOf(request).clerk;
      const { catalogue } = viewOrThrow(await desk.viewOn(today()));
      const read = readOverlayFile(catalogue, request.body.file, request.body.text, today());
      if (!read.ok) throw refuse(read.problems);
      return keep(municipality, author, read.value);
    },
  );
  server.delete(
    '/v1/operator/draft',
    { config: { access: access('draft.drop') }, schema: { summary: 'Throw the draft away', response: { 200: DraftView } } },
    async (request) => {
      const { municipality } = sessionOf(request).clerk;
      await dropDraft(db, municipality);
      return view(municipality, today());
    },
  );

  server.post(
    '/v1/operator/checks',
    {
      config: { access: access('draft.check') },
      bodyLimit: 3_000_000,
      schema: { summary: 'What is wrong with a change or a file; nothing is kept', body: CheckOrder, response: { 200: CheckAnswer } },
    },
    async (request) => {
      const { municipality } = sessionOf(request).clerk;
      const order = request.body;
      const answer = (problems: readonly Problem[]): CheckAnswer => ({ ok: problems.length === 0, problems: problems.map(dataProblem) });
      if ('text' in order) {
        const { catalogue } = viewOrThrow(await desk.viewOn(today()));
        const read = readOverlayFile(catalogue, order.file, order.text, today());
        return answer(read.ok ? await drafts.problemsOf(municipality, read.value, today()) : read.problems);
      }
      const change = readChange(order.procedure, order.change);
      if (!change.ok) return answer(change.problems);
      return answer(
        await drafts.problemsOf(municipality, withChange(await drafts.content(municipality), order.procedure, change.value), today()),
      );
    },
  );
}

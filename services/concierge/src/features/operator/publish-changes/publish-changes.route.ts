// Publishing the draft with the day it holds from, the history with authors, and taking back. Nothing that would break a plan comes into force.
import { Publication, PublicationList, PublishOrder, TakeBackOrder } from '@shishobako/contracts/concierge-api';
import { withTransaction } from '@shishobako/database/transaction';
import type { Kysely } from 'kysely';
import { z } from 'zod';
import { type ConciergeContext, fieldErrors, todayInJapan, viewOrThrow } from '../../../context.ts';
import { asPart, type DraftDesk } from '../../../draft-desk.ts';
import { problem } from '../../../problems.ts';
import {
  addPublication,
  dropDraft,
  findDraft,
  listPublications,
  lockMunicipality,
  type PublicationRow,
  takeBack,
} from '../../../publications.repo.ts';
import { sessionOf } from '../clerk-access.ts';

const Number_ = z.strictObject({ number: z.coerce.number().int().min(1).max(1_000_000) });

export function publishChangesRoutes({ server, access, db, desk, clock }: ConciergeContext, drafts: DraftDesk): void {
  const nameOf = async (): Promise<ReadonlyMap<string, Publication['author']['name']>> =>
    new Map(viewOrThrow(await desk.viewOn(todayInJapan(clock))).catalogue.procedures.map((p) => [p.id, p.name]));
  const toView = (row: PublicationRow, names: ReadonlyMap<string, { ja: string; en: string }>): Publication => ({
    number: row.number,
    author: row.author,
    published: row.published.toISOString(),
    effectiveFrom: row.from,
    effectiveTo: row.to,
    note: row.note,
    procedures: [
      ...row.additions.map(({ procedure }) => ({ id: procedure.id, name: procedure.name, kind: 'added' as const, fields: [] })),
      ...row.changes.map(({ procedure, effective: _effective, ...fields }) => ({
        id: procedure,
        name: names.get(procedure) ?? { ja: procedure, en: procedure },
        kind: 'changed' as const,
        fields: Object.keys(fields),
      })),
    ],
    takenBack: row.takenBack && { by: row.takenBack.by, at: row.takenBack.at.toISOString(), reason: row.takenBack.reason },
  });
  const getOne = async (trx: Kysely<unknown>, municipality: string, number: number): Promise<PublicationRow> => {
    const found = (await listPublications(trx, municipality)).find((p) => p.number === number);
    if (!found) throw problem({ kind: 'publication.unknown' });
    return found;
  };

  server.get(
    '/v1/operator/publications',
    {
      config: { access: access('publications.list') },
      schema: { summary: 'What was published, newest first', response: { 200: PublicationList } },
    },
    async (request) => {
      const names = await nameOf();
      return { items: (await listPublications(db, sessionOf(request).clerk.municipality)).map((row) => toView(row, names)) };
    },
  );
  server.post(
    '/v1/operator/publications',
    {
      config: { access: access('draft.publish') },
      schema: { summary: 'Publish the draft', body: PublishOrder, response: { 201: Publication } },
    },
    async (request, reply) => {
      const { municipality, id: author } = sessionOf(request).clerk;
      const { effectiveFrom: from, effectiveTo: to, note } = request.body;
      if (to !== null && to < from)
        throw problem({ kind: 'overlay.invalid', errors: [{ path: '/effectiveTo', message: 'ends before it begins' }] });
      const row = await withTransaction(db, async (trx) => {
        await lockMunicipality(trx, municipality);
        const draft = await findDraft(trx, municipality);
        if (!draft) throw problem({ kind: 'draft.empty' });
        const problems = await drafts.problemsOf(municipality, draft, from, to);
        if (problems.length > 0) throw problem({ kind: 'overlay.invalid', errors: fieldErrors(problems) });
        const number = ((await listPublications(trx, municipality))[0]?.number ?? 0) + 1;
        await addPublication(trx, municipality, { ...asPart(draft, from, to), number, note, author, published: new Date(clock()) });
        await dropDraft(trx, municipality);
        return getOne(trx, municipality, number);
      });
      return reply.code(201).send(toView(row, await nameOf()));
    },
  );
  server.post(
    '/v1/operator/publications/:number/take-back',
    {
      config: { access: access('publication.take-back') },
      schema: { summary: 'Take a publication back', params: Number_, body: TakeBackOrder, response: { 200: Publication } },
    },
    async (request) => {
      const { municipality, id: clerk } = sessionOf(request).clerk;
      const { number } = request.params;
      const row = await withTransaction(db, async (trx) => {
        await lockMunicipality(trx, municipality);
        const found = await getOne(trx, municipality, number);
        if (found.takenBack) throw problem({ kind: 'publication.taken-back' });
        const rest = (await desk.partsOf(municipality)).filter((part) => part.number !== number);
        const broken = await desk.checkFrom(todayInJapan(clock), municipality, rest);
        if (broken) throw problem({ kind: 'overlay.invalid', errors: fieldErrors(broken.problems) });
        await takeBack(trx, municipality, number, { clerk, reason: request.body.reason, at: new Date(clock()) });
        return getOne(trx, municipality, number);
      });
      return toView(row, await nameOf());
    },
  );
}

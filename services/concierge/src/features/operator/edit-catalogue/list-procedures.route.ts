// The municipality's procedures as a clerk looks for them, and one with its national and local state.
import {
  CatalogueId,
  ProcedureChange,
  ProcedureDetail,
  ProcedureList,
  ProcedureListQuery,
  type ProcedureRow,
} from '@shishobako/contracts/concierge-api';
import { z } from 'zod';
import { type ConciergeContext, todayInJapan, viewOrThrow } from '../../../context.ts';
import type { DraftDesk } from '../../../draft-desk.ts';
import { problem } from '../../../problems.ts';
import { sessionOf } from '../clerk-access.ts';

export function listProceduresRoutes({ server, access, desk, clock }: ConciergeContext, drafts: DraftDesk): void {
  server.get(
    '/v1/operator/procedures',
    {
      config: { access: access('procedures.list') },
      schema: { summary: 'Procedures of the municipality', querystring: ProcedureListQuery, response: { 200: ProcedureList } },
    },
    async (request) => {
      const { municipality } = sessionOf(request).clerk;
      const { q, event, state } = request.query;
      const on = todayInJapan(clock);
      const national = viewOrThrow(await desk.viewOn(on)).catalogue;
      const view = viewOrThrow(await desk.viewOn(on, municipality));
      const draft = await drafts.content(municipality);
      const touched = new Set([...draft.changes.map((c) => c.procedure), ...draft.additions.map((a) => a.procedure.id)]);
      const known = new Map(national.procedures.map((p) => [p.id, p]));
      const authorities = new Map(view.catalogue.authorities.map((a) => [a.id, a.name]));
      const fresh = draft.additions.map((a) => a.procedure).filter((p) => !view.catalogue.procedures.some((o) => o.id === p.id));
      const rows = [...fresh, ...view.catalogue.procedures].map((p): ProcedureRow & { found: boolean } => {
        const before = known.get(p.id);
        const local =
          before === undefined ? 'added' : before === p || JSON.stringify(before) === JSON.stringify(p) ? 'national' : 'changed';
        return {
          id: p.id,
          name: p.name,
          authority: authorities.get(p.hasCompetentAuthority) ?? { ja: p.hasCompetentAuthority },
          department: p.department,
          byWhen: p.deadline.text,
          amount: p.hasCost?.amount ?? null,
          events: p.isGroupedBy,
          state: touched.has(p.id) ? 'draft' : local,
          localVariation: p.localVariation,
          found: event === undefined || p.isGroupedBy.includes(event),
        };
      });
      const text = q.trim();
      const rank = new Map(
        text === ''
          ? []
          : view
              .search()(text, 60)
              .hits.flatMap((hit, i) => [
                [hit.id, i] as const,
                ...(hit.kind === 'life-event' ? hit.steps.map((s) => [s.procedure, 100 + i] as const) : []),
              ]),
      );
      const plain = text.normalize('NFKC').toLowerCase();
      const matches = (row: ProcedureRow): boolean =>
        text === '' ||
        rank.has(row.id) ||
        `${row.id} ${row.name.ja} ${row.name.en} ${row.department ?? ''}`.normalize('NFKC').toLowerCase().includes(plain);
      const items = rows
        .filter((row) => row.found && matches(row))
        .filter((row) => state === 'all' || (state === 'local' ? row.localVariation : row.state !== 'national'))
        .sort((a, b) => (rank.get(a.id) ?? 999) - (rank.get(b.id) ?? 999))
        .map(({ found: _found, ...row }) => row);
      return {
        catalogueVersion: view.catalogue.version,
        total: rows.length,
        items,
        events: view.catalogue.lifeEvents.map(({ id, name }) => ({ id, name })),
      };
    },
  );

  server.get(
    '/v1/operator/procedures/:id',
    {
      config: { access: access('procedures.read') },
      schema: {
        summary: 'One procedure with its local state',
        params: z.strictObject({ id: CatalogueId }),
        response: { 200: ProcedureDetail },
      },
    },
    async (request) => {
      const { municipality } = sessionOf(request).clerk;
      const on = todayInJapan(clock);
      const { id } = request.params;
      const national = viewOrThrow(await desk.viewOn(on)).catalogue.procedures.find((p) => p.id === id);
      const { catalogue } = viewOrThrow(await desk.viewOn(on, municipality));
      const draft = await drafts.content(municipality);
      const current = catalogue.procedures.find((p) => p.id === id) ?? draft.additions.find((a) => a.procedure.id === id)?.procedure;
      if (current === undefined) throw problem({ kind: 'procedure.unknown' });
      const {
        procedure: _procedure,
        effective: _effective,
        ...change
      } = draft.changes.find((c) => c.procedure === id) ?? { procedure: id };
      return {
        national: national ?? null,
        current,
        draft: Object.keys(change).length === 0 ? null : ProcedureChange.parse(change),
        channels: catalogue.channels.map((c) => ({ id: c.id, name: c.name })),
        authority: catalogue.authorities.find((a) => a.id === current.hasCompetentAuthority)?.name ?? { ja: current.hasCompetentAuthority },
      };
    },
  );
}

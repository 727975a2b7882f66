// POST /v1/counter/professionals/:id/revocations and /v1/counter/officers/:id/revocations. Every event ends all certificates of the holder: each
// states what has changed. An event reported twice has no second effect.
import { type HolderEvent, HolderState, OfficerEvent, ProfessionalEvent } from '@shishobako/contracts/ca-holder-api';
import type { Access } from '@shishobako/http/access';
import type { Server } from '@shishobako/http/server';
import type { Clock } from '@shishobako/kernel/clock';
import { z } from 'zod';
import type { HolderKind, HolderRegister } from '../../../ports/holder-register.ts';
import { caProblem } from '../../../problems.ts';
import { stateOf } from '../certificate-state.ts';

const params = z.strictObject({ id: z.uuid() });
const ProfessionalEventRequest = z.strictObject({ event: ProfessionalEvent });
const OfficerEventRequest = z.strictObject({ event: OfficerEvent });

export function revokeHolderRoutes(
  server: Server,
  access: Access,
  { holders, clock }: { readonly holders: HolderRegister; readonly clock: Clock },
): void {
  async function findState(id: string, kind: HolderKind): Promise<HolderState> {
    const rows = await holders.findHolder(id, kind);
    if (!rows) throw caProblem({ kind: 'holder.unknown' });
    const at = clock();
    return { holderId: id, certificates: rows.map((row) => ({ serial: row.serial, state: stateOf(row, at) })) };
  }

  async function end(id: string, kind: HolderKind, event: HolderEvent): Promise<HolderState> {
    await findState(id, kind);
    await holders.recordHolderEvent({ holder: id, event, at: clock() });
    return findState(id, kind);
  }

  const common = { tags: ['counter'], params, response: { 200: HolderState } };
  server.post(
    '/v1/counter/professionals/:id/revocations',
    {
      config: { access },
      schema: { ...common, summary: 'Record an event that ends a professional’s certificates', body: ProfessionalEventRequest },
    },
    (request) => end(request.params.id, 'professional', request.body.event),
  );
  server.post(
    '/v1/counter/officers/:id/revocations',
    {
      config: { access },
      schema: { ...common, summary: 'Record an event that ends a representative’s certificate', body: OfficerEventRequest },
    },
    (request) => end(request.params.id, 'officer', request.body.event),
  );
}

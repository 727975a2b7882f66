// Applications that arrived (届いた申請): list, one with signer and comparison, and the clerk's answer.
import { FieldAttribute } from '@shishobako/contracts/application';
import { ApplicationProof } from '@shishobako/contracts/application-proof';
import {
  ConsoleAnswer,
  ConsoleApplication,
  ConsoleApplicationDetail,
  ConsoleApplicationPage,
  ConsoleApplicationState,
  type ConsoleMatch,
} from '@shishobako/contracts/console-api';
import type { Server } from '@shishobako/http/server';
import { EnvelopeId } from '@shishobako/kernel/ids';
import { z } from 'zod';
import type { ApplicationDesk } from '../../application-desk.ts';
import type { Desk } from '../../desk.ts';
import { agencyProblem } from '../../problems.ts';
import { applicationCursor, type Kept, toConsole } from '../../records/applications.ts';
import { type ClerkAccess, sessionOf } from './clerk-access.ts';

const Query = z.strictObject({
  cursor: z.string().max(100).default(''),
  limit: z.coerce.number().int().min(1).max(200).default(50),
  state: ConsoleApplicationState.optional(),
});
const Env = z.strictObject({ env: z.uuid() });

export function applicationRoutes(server: Server, desk: Desk, applications: ApplicationDesk, access: ClerkAccess): void {
  const find = (env: string): Kept => {
    const found = desk.applications.find(env);
    if (!found) throw agencyProblem({ kind: 'application.unknown' });
    return found;
  };
  const formOf = ({ row }: Kept) => desk.profile.forms.find((form) => form.id === row.form);

  function fieldsOf(kept: Kept): ConsoleApplicationDetail['fields'] {
    const { document } = kept.checked;
    if (!document) return [];
    const known = formOf(kept)?.fields ?? [];
    const listed = known.map((field) => {
      const value = document.fields[field.id] ?? '';
      const shown = field.options.find((option) => option.value === value)?.label ?? null;
      return { id: field.id, label: field.label, value, shown };
    });
    const others = Object.entries(document.fields).filter(([id]) => !known.some((field) => field.id === id));
    return [...listed, ...others.map(([id, value]) => ({ id, label: { ja: id, en: id }, value, shown: null }))];
  }

  function signerOf(kept: Kept): ConsoleMatch[] | null {
    const { signer, match, document } = kept.checked;
    if (!signer) return null;
    return FieldAttribute.options.map((attribute) => {
      const field = formOf(kept)?.fields.find((one) => one.attribute === attribute);
      const compared = match?.fields[attribute];
      return {
        attribute,
        form: (field && document?.fields[field.id]) ?? null,
        certificate: signer[attribute],
        result: compared?.result ?? null,
        steps: compared?.result === 'normalised' ? [...compared.steps] : [],
        difference:
          compared?.result === 'different' ? { form: compared.difference.form, certificate: compared.difference.certificate } : null,
      };
    });
  }

  server.get(
    '/api/applications',
    { config: { access: access('application.list') }, schema: { querystring: Query, response: { 200: ConsoleApplicationPage } } },
    async (request) => {
      const { cursor, limit, state } = request.query;
      const items = desk.applications.page(state, cursor, limit + 1).map(toConsole);
      const shown = items.slice(0, limit);
      const last = shown.at(-1);
      return { items: shown, next: items.length > limit && last ? applicationCursor(last) : null, counts: desk.applications.counts() };
    },
  );
  server.get(
    '/api/applications/:env',
    { config: { access: access('application.read') }, schema: { params: Env, response: { 200: ConsoleApplicationDetail } } },
    async (request) => {
      const kept = find(request.params.env);
      const { documentSha256 } = kept.checked;
      const proof = desk.proofs.state(request.params.env);
      return { application: toConsole(kept), fields: fieldsOf(kept), signer: signerOf(kept), documentSha256, proof };
    },
  );
  server.get(
    '/api/applications/:env/proof',
    { config: { access: access('application.proof') }, schema: { params: Env, response: { 200: ApplicationProof } } },
    async (request) => {
      const { env } = request.params;
      find(env);
      const proof = desk.proofs.find(env);
      if (!proof) throw agencyProblem({ kind: 'application.no-proof' });
      desk.activity.record({ by: sessionOf(request).clerk.id, action: 'application.proof', env: EnvelopeId.parse(env) });
      return proof;
    },
  );
  server.post(
    '/api/applications/:env/answer',
    {
      config: { access: access('application.answer') },
      schema: { params: Env, body: ConsoleAnswer, response: { 200: ConsoleApplication } },
    },
    async (request) => {
      const { env } = request.params;
      const decided = applications.decide(env, { ...request.body, by: sessionOf(request).clerk.id });
      if (!decided.ok) throw agencyProblem(decided.error);
      return toConsole(find(env));
    },
  );
}

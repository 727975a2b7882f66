// POST /v1/agency/letters (SVC-09, PLT-04): 202 the first time, 200 with the same answer for the same letter again, 409 for another one.
import { Submission } from '@shishobako/contracts/agency-api';
import type { SealedEnvelope } from '@shishobako/contracts/envelope';
import { ciphertextLength } from '@shishobako/crypto/chunked-format';
import { jsonSha256 } from '@shishobako/crypto/node/digest';
import { withTransaction } from '@shishobako/database/transaction';
import { makeEnvelopeFormReader } from '@shishobako/http/envelope-form';
import type { SenderCheck } from '../../../adapters/sender-check.ts';
import type { Agency } from '../../../agency-registry.ts';
import { agencyOf, type PlatformContext } from '../../../context.ts';
import { platformProblems, problem } from '../../../problems.ts';
import { checkLetter } from './check-letter.ts';
import { envelopeDigest, type Intake, makeIntake, type Taken } from './letter-intake.repo.ts';

type Kind = keyof typeof platformProblems;

/** A refusal of a letter that reached us whole is itself evidence (security sheet §4). */
async function refuse(context: PlatformContext, agency: Agency, { header }: SealedEnvelope, kind: Kind, detail?: string): Promise<never> {
  await withTransaction(context.db, (trx) =>
    context.evidence.record(trx, {
      event: 'submit.rejected',
      env: header.env,
      sender: agency.id,
      class: header.class,
      content: { headerSha256: jsonSha256(header), contentCommit: header.contentCommit },
      reasons: [{ code: kind, text: platformProblems[kind].title }],
    }),
  );
  throw problem({ kind, detail });
}

/** The letter as it was taken before, when it is the same one. */
function repeated(taken: Taken & { own: boolean }, envelope: SealedEnvelope): Submission | undefined {
  return taken.own && taken.digest.equals(envelopeDigest(envelope)) ? taken.submission : undefined;
}

export function submitLetterRoute(context: PlatformContext, checkSender: SenderCheck): void {
  const { server, access, secrets } = context;
  const intake: Intake = makeIntake(context);
  const withEnvelopeForm = makeEnvelopeFormReader({ ciphertextBytes: ciphertextLength });

  async function take(
    agency: Agency,
    envelope: SealedEnvelope,
    parts: readonly Buffer[],
  ): Promise<{ status: 200 | 202; submission: Submission }> {
    const { env, to, kid, epoch } = envelope.header;
    const before = await intake.find(agency.id, env);
    if (before) {
      const submission = repeated(before, envelope);
      if (!submission) throw problem({ kind: 'envelope.conflict' });
      return { status: 200, submission };
    }
    const checked = await checkLetter(envelope, agency, { checkSender, now: context.clock() });
    if (!checked.ok) return refuse(context, agency, envelope, checked.error.kind, checked.error.detail);
    const link = await intake.hasLink(agency.id, secrets.aliasKey(to));
    if (!link) return refuse(context, agency, envelope, 'recipient.not-reachable');
    if (link.kid !== kid || link.epoch !== epoch) return refuse(context, agency, envelope, 'recipient.key-changed');
    const submission = await intake.accept(agency.id, envelope, parts);
    return submission ? { status: 202, submission } : take(agency, envelope, parts);
  }

  server.post(
    '/v1/agency/letters',
    {
      config: { access: access('letter.submit', { scope: 'agency' }) },
      schema: {
        summary: 'Hand in a sealed letter',
        description: 'multipart/form-data: field `envelope` (JSON) first, then files `part-0` … (application/octet-stream).',
        consumes: ['multipart/form-data'],
        response: { 200: Submission, 202: Submission },
      },
    },
    async (request, reply) => {
      const agency = await agencyOf(context, request);
      return withEnvelopeForm(request, async (form) => {
        if (!form.ok) throw problem(form.error);
        const { status, submission } = await take(agency, form.value.envelope, form.value.parts);
        return reply.code(status).send(submission);
      });
    },
  );
}

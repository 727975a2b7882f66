// POST /v1/internal/deliveries: what the platform relays. Taken only with the platform's evidence of submission for exactly this header.

import type { SealedEnvelope } from '@shishobako/contracts/envelope';
import type { Evidence, EvidenceRef } from '@shishobako/contracts/evidence';
import { Delivery, DeliveryAnswer } from '@shishobako/contracts/internal-api';
import { ciphertextLength } from '@shishobako/crypto/chunked-format';
import { jsonSha256, sha256Base64url } from '@shishobako/crypto/node/digest';
import { makeEnvelopeFormReader } from '@shishobako/http/envelope-form';
import { checkCaller, type PortalContext } from '../../../context.ts';
import { problem } from '../../../problems.ts';
import { findBoxOf, makeDeliveries } from './delivery.repo.ts';

function readDelivery(text: string | undefined): Delivery | undefined {
  try {
    return Delivery.parse(JSON.parse(text ?? ''));
  } catch {
    return undefined;
  }
}

/** The platform's word covers sender, addressee and every byte of the header; the header covers the sealed parts. */
function covers(evidence: Evidence | undefined, { header, sealedHeader }: SealedEnvelope): evidence is Evidence {
  return (
    evidence?.event === 'submit.accepted' &&
    evidence.env === header.env &&
    evidence.sender === header.from &&
    evidence.recipient === header.to &&
    evidence.content?.headerSha256 === jsonSha256(header) &&
    sha256Base64url(Buffer.from(sealedHeader, 'base64url')) === header.sealedSha256
  );
}

export function takeDeliveryRoute(context: PortalContext): void {
  const { server, access, db, config, evidence, checkEvidence } = context;
  const deliveries = makeDeliveries(context);
  const withEnvelopeForm = makeEnvelopeFormReader({ ciphertextBytes: ciphertextLength, fields: ['submission'] });

  async function reject(envelope: SealedEnvelope, submitted: EvidenceRef): Promise<never> {
    const { header } = envelope;
    const failure = problem({ kind: 'alias.unknown' });
    await evidence.record(db, {
      event: 'relay.rejected',
      env: header.env,
      sender: header.from,
      recipient: header.to,
      class: header.class,
      content: { headerSha256: jsonSha256(header), contentCommit: header.contentCommit },
      previous: submitted.id,
      reasons: [{ code: failure.code, text: failure.definition.title }],
    });
    throw failure;
  }

  server.post(
    '/v1/internal/deliveries',
    {
      config: { access: access('letter.deliver', { scope: 'internal' }) },
      schema: {
        summary: 'Deliver a sealed letter',
        description: 'multipart/form-data: `envelope` (JSON), `submission` (JSON), then `part-0` … (application/octet-stream).',
        consumes: ['multipart/form-data'],
        response: { 200: DeliveryAnswer },
      },
    },
    (request) => {
      checkCaller(request, config.platformClientId);
      return withEnvelopeForm(request, async (form) => {
        if (!form.ok) throw problem(form.error);
        const { envelope, parts, fields } = form.value;
        const submission = readDelivery(fields.get('submission'));
        const submitted = submission && checkEvidence(submission.evidence);
        if (!submission || !covers(submitted, envelope)) throw problem({ kind: 'delivery.invalid' });
        const box = await findBoxOf(db, envelope.header.to);
        if (!box) return reject(envelope, submission.evidence);
        const refs = await deliveries.deliver(box, envelope, parts, {
          ref: submission.evidence,
          evidence: submitted,
          purpose: submission.purpose,
        });
        if (refs === 'conflict') throw problem({ kind: 'envelope.conflict' });
        return { env: envelope.header.env, evidence: refs };
      });
    },
  );
}

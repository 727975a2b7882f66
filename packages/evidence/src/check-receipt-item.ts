// One line of a receipt: signed by the service that may say so, about this very letter, and standing in that service's log.
import { Evidence, etsiEventId, evidenceEvents } from '@shishobako/contracts/evidence';
import type { ReceiptItem } from '@shishobako/contracts/receipt';
import type { TrustList } from '@shishobako/contracts/trust';
import { verifyCompact } from '@shishobako/crypto/web/jws';
import { err, ok, type Result } from '@shishobako/kernel/result';
import { type Proven, verifyEvidenceProof } from './verify-evidence-proof.ts';

export type CheckedItem = { readonly evidence: Evidence; readonly proven: Proven | null };
export type ItemError = {
  readonly kind: 'evidence.signature' | 'evidence.malformed' | 'evidence.issuer' | 'evidence.other-letter' | 'log.unknown' | 'log.proof';
  readonly member: 'evidence' | 'origin' | 'proof';
  readonly detail: string;
};
/** What evidence must agree with: the header of a letter, or of an application, which has no commitment. */
export type Letter = {
  readonly header: {
    readonly env: string;
    readonly from: string;
    readonly to: string;
    readonly class: string;
    readonly created: string;
    readonly contentCommit?: string;
  };
  readonly headerSha256: string;
};

const wrong = (kind: ItemError['kind'], detail: string, member: ItemError['member'] = 'evidence') => err({ kind, member, detail } as const);

/** First field in which the evidence speaks of another letter than this header. */
function otherLetter(evidence: Evidence, { header, headerSha256 }: Letter): string | undefined {
  const pairs: [string, unknown, unknown][] = [
    ['env', evidence.env, header.env],
    ['sender', evidence.sender, header.from],
    ['recipient', evidence.recipient, header.to],
    ['class', evidence.class, header.class],
    ['content.headerSha256', evidence.content?.headerSha256 ?? headerSha256, headerSha256],
    ['content.contentCommit', evidence.content?.contentCommit ?? header.contentCommit ?? null, header.contentCommit ?? null],
  ];
  const required = new Set(['env']);
  return pairs.find(([name, said, want]) => (said === null ? required.has(name) : said !== want))?.[0];
}

const namesBytes: ReadonlySet<string> = new Set(['submit.accepted', 'box.arrived', 'apply.accepted']);

/** Signature, letter, log entry and checkpoint of one piece of evidence; an error names the first that does not hold. */
export async function checkItem(item: ReceiptItem, letter: Letter, trust: TrustList): Promise<Result<CheckedItem, ItemError>> {
  const keys = trust.services.flatMap((s) => s.keys.filter((key) => key.use === 'evidence').map((key) => ({ ...key, service: s.service })));
  const signers = new Map(keys.map((key) => [key.kid, key]));
  const verified = await verifyCompact(item.evidence, 'epob-evidence+jws', (header) =>
    header.kid === undefined ? undefined : signers.get(header.kid)?.jwk,
  );
  if (!verified.ok) return wrong('evidence.signature', verified.error.kind);
  const parsed = Evidence.safeParse(verified.value.payload);
  if (!parsed.success) return wrong('evidence.malformed', parsed.error.issues[0]?.path.map(String).join('.') ?? '');
  const evidence = parsed.data;

  const signer = signers.get(verified.value.header.kid ?? '')?.service;
  const { service, origin } = evidence.issuer;
  if (signer !== service) return wrong('evidence.issuer', `signed by ${signer}, issued as ${service}`);
  if (evidenceEvents[evidence.event].by !== service) return wrong('evidence.issuer', `${service} may not say ${evidence.event}`);
  if (evidence.eventId !== etsiEventId(evidence.event)) return wrong('evidence.malformed', 'eventId');
  const other = otherLetter(evidence, letter);
  if (other !== undefined) return wrong('evidence.other-letter', other);
  // The first two steps are what sender and recipient rely on: they must name the letter's bytes themselves.
  if (namesBytes.has(evidence.event) && !evidence.content) return wrong('evidence.other-letter', 'content');

  const log = trust.services.find((s) => s.service === service);
  if (!log?.origin || !log.logKey) return wrong('log.unknown', service, 'origin');
  if (item.origin !== log.origin || origin !== log.origin) return wrong('log.unknown', item.origin, 'origin');
  if (item.proof === null) return ok({ evidence, proven: null });
  const proven = await verifyEvidenceProof({ evidence: item.evidence, proof: item.proof, origin: log.origin, logKey: log.logKey });
  return proven.ok ? ok({ evidence, proven: proven.value }) : wrong('log.proof', proven.error.kind, 'proof');
}

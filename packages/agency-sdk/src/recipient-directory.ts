// Which key belongs to an addressee: believed only with the invited person's word for the alias, the keyserver's signature, and a proof that it
// stands in the platform's public log (security sheet, row 03: a false box key is noticed).
import type { RecipientResult } from '@shishobako/contracts/agency-api';
import { Evidence } from '@shishobako/contracts/evidence';
import { KeyEntry, type PublishedKey } from '@shishobako/contracts/keys';
import type { KeyUse, ServiceName, TrustedService, TrustList } from '@shishobako/contracts/trust';
import { sha256Base64url } from '@shishobako/crypto/node/digest';
import { verifyCompact } from '@shishobako/crypto/node/jws';
import { verifyEvidenceProof } from '@shishobako/evidence/verify-evidence-proof';
import { fromBase64url, utf8 } from '@shishobako/kernel/bytes';
import type { Clock } from '@shishobako/kernel/clock';
import type { Alias, KeyId } from '@shishobako/kernel/ids';
import { err, ok, type Result } from '@shishobako/kernel/result';
import type { Invitations } from './invitations.ts';
import type { CallError, PlatformClient } from './platform-client.ts';

export type Recipient = { readonly alias: Alias; readonly kid: KeyId; readonly epoch: number; readonly publicKey: Uint8Array };
export type DirectoryError =
  /** Nobody under this code holds a linked box. */
  | { kind: 'recipient.not-reachable' }
  /** Linked a moment ago; ask again in a second. */
  | { kind: 'recipient.pending'; transient: true }
  /** The key is not the one the keyserver published, or not of the person invited: do not send, tell the operator. */
  | { kind: 'recipient.key-untrusted'; detail: string };

const service = (trust: TrustList, name: ServiceName): TrustedService | undefined => trust.services.find((s) => s.service === name);
const keyOf = (trust: TrustList, name: ServiceName, use: KeyUse, kid: string | undefined) =>
  service(trust, name)?.keys.find((key) => key.use === use && key.kid === kid)?.jwk;

const untrusted = (detail: string) => err({ kind: 'recipient.key-untrusted', detail });

/** Checks one published key against the trust list. */
export async function checkPublishedKey(
  trust: TrustList,
  key: PublishedKey,
  expected: { readonly alias: Alias; readonly kid: KeyId; readonly epoch: number },
  now: number,
): Promise<Result<Recipient, DirectoryError>> {
  const entry = verifyCompact(key.entry, 'epob-key+jws', (header) => keyOf(trust, 'keyserver', 'key-entry', header.kid));
  if (!entry.ok) return untrusted(`entry: ${entry.error.kind}`);
  const parsed = KeyEntry.safeParse(entry.value.payload);
  if (!parsed.success) return untrusted('entry: malformed');
  const { alias, kid, epoch, publicKey, notAfter } = parsed.data;
  if (alias !== expected.alias || kid !== expected.kid || epoch !== expected.epoch) return untrusted('entry: for another link');
  if (Date.parse(notAfter) < now) return untrusted('entry: out of its time');

  const evidence = verifyCompact(key.evidence, 'epob-evidence+jws', (header) => keyOf(trust, 'platform', 'evidence', header.kid));
  if (!evidence.ok) return untrusted(`evidence: ${evidence.error.kind}`);
  const published = Evidence.safeParse(evidence.value.payload);
  if (!published.success || published.data.event !== 'key.published' || published.data.subject !== sha256Base64url(utf8(key.entry))) {
    return untrusted('evidence: for another entry');
  }
  const platform = service(trust, 'platform');
  if (!platform?.logKey || !platform.origin) return untrusted('log: not in the trust list');
  const proven = await verifyEvidenceProof({ evidence: key.evidence, proof: key.proof, origin: platform.origin, logKey: platform.logKey });
  if (!proven.ok) return untrusted(`log: ${proven.error.kind}`);
  return ok({ alias, kid, epoch, publicKey: fromBase64url(publicKey) });
}

type Answer = Result<Recipient, DirectoryError | CallError>;

const keptMs = 600_000;

/** Looks recipients up and remembers the checked keys for ten minutes. Concurrent look-ups travel together. */
export function makeDirectory(deps: { platform: PlatformClient; invitations: Invitations; trust: TrustList; clock: Clock }) {
  const known = new Map<string, { recipient: Recipient; until: number }>();
  let waiting = new Map<string, ((answer: Answer) => void)[]>();

  async function judge(result: RecipientResult): Promise<Answer> {
    if (result.status === 'not-reachable') return err({ kind: 'recipient.not-reachable' });
    if (result.status === 'pending') return err({ kind: 'recipient.pending', transient: true });
    if (!(await deps.invitations.isBound(result.code, result.alias, result.binding)))
      return untrusted('binding: not by the person invited');
    const checked = await checkPublishedKey(deps.trust, result.key, result, deps.clock());
    if (checked.ok) known.set(result.code, { recipient: checked.value, until: deps.clock() + keptMs });
    return checked;
  }

  async function flush(): Promise<void> {
    const batch = waiting;
    waiting = new Map();
    if (batch.size === 0) return;
    const answer = await deps.platform.lookUp([...batch.keys()]);
    const results = new Map(answer.ok ? answer.value.results.map((result) => [result.code as string, result]) : []);
    for (const [code, resolvers] of batch) {
      const result = results.get(code);
      const judged: Answer = answer.ok ? (result ? await judge(result) : err({ kind: 'recipient.not-reachable' })) : answer;
      for (const resolve of resolvers) resolve(judged);
    }
  }

  return {
    find(code: string): Promise<Answer> {
      const cached = known.get(code);
      if (cached && cached.until > deps.clock()) return Promise.resolve(ok(cached.recipient));
      return new Promise((resolve) => {
        if (waiting.size === 0) setTimeout(() => void flush(), 2);
        waiting.set(code, [...(waiting.get(code) ?? []), resolve]);
        if (waiting.size === 1000) void flush();
      });
    },
    /** After a refusal that names the key or the link: ask anew next time. */
    forget: (code: string): void => void known.delete(code),
  };
}

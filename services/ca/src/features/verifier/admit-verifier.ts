// Three questions before anything is said about a certificate on a card (JPK-18): who signed this request, is it for this very question and
// new, and may that verifier ask it. Given or refused, it is noted before the answer leaves.
import {
  type VerifiedUse,
  type VerifierOperation,
  VerifierRequest,
  verifierRequestLifetimeMs,
  verifierRequestType,
} from '@shishobako/contracts/verifier';
import { parseJws } from '@shishobako/crypto/jws-format';
import { sha256Base64url } from '@shishobako/crypto/node/digest';
import { verifyCompact } from '@shishobako/crypto/node/jws';
import type { Clock } from '@shishobako/kernel/clock';
import type { RegisteredVerifier, VerifierRegister } from '../../ports/verifier-register.ts';
import { caProblem } from '../../problems.ts';

/** What is looked at of a request. */
export type Asked = { readonly method: string; readonly url: string; readonly headers: { readonly authorization?: string | undefined } };
export type Question = { readonly operation: VerifierOperation; readonly use: VerifiedUse; readonly body?: Uint8Array };
export type AdmitVerifier = (request: Asked, question: Question) => Promise<void>;

const invalid = (detail: string) => caProblem({ kind: 'verifier.invalid', detail });

/** What the register says against it. */
function refusalOf({ registration, state }: RegisteredVerifier, { operation, use }: Question, now: number) {
  if (state !== 'active') return `verifier.${state}` as const;
  const { from, to } = registration;
  if (now < Date.parse(from) || (to !== null && now >= Date.parse(to))) return 'verifier.out-of-period';
  return registration.operations.includes(operation) && registration.uses.includes(use) ? null : 'verifier.not-allowed';
}

export function makeAdmitVerifier(deps: {
  readonly verifiers: VerifierRegister;
  readonly publicUrl: string;
  readonly clock: Clock;
}): AdmitVerifier {
  const { verifiers, publicUrl, clock } = deps;

  /** The signed request and who signed it, for this address and body. */
  async function readRequest(request: Asked, body: Uint8Array) {
    const [scheme, jws] = (request.headers.authorization ?? '').split(' ');
    if (scheme !== 'Bearer' || !jws) throw caProblem({ kind: 'verifier.unsigned' });
    const parsed = parseJws(jws, verifierRequestType);
    const claimed = VerifierRequest.safeParse(parsed.ok ? parsed.value.payload : undefined);
    if (!claimed.success) throw invalid('not a signed request of a verifier');
    const verifier = await verifiers.find(claimed.data.verifier);
    if (!verifier) throw caProblem({ kind: 'verifier.unknown' });
    const { key } = verifier.registration;
    const signed = verifyCompact(jws, verifierRequestType, (header) => (header.kid === key.kid ? key : undefined));
    if (!signed.ok) throw invalid(signed.error.kind);
    const { method, url, body: digest, created } = claimed.data;
    if (method !== request.method || url !== `${publicUrl}${request.url}`) throw invalid('signed for another address');
    if (digest !== sha256Base64url(body)) throw invalid('signed for another body');
    if (Math.abs(clock() - Date.parse(created)) > verifierRequestLifetimeMs) throw invalid('too old, or from the future');
    return { verifier, id: claimed.data.id };
  }

  return async (request, question) => {
    const { verifier, id } = await readRequest(request, question.body ?? new Uint8Array());
    const at = clock();
    const refused = refusalOf(verifier, question, at);
    const noted = await verifiers.noteAnswer({ verifier: verifier.id, request: id, operation: question.operation, refused, at });
    if (!noted) throw caProblem({ kind: 'verifier.replayed' });
    if (refused) throw caProblem({ kind: refused });
  };
}

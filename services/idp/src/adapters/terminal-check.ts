// A terminal's key is believed when an institution under the pinned sender authority bound it, and its certificate is in force.
import { createPublicKey } from 'node:crypto';
import { TerminalBinding, terminalTyp } from '@shishobako/contracts/presence-proof';
import type { TrustList } from '@shishobako/contracts/trust';
import { leafKey, verifyCompact } from '@shishobako/crypto/node/jws';
import { fromBase64 } from '@shishobako/kernel/bytes';
import type { Clock } from '@shishobako/kernel/clock';
import { err, ok } from '@shishobako/kernel/result';
import { senderOf } from '@shishobako/pki/profile/sender-names';
import type { RevocationSource } from '@shishobako/pki/revocation/revocation-source';
import { verifyCertificate } from '@shishobako/pki/verify/verify-certificate';
import type { TerminalCheck } from '../ports/terminals.ts';

const refused = err({ kind: 'terminal.refused' } as const);

export function makeTerminalCheck(deps: { trust: TrustList; revocation: RevocationSource; clock: Clock }): TerminalCheck {
  return async (jws) => {
    const signed = verifyCompact(jws, terminalTyp, leafKey);
    const binding = signed.ok ? TerminalBinding.safeParse(signed.value.payload) : undefined;
    if (!signed.ok || !binding?.success || Date.parse(binding.data.notAfter) < deps.clock()) return refused;
    const [leaf, ...intermediates] = (signed.value.header.x5c ?? []).map((text) => fromBase64(text));
    if (!leaf) return refused;
    const input = { leaf, intermediates, anchors: deps.trust.anchors, time: deps.clock(), revocation: deps.revocation };
    const verified = await verifyCertificate({ ...input, purpose: 'sender' });
    if (!verified.ok || senderOf(verified.value.certificate)?.agencyId !== binding.data.institution) return refused;
    const { x, y } = binding.data.key;
    return ok({
      terminal: binding.data.terminal,
      key: createPublicKey({ key: { kty: 'EC', crv: 'P-256', x, y }, format: 'jwk' }),
    });
  };
}

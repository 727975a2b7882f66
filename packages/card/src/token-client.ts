// A client for professionals' and officers' cards (fact sheet §11): certificates free, PIN before each signature.
import { err, ok, type Result } from '@shishobako/kernel/result';
import { command } from './apdu.ts';
import { makeCardEdge } from './card-edge.ts';
import type { CardFault, PinFault, SignFault } from './card-fault.ts';
import { presentPin } from './present-pin.ts';
import { isTriesLeft, SW } from './status-word.ts';
import { TOKEN_AID, TOKEN_EF } from './token-files.ts';
import type { TokenProfile } from './token-state.ts';
import type { CardTransport } from './transport.ts';

export type TokenUse = 'sign' | 'auth';
export type TokenClient = {
  readCertificate(use: TokenUse): Promise<Result<Uint8Array, SignFault>>;
  /** The authority that issued the certificate, under the root: a hint for whoever builds the path, no anchor. */
  readAuthority(use: TokenUse): Promise<Result<Uint8Array, SignFault>>;
  triesLeft(use: TokenUse): Promise<Result<number, CardFault>>;
  /** Presents the PIN and signs a DigestInfo; `pin` is zeroed. */
  sign(use: TokenUse, pin: Uint8Array, digestInfo: Uint8Array): Promise<Result<Uint8Array, SignFault | PinFault>>;
};

export function makeTokenClient(transport: CardTransport, profile: TokenProfile): TokenClient {
  const { exchange, selectFile, readDer } = makeCardEdge(transport);
  const aids = TOKEN_AID[profile];

  return {
    readCertificate: (use) => readDer(aids[use], TOKEN_EF.certificate),
    readAuthority: (use) => readDer(aids[use], TOKEN_EF.chain[1]),

    async triesLeft(use) {
      const file = await selectFile(aids[use], TOKEN_EF.pin);
      if (!file.ok) return file;
      const reply = await exchange(command(0x00, 0x20, 0x00, 0x80));
      if (!reply.ok) return reply;
      return isTriesLeft(reply.value.sw) ? ok(reply.value.sw & 0x0f) : err({ kind: 'card-error', sw: reply.value.sw });
    },

    async sign(use, pin, digestInfo) {
      try {
        if (pin.length < 4 || pin.length > 16) return err({ kind: 'malformed-pin' });
        const file = await selectFile(aids[use], TOKEN_EF.pin);
        if (!file.ok) return file;
        const verified = await presentPin(exchange, pin);
        if (!verified.ok) return verified;
      } finally {
        pin.fill(0);
      }
      const set = await exchange(command(0x00, 0x22, 0x41, 0xb6, Uint8Array.of(0x84, 0x01, TOKEN_EF.key)));
      if (!set.ok) return set;
      if (set.value.sw !== SW.ok) return err({ kind: 'card-error', sw: set.value.sw });
      const reply = await exchange(command(0x00, 0x2a, 0x9e, 0x9a, digestInfo, 256));
      if (!reply.ok) return reply;
      if (reply.value.sw === SW.securityNotSatisfied) return err({ kind: 'pin-needed' });
      return reply.value.sw === SW.ok ? ok(reply.value.data) : err({ kind: 'card-error', sw: reply.value.sw });
    },
  };
}

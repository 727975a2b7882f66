// The page on which a person allows another origin: it names the origin and takes the code from the terminal. No page can frame it or send
// its form, so the code can only come from the person in front of this computer.
import type { Access } from '@shishobako/http/access';
import type { Server } from '@shishobako/http/server';
import { z } from 'zod';
import type { PairingCodes } from '../../domain/pairing-code.ts';
import type { PairedOrigins } from '../../ports/paired-origins.ts';
import { problem } from '../../problems.ts';

export type PairDeps = { readonly access: (action: string) => Access; readonly codes: PairingCodes; readonly paired: PairedOrigins };

const PairInput = z.strictObject({
  /** Scheme, host and port alone; plain HTTP only on this computer. */
  origin: z.string().max(300).refine(isWebOrigin),
  code: z.string().regex(/^[0-9]{8}$/),
});

function isWebOrigin(text: string): boolean {
  if (!URL.canParse(text) || new URL(text).origin !== text) return false;
  return text.startsWith('https://') || /^http:\/\/(127\.0\.0\.1|localhost)(:\d+)?$/.test(text);
}

export function pairOriginRoute(server: Server, { access, codes, paired }: PairDeps): void {
  server.post(
    '/dialog/pairings',
    { config: { access: access('dialog.pair') }, schema: { hide: true, body: PairInput, response: { 204: z.undefined() } } },
    async ({ body: { origin, code } }, reply) => {
      const redeemed = codes.redeem(code);
      if (!redeemed.ok) throw problem(redeemed.error);
      paired.add(origin);
      return reply.code(204).send(undefined);
    },
  );
}

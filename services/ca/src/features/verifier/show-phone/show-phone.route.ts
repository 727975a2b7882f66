// GET /v1/verifier/phones/:certificate: the authority's signed word that a certificate is on a phone, and the card's own signature over the
// phone's key beside it. The word alone lets nobody in (ADR 0017).
import { PhoneAnswer, type PhoneWord, phoneType } from '@shishobako/contracts/phone';
import { Sha256 } from '@shishobako/contracts/primitives';
import { signCompact } from '@shishobako/crypto/node/jws';
import type { SigningKey } from '@shishobako/crypto/node/key-folder';
import { publicAccess } from '@shishobako/http/access';
import type { Server } from '@shishobako/http/server';
import { type Clock, rfc3339 } from '@shishobako/kernel/clock';
import { z } from 'zod';
import type { PhoneRegister } from '../../../ports/phone-register.ts';
import { caProblem } from '../../../problems.ts';
import type { AdmitVerifier } from '../admit-verifier.ts';

export function showPhoneRoute(
  server: Server,
  { phones, key, clock, admitVerifier }: { phones: PhoneRegister; key: SigningKey; clock: Clock; admitVerifier: AdmitVerifier },
): void {
  server.get(
    '/v1/verifier/phones/:certificate',
    {
      config: { access: publicAccess('phone.show') },
      schema: {
        description: 'Signed request of a registered verifier.',
        summary: 'Which card a phone’s certificate rests on, signed',
        tags: ['verifier'],
        params: z.strictObject({ certificate: Sha256 }),
        response: { 200: PhoneAnswer },
      },
    },
    async (request) => {
      const { certificate } = request.params;
      await admitVerifier(request, { operation: 'succession', use: 'authentication' });
      const link = await phones.findLink(Buffer.from(certificate, 'base64url'));
      if (!link) throw caProblem({ kind: 'card.unknown' });
      const payload: PhoneWord = { v: 'epob-phone-v1', certificate, link, created: rfc3339(clock()) };
      return { statement: signCompact({ typ: phoneType, kid: key.kid }, payload, key.privateKey) };
    },
  );
}

// GET /v1/verifier/successions/:certificate: the authority's signed word on which certificates came before one (JPK-09; J-LIS offers old and
// new serial numbers to notified verifiers). Only verifiers registered for it may ask, by the hash of a certificate they were shown.

import { Sha256 } from '@shishobako/contracts/primitives';
import { SuccessionAnswer, type SuccessionStatement, successionType } from '@shishobako/contracts/succession';
import { signCompact } from '@shishobako/crypto/node/jws';
import type { SigningKey } from '@shishobako/crypto/node/key-folder';
import { publicAccess } from '@shishobako/http/access';
import type { Server } from '@shishobako/http/server';
import { type Clock, rfc3339 } from '@shishobako/kernel/clock';
import { nameOf } from '@shishobako/pki/card/certificate-name';
import { z } from 'zod';
import type { CertificateRegister } from '../../../ports/certificate-register.ts';
import { caProblem } from '../../../problems.ts';
import type { AdmitVerifier } from '../admit-verifier.ts';

export function showSuccessionRoute(
  server: Server,
  deps: { register: CertificateRegister; key: SigningKey; clock: Clock; admitVerifier: AdmitVerifier },
): void {
  const { register, key, clock, admitVerifier } = deps;
  server.get(
    '/v1/verifier/successions/:certificate',
    {
      config: { access: publicAccess('succession.show') },
      schema: {
        summary: 'Which certificates came before this one, signed',
        description: 'Signed request of a registered verifier.',
        tags: ['verifier'],
        params: z.strictObject({ certificate: Sha256 }),
        response: { 200: SuccessionAnswer },
      },
    },
    async (request) => {
      const { certificate } = request.params;
      const hash = Buffer.from(certificate, 'base64url');
      await admitVerifier(request, { operation: 'succession', use: (await register.findCardUse(hash)) ?? 'authentication' });
      const earlier = await register.listEarlier(hash);
      if (!earlier) throw caProblem({ kind: 'card.unknown' });
      const payload: SuccessionStatement = {
        v: 'epob-succession-v1',
        certificate,
        earlier: earlier.slice(-32).map(nameOf),
        created: rfc3339(clock()),
      };
      return { statement: signCompact({ typ: successionType, kid: key.kid }, payload, key.privateKey) };
    },
  );
}

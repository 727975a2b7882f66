// GET /v1/verifier/successions/:certificate: the authority's signed word on which certificates came before one (JPK-09; J-LIS offers old and
// new serial numbers to notified verifiers). Only services with the verifier's secret may ask, by the hash of a certificate they were shown.

import { Sha256 } from '@shishobako/contracts/primitives';
import { SuccessionAnswer, type SuccessionStatement, successionType } from '@shishobako/contracts/succession';
import { signCompact } from '@shishobako/crypto/node/jws';
import type { SigningKey } from '@shishobako/crypto/node/key-folder';
import type { Access } from '@shishobako/http/access';
import type { Server } from '@shishobako/http/server';
import { type Clock, rfc3339 } from '@shishobako/kernel/clock';
import { nameOf } from '@shishobako/pki/card/certificate-name';
import { z } from 'zod';
import type { CertificateRegister } from '../../../ports/certificate-register.ts';
import { caProblem } from '../../../problems.ts';

export function showSuccessionRoute(
  server: Server,
  access: Access,
  { register, key, clock }: { register: CertificateRegister; key: SigningKey; clock: Clock },
): void {
  server.get(
    '/v1/verifier/successions/:certificate',
    {
      config: { access },
      schema: {
        summary: 'Which certificates came before this one, signed',
        tags: ['verifier'],
        params: z.strictObject({ certificate: Sha256 }),
        response: { 200: SuccessionAnswer },
      },
    },
    async (request) => {
      const { certificate } = request.params;
      const earlier = await register.listEarlier(Buffer.from(certificate, 'base64url'));
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

// GET /v1/verifier/successions/:serial: which certificates of the same use came before and after one on the same person's reissued cards
// (JPK-09; J-LIS offers old and new serial numbers to notified verifiers). Serial numbers are restricted: operator token.
import { CertificateSerial, Succession } from '@shishobako/contracts/ca-api';
import type { Access } from '@shishobako/http/access';
import type { Server } from '@shishobako/http/server';
import { z } from 'zod';
import type { CertificateRegister } from '../../../ports/certificate-register.ts';
import { caProblem } from '../../../problems.ts';

const params = z.strictObject({ serial: CertificateSerial });

export function showSuccessionRoute(server: Server, access: Access, register: CertificateRegister): void {
  server.get(
    '/v1/verifier/successions/:serial',
    {
      config: { access },
      schema: { summary: 'Succession of serial numbers', tags: ['verifier'], params, response: { 200: Succession } },
    },
    async (request) => {
      const serials = await register.listSuccession(request.params.serial);
      if (serials.length === 0) throw caProblem({ kind: 'card.unknown' });
      return { serials: [...serials] };
    },
  );
}

// GET /crl/:partition.crl: one list per authority and municipality (`signature-2-13113.crl`), and one for each authority without municipalities
// (`hpki-signature-1.crl`); made when asked for.
import { publicAccess } from '@shishobako/http/access';
import type { Server } from '@shishobako/http/server';
import { fromHex } from '@shishobako/kernel/bytes';
import type { Clock } from '@shishobako/kernel/clock';
import { keyIdentifier } from '@shishobako/pki/issue/build-certificate';
import { buildCrl } from '@shishobako/pki/issue/build-crl';
import { type CardUse, distributionPointName } from '@shishobako/pki/profile/jpki-names';
import { z } from 'zod';
import type { AuthorityUse } from '../../../domain/authority.ts';
import { reasonCodes } from '../../../domain/revocation-effect.ts';
import type { AuthorityStore } from '../../../ports/authority-store.ts';
import type { CertificateRegister } from '../../../ports/certificate-register.ts';
import { caProblem } from '../../../problems.ts';

type Deps = {
  readonly authorities: AuthorityStore;
  readonly register: CertificateRegister;
  readonly clock: Clock;
  readonly organisation: string;
  readonly publishReasons: boolean;
};

const DAY = 86_400_000;
const params = z.strictObject({
  partition: z
    .string()
    .regex(/^(?:(?:signature|authentication)-[12]-\d{5}|(?:hpki-(?:root|signature|authentication)|commercial-registration)-1)\.crl$/),
});

export function showCrlRoute(server: Server, { authorities, register, clock, organisation, publishReasons }: Deps): void {
  async function crlOf(partition: string): Promise<Uint8Array | undefined> {
    const [, use, generation, code] = /^([a-z-]+)-([12])(?:-(\d{5}))?\.crl$/.exec(partition) as unknown as [
      string,
      AuthorityUse,
      '1' | '2',
      string?,
    ];
    const municipality = code === undefined ? undefined : await register.findPartition(code);
    if (code !== undefined && !municipality) return undefined;
    const { id, issuer } = authorities.get(use, generation === '1' ? 1 : 2);
    const now = clock();
    const entries = (await register.listRevoked(id, code ?? null)).map((row) => {
      const reason = publishReasons && row.revokedBy ? reasonCodes[row.revokedBy] : undefined;
      return { serial: fromHex(row.serial), revokedAt: row.revokedAt ?? now, ...(reason !== undefined && { reason }) };
    });
    const distributionPoint = municipality ? { distributionPoint: distributionPointName(use as CardUse, organisation, municipality) } : {};
    const issuerKeyId = keyIdentifier(issuer.signer.spki);
    return buildCrl(
      {
        issuer: issuer.name,
        issuerKeyId,
        thisUpdate: now,
        nextUpdate: now + DAY,
        number: Math.floor(now / 1000),
        ...distributionPoint,
        entries,
      },
      issuer.signer,
    );
  }

  server.get(
    '/crl/:partition',
    {
      config: { access: publicAccess('certificate.list') },
      schema: { summary: 'Revocation list of one authority, or of one municipality under it', tags: ['status'], params },
    },
    async (request, reply) => {
      const crl = await crlOf(request.params.partition);
      if (!crl) throw caProblem({ kind: 'partition.unknown' });
      return reply.type('application/pkix-crl').header('cache-control', 'no-store').send(Buffer.from(crl));
    },
  );
}

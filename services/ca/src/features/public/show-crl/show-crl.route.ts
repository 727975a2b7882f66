// GET /crl/:partition.crl: one list per authority and municipality (`signature-2-13113.crl`), and one for each authority without municipalities
// (`hpki-signature-1.crl`); made when asked for. Lists of certificates on cards are for registered verifiers.
import { publicAccess } from '@shishobako/http/access';
import type { Server } from '@shishobako/http/server';
import { fromHex } from '@shishobako/kernel/bytes';
import type { Clock } from '@shishobako/kernel/clock';
import { keyIdentifier } from '@shishobako/pki/issue/build-certificate';
import { buildCrl } from '@shishobako/pki/issue/build-crl';
import { type CardUse, distributionPointName } from '@shishobako/pki/profile/jpki-names';
import { z } from 'zod';
import { type AuthorityUse, isCardUse } from '../../../domain/authority.ts';
import { reasonCodes } from '../../../domain/revocation-effect.ts';
import type { AuthorityStore } from '../../../ports/authority-store.ts';
import type { CertificateRegister } from '../../../ports/certificate-register.ts';
import { caProblem } from '../../../problems.ts';
import type { AdmitVerifier } from '../../verifier/admit-verifier.ts';

type Deps = {
  readonly authorities: AuthorityStore;
  readonly register: CertificateRegister;
  readonly clock: Clock;
  readonly organisation: string;
  readonly publishReasons: boolean;
  readonly admitVerifier: AdmitVerifier;
};

const DAY = 86_400_000;
const params = z.strictObject({
  partition: z
    .string()
    .regex(/^(?:(?:signature|authentication)-[12]-\d{5}|(?:hpki-(?:root|signature|authentication)|commercial-registration)-1)\.crl$/),
});

export function showCrlRoute(server: Server, deps: Deps): void {
  const { authorities, register, clock, organisation, publishReasons, admitVerifier } = deps;

  async function crlOf(partition: string, admit: (use: CardUse) => Promise<void>): Promise<Uint8Array | undefined> {
    const [, use, generation, code] = /^([a-z-]+)-([12])(?:-(\d{5}))?\.crl$/.exec(partition) as unknown as [
      string,
      AuthorityUse,
      '1' | '2',
      string?,
    ];
    if (isCardUse(use)) await admit(use);
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
      const crl = await crlOf(request.params.partition, (use) => admitVerifier(request, { operation: 'crl', use }));
      if (!crl) throw caProblem({ kind: 'partition.unknown' });
      return reply.type('application/pkix-crl').header('cache-control', 'no-store').send(Buffer.from(crl));
    },
  );
}

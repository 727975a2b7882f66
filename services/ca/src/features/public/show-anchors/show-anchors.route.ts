// GET /anchors: the authorities a trust list pins. Whoever builds one compares the fingerprints by another way.
import { CaAnchors } from '@shishobako/contracts/ca-api';
import type { AnchorPurpose } from '@shishobako/contracts/trust';
import { publicAccess } from '@shishobako/http/access';
import type { Server } from '@shishobako/http/server';
import { toBase64 } from '@shishobako/kernel/bytes';
import { rfc3339 } from '@shishobako/kernel/clock';
import type { AuthorityUse } from '../../../domain/authority.ts';
import type { AuthorityStore } from '../../../ports/authority-store.ts';

/** A root vouches for the purposes of its subordinates, which are no anchors themselves. */
const titles: Readonly<Record<AnchorPurpose, string>> = {
  signature: 'JPKI (simulated), signature',
  authentication: 'JPKI (simulated), user authentication',
  sender: 'Sender CA',
  'hpki-signature': 'HPKI (simulated), signature',
  'hpki-authentication': 'HPKI (simulated), authentication',
  'commercial-registration': 'Registrar of Kakuu Legal Affairs Bureau (simulated)',
};

const purposesOf = (use: AuthorityUse): readonly AnchorPurpose[] =>
  use === 'hpki-root' ? ['hpki-signature', 'hpki-authentication'] : [use];

export function showAnchorsRoute(server: Server, authorities: AuthorityStore, publicUrl: string): void {
  server.get(
    '/anchors',
    {
      config: { access: publicAccess('anchors.show') },
      schema: { summary: 'Authority certificates', tags: ['status'], response: { 200: CaAnchors } },
    },
    async () => ({
      ocspUrl: `${publicUrl}/ocsp`,
      anchors: authorities
        .all()
        .filter((a) => a.parent === undefined)
        .flatMap((a) =>
          purposesOf(a.use).map((purpose) => ({
            purpose,
            generation: a.generation,
            name: `${titles[purpose]}, generation ${a.generation}`,
            certificate: toBase64(a.certificate),
            validFrom: rfc3339(a.notBefore),
            validTo: rfc3339(a.notAfter),
          })),
        ),
    }),
  );
}

// GET /anchors: the authorities a trust list pins. Whoever builds one compares the fingerprints by another way.
import { CaAnchors } from '@shishobako/contracts/ca-api';
import { publicAccess } from '@shishobako/http/access';
import type { Server } from '@shishobako/http/server';
import { toBase64 } from '@shishobako/kernel/bytes';
import { rfc3339 } from '@shishobako/kernel/clock';
import type { AuthorityStore } from '../../../ports/authority-store.ts';

const titles = {
  signature: 'JPKI (simulated), signature',
  authentication: 'JPKI (simulated), user authentication',
  sender: 'Sender CA',
} as const;

export function showAnchorsRoute(server: Server, authorities: AuthorityStore, publicUrl: string): void {
  server.get(
    '/anchors',
    {
      config: { access: publicAccess('anchors.show') },
      schema: { summary: 'Authority certificates', tags: ['status'], response: { 200: CaAnchors } },
    },
    async () => ({
      ocspUrl: `${publicUrl}/ocsp`,
      anchors: authorities.all().map((a) => ({
        purpose: a.use,
        generation: a.generation,
        name: `${titles[a.use]}, generation ${a.generation}`,
        certificate: toBase64(a.certificate),
        validFrom: rfc3339(a.notBefore),
        validTo: rfc3339(a.notAfter),
      })),
    }),
  );
}

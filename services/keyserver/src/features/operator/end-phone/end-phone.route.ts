// PUT /v1/operator/phone-ends: what the municipal counter reports, by the name of the card the phone rests on; the card stays good.
import { PhoneEnded, PhoneReport } from '@shishobako/contracts/phone';
import type { CertificateName } from '@shishobako/contracts/succession';
import type { Access } from '@shishobako/http/access';
import type { Server } from '@shishobako/http/server';
import type { Phones } from '../../../ports/phones.ts';

type Deps = { phones: Pick<Phones, 'endOfCard'>; hashOf: (name: CertificateName) => Uint8Array; access: Access };

export function endPhoneOfCardRoute(server: Server, { phones, hashOf, access }: Deps): void {
  server.put(
    '/v1/operator/phone-ends',
    { config: { access }, schema: { summary: 'End the phone beside a card', body: PhoneReport, response: { 200: PhoneEnded } } },
    async ({ body }) => ({ ended: await phones.endOfCard(hashOf(body.card)) }),
  );
}

// POST /v1/device/phone-ends — by the signature of the card or of the phone itself, without a session: at once the phone opens nothing.
import { PhoneEnded, PhoneEndRequest } from '@shishobako/contracts/phone';
import { jsonSha256 } from '@shishobako/crypto/node/digest';
import { publicAccess } from '@shishobako/http/access';
import { checkPhoneEnd } from '@shishobako/http/phone-end';
import type { Server } from '@shishobako/http/server';
import type { Clock } from '@shishobako/kernel/clock';
import type { CardVerifier } from '@shishobako/pki/card/card-verifier';
import type { Phones } from '../../../ports/phones.ts';
import { problem } from '../../../problems.ts';

type Deps = { phones: Phones; verifyCard: CardVerifier; self: string; readers: readonly string[]; clock: Clock };

export function endPhoneRoute(server: Server, { phones, verifyCard, self, readers, clock }: Deps): void {
  server.post(
    '/v1/device/phone-ends',
    {
      config: { access: publicAccess('phone.end') },
      bodyLimit: 32 * 1024,
      schema: { summary: 'End my phone', body: PhoneEndRequest, response: { 200: PhoneEnded } },
    },
    async ({ body: { signed } }) => {
      const fits = checkPhoneEnd(signed.statement, { self, readers, now: clock() });
      if (!fits.ok) throw problem(fits.error);
      const signer = await verifyCard(signed);
      if (!signer.ok) throw problem(signer.error);
      const ended = await phones.endBy(signer.value.cardHash, Date.parse(signed.statement.created), jsonSha256(signed.statement));
      if (!ended.ok) throw problem(ended.error);
      return { ended: ended.value };
    },
  );
}

// POST /v1/citizen/phone-ends — by the signature of the card or of the phone itself: at once the phone signs nobody in.
import { PhoneEnded, PhoneEndRequest } from '@shishobako/contracts/phone';
import { publicAccess } from '@shishobako/http/access';
import { checkPhoneEnd } from '@shishobako/http/phone-end';
import type { Server } from '@shishobako/http/server';
import type { Clock } from '@shishobako/kernel/clock';
import type { CardVerifier } from '@shishobako/pki/card/card-verifier';
import type { Accounts } from '../../../ports/accounts.ts';
import { problem } from '../../../problems.ts';

type Deps = { accounts: Accounts; verifyCard: CardVerifier; self: string; readers: readonly string[]; clock: Clock };

export function endPhoneRoute(server: Server, { accounts, verifyCard, self, readers, clock }: Deps): void {
  server.post(
    '/v1/citizen/phone-ends',
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
      const ended = await accounts.endPhone(signer.value.cardHash, Date.parse(signed.statement.created));
      if (!ended.ok) throw problem(ended.error);
      return { ended: ended.value };
    },
  );
}

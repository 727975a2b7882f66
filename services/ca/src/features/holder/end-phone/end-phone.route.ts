// POST /v1/holder/phone-ends: the holder ends the phone, by the authentication key of the card or of the phone itself. Said twice, it has no
// second effect; said again later, it ends no phone issued since.
import { PhoneEnded, PhoneEndRequest, phoneEndLifetimeMs } from '@shishobako/contracts/phone';
import { publicAccess } from '@shishobako/http/access';
import type { Server } from '@shishobako/http/server';
import { fromBase64 } from '@shishobako/kernel/bytes';
import type { Clock } from '@shishobako/kernel/clock';
import type { PhoneRegister } from '../../../ports/phone-register.ts';
import { caProblem } from '../../../problems.ts';
import { isSigned } from '../issue-phone/issue-phone.ts';

export function endPhoneRoute(server: Server, deps: { phones: PhoneRegister; clock: Clock; publicUrl: string }): void {
  const { phones, clock, publicUrl } = deps;
  server.post(
    '/v1/holder/phone-ends',
    {
      config: { access: publicAccess('phone.end') },
      bodyLimit: 32 * 1024,
      schema: { summary: 'End the certificates of a phone', tags: ['holder'], body: PhoneEndRequest, response: { 200: PhoneEnded } },
    },
    async ({ body: { signed } }) => {
      const { audience, created } = signed.statement;
      if (!audience.includes(publicUrl)) throw caProblem({ kind: 'phone.application', detail: 'another authority' });
      if (Math.abs(clock() - Date.parse(created)) > phoneEndLifetimeMs) throw caProblem({ kind: 'phone.application', detail: 'too old' });
      if (!isSigned(signed)) throw caProblem({ kind: 'phone.application', detail: 'signature' });
      const found = await phones.findByCertificate(fromBase64(signed.certificate));
      const isOwn = found?.own.use === 'authentication' || found?.own.use === 'phone-authentication';
      if (!found || !isOwn || found.own.revokedAt !== null || found.own.notAfter < clock()) throw caProblem({ kind: 'card.unknown' });
      return { ended: await phones.endPhone(found.card.id, clock(), Date.parse(created)) };
    },
  );
}

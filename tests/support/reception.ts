// What a hospital's program holds, taken apart so that each piece can be made wrongly: certificate and client of the institution, key of the
// terminal, professionals' cards, and any card's file laid on the reader (threat 15).
import { createPrivateKey, randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { makeCardClient } from '@shishobako/card/card-client';
import type { CardState } from '@shishobako/card/card-state';
import { type PresenceOrder, provePresence } from '@shishobako/card/presence-proof';
import { makeVirtualCard } from '@shishobako/card/virtual-card';
import {
  EligibilityAnswer,
  type EligibilityOrder,
  type EligibilityQuery,
  eligibilityTyp,
  PresenceNonce,
} from '@shishobako/contracts/eligibility-api';
import type { CardPresence, TerminalBinding } from '@shishobako/contracts/presence-proof';
import { terminalTyp } from '@shishobako/contracts/presence-proof';
import { SignedStaffStatement as Signed, type SignedStaffStatement } from '@shishobako/contracts/staff-statement';
import { p256JwkToPoint } from '@shishobako/crypto/ec-point';
import { jsonSha256 } from '@shishobako/crypto/node/digest';
import { signCompact } from '@shishobako/crypto/node/jws';
import { openKeyFolder, type SigningKey, signingKeyFrom } from '@shishobako/crypto/node/key-folder';
import { HospitalConfig } from '@shishobako/hospital/config';
import { makeServiceClient, type ServiceClient } from '@shishobako/http/service-client';
import { readConfig } from '@shishobako/http/service-config';
import { toBase64url } from '@shishobako/kernel/bytes';
import { type Clock, rfc3339, systemClock } from '@shishobako/kernel/clock';
import type { AgencyId } from '@shishobako/kernel/ids';
import { newPem } from '@shishobako/testkit/new-pem';
import { importPKCS8 } from 'jose';
import { z } from 'zod';
import { callWithSecret } from '../../apps/cli/src/start/json-call.ts';
import { readCard } from './hand-made-card.ts';
import type { Inside } from './inside.ts';
import { saidTo } from './powers.ts';

export async function openReception(inside: Inside) {
  const config = await readConfig(HospitalConfig, inside.layout.config('shionagi-hospital'));
  const { trust } = config;
  const audience = config.platformUrl;
  const terminalKey = await (await openKeyFolder(inside.layout.keys('terminal'))).ensureEs256('terminal');
  const sealJwk = trust.services.find((s) => s.service === 'idp')?.keys.find((k) => k.use === 'seal')?.jwk;
  if (!sealJwk) throw new Error('the identity provider has no key to seal to');
  const sealTo = p256JwkToPoint(sealJwk);
  const sender = {
    key: createPrivateKey(await readFile(config.senderKeyFile)),
    x5c: [(await readFile(config.senderCertificateFile)).toString('base64')],
  };
  const clientPem = await readFile(config.clientKeyFile, 'utf8');
  const clientOf = async (pem: string, clientId: string, resource: string, scope: string): Promise<ServiceClient> =>
    makeServiceClient({
      issuer: config.issuer,
      clientId,
      clientKey: await importPKCS8(pem, 'ES256'),
      clientKid: signingKeyFrom(pem).kid,
      resource,
      scope,
    });
  const platform = await clientOf(clientPem, config.clientId, audience, 'agency');
  const { bridgeUrl, secret } = config.terminal;

  const reception = {
    ...{ config, audience, terminalKey, sealTo, sender, platform, clientOf, clientPem, terminal: config.terminal.id },
    async nonce(terminal = config.terminal.id): Promise<string> {
      const answer = await platform.call(PresenceNonce, 'POST', '/v1/agency/eligibility-nonces', { json: { terminal } });
      if (!answer.ok) throw new Error(saidTo(answer));
      return answer.value.nonce;
    },
    card: (id: string): Promise<CardState> => readCard(inside.layout.cards, id),
    /** As the terminal would, with anything about it changed. */
    async present(card: CardState, nonce: string, over: Partial<PresenceOrder> = {}, clock: Clock = systemClock): Promise<CardPresence> {
      const chip = makeVirtualCard(structuredClone(card), { onChange: () => {} });
      const client = makeCardClient({ transmit: async (apdu) => chip.process(apdu) });
      const order = { audience, nonce, terminal: config.terminal.id, key: terminalKey.privateKey, sealTo, ...over };
      const proof = await provePresence(client, order, clock);
      if (!proof.ok) throw new Error(proof.error.kind);
      return proof.value;
    },
    staff: (id: string, pin: string, over: object = {}): Promise<SignedStaffStatement> =>
      callWithSecret(Signed, `${bridgeUrl}/v1/terminal/professionals/${id}/statements`, secret, 'POST', {
        ...{ pin, audience, institution: 'shionagi-hospital', hours: 1 },
        ...over,
      }),
    query: (nonce: string, staff: SignedStaffStatement, over: Partial<EligibilityQuery> = {}, by = sender): string =>
      signCompact(
        { typ: eligibilityTyp, x5c: by.x5c },
        {
          ...{ v: 'epob-eligibility-v1', id: randomUUID(), institution: 'shionagi-hospital', terminal: config.terminal.id, nonce },
          ...{ servicedDate: '2026-11-26', answerKey: answerKey(), staff: jsonSha256(staff.statement), created: rfc3339(Date.now()) },
          ...over,
        },
        by.key,
      ),
    /** Registers another terminal of the hospital and gives its key. */
    async addTerminal(terminal: string): Promise<SigningKey & { binding: string }> {
      const key = signingKeyFrom(newPem());
      const { x, y } = key.jwk;
      const binding: TerminalBinding = {
        ...{ v: 'epob-terminal-v1', institution: 'shionagi-hospital' as AgencyId, terminal, key: { kty: 'EC', crv: 'P-256', x, y } },
        ...{ created: rfc3339(Date.now()), notAfter: rfc3339(Date.now() + 86_400_000) },
      };
      const json = { binding: signCompact({ typ: terminalTyp, x5c: sender.x5c }, binding, sender.key) };
      const answer = await platform.call(z.undefined(), 'POST', '/v1/agency/terminals', { json });
      if (!answer.ok) throw new Error(saidTo(answer));
      return { ...key, binding: json.binding };
    },
    /** The problem's code, or `given`. */
    ask: async (order: EligibilityOrder, by: ServiceClient = platform): Promise<string> =>
      saidTo(await by.call(EligibilityAnswer, 'POST', '/v1/agency/eligibility-queries', { json: order })).split(' ')[0] ?? '',
  };
  return reception;
}
export type Reception = Awaited<ReturnType<typeof openReception>>;

/** Nobody keeps its private half: these answers are not opened. */
const answerKey = (): string => toBase64url(p256JwkToPoint(signingKeyFrom(newPem()).jwk));

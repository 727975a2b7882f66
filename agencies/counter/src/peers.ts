// The four the counter asks: the certification authority, the card desk, and key server and identity provider about lost cards.
import { CardIssued, CardState, CertificatesIssued } from '@shishobako/contracts/ca-api';
import { CardAtCounter, NewCard } from '@shishobako/contracts/card-bridge';
import { CardHoldAnswer } from '@shishobako/contracts/keyserver-api';
import { PhoneEnded } from '@shishobako/contracts/phone';
import type { CertificateName } from '@shishobako/contracts/succession';
import { makeJsonClient } from '@shishobako/http/json-client';
import { z } from 'zod';
import type { CounterConfig } from './config.ts';

export type PeerName = 'ca' | 'bridge' | 'keyserver' | 'idp';

/** A peer said no, or nothing: the clerk reads which, and nothing of what was asked. */
export class PeerFailure extends Error {
  constructor(peer: PeerName, code: string) {
    super(`${peer}: ${code}`);
  }
}

export function makePeers(config: Pick<CounterConfig, PeerName>) {
  const clients = {
    ca: makeJsonClient(config.ca),
    bridge: makeJsonClient(config.bridge),
    keyserver: makeJsonClient(config.keyserver),
    idp: makeJsonClient(config.idp),
  };
  const asking =
    (peer: PeerName) =>
    async <T extends z.ZodType>(answer: T, method: 'GET' | 'POST' | 'PUT', path: string, body?: unknown): Promise<z.output<T>> => {
      const answered = await clients[peer].call(answer, method, path, body === undefined ? undefined : { json: body });
      if (answered.ok) return answered.value;
      const { error } = answered;
      throw new PeerFailure(peer, error.kind === 'call.problem' ? error.problem.code : error.reason);
    };
  const [ca, bridge, keyserver, idp] = [asking('ca'), asking('bridge'), asking('keyserver'), asking('idp')];
  const nothing = z.undefined();
  return {
    issue: (order: unknown) => ca(CardIssued, 'POST', '/v1/counter/cards', order),
    certify: (card: string, order: unknown) => ca(CertificatesIssued, 'POST', `/v1/counter/cards/${card}/certificates`, order),
    end: (card: string, event: string) => ca(CardState, 'POST', `/v1/counter/cards/${card}/revocations`, { event }),
    stateOf: (card: string) => ca(CardState, 'GET', `/v1/counter/cards/${card}`),
    makeCard: (order: unknown) => bridge(NewCard, 'POST', '/v1/cards', order),
    makeKeys: (slot: string) => bridge(NewCard, 'POST', `/v1/cards/${slot}/keys`),
    install: (slot: string, certificates: unknown) => bridge(nothing, 'PUT', `/v1/cards/${slot}/certificates`, certificates),
    writeHolder: (slot: string, holder: unknown) => bridge(nothing, 'PUT', `/v1/cards/${slot}/holder`, holder),
    unlock: (slot: string, unlock: unknown) => bridge(nothing, 'POST', `/v1/cards/${slot}/unlock`, unlock),
    takeAway: (slot: string) => bridge(nothing, 'POST', `/v1/cards/${slot}/remove`),
    look: (slot: string) => bridge(CardAtCounter, 'GET', `/v1/cards/${slot}`),
    endPhone: (card: string) => ca(CardState, 'POST', `/v1/counter/cards/${card}/phone-ends`),
    /** Where a lost phone is told: by its card at the keyserver, by its own certificate at the identity provider. */
    lostPhone: {
      keyserver: (card: CertificateName) => keyserver(PhoneEnded, 'PUT', '/v1/operator/phone-ends', { card }),
      idp: (phone: CertificateName) => idp(nothing, 'PUT', '/v1/operator/stopped-cards', { card: phone }),
    },
    /** Where a lost card is told, by who hears it. */
    lost: {
      keyserver: (card: CertificateName, reason: 'loss' | 'death') =>
        keyserver(CardHoldAnswer, 'PUT', '/v1/operator/card-holds', { card, reason }),
      idp: (card: CertificateName) => idp(nothing, 'PUT', '/v1/operator/stopped-cards', { card }),
    },
  };
}
export type Peers = ReturnType<typeof makePeers>;

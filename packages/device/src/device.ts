// One device: its keys, its store, and the services it talks to as the trust list names them.
import { webClientId } from '@shishobako/contracts/idp-api';
import type { ServiceName, TrustList } from '@shishobako/contracts/trust';
import { type Clock, systemClock } from '@shishobako/kernel/clock';
import * as oauth from 'oauth4webapi';
import { type DeviceKeys, ensureDeviceKeys } from './device-keys.ts';
import type { DeviceStore } from './device-store.ts';

export type Device = {
  readonly trust: TrustList;
  /** Origin of the reader this device runs in. */
  readonly reader: string;
  readonly keys: DeviceKeys;
  readonly store: DeviceStore;
  readonly fetch: typeof fetch;
  readonly clock: Clock;
  readonly lang: () => 'ja' | 'en';
  readonly client: oauth.Client;
  readonly dpop: oauth.DPoPHandle;
  readonly urls: { readonly idp: string; readonly portal: string; readonly keyserver: string };
};

export type DeviceOptions = {
  readonly trust: TrustList;
  readonly store: DeviceStore;
  readonly reader: string;
  readonly fetch?: typeof fetch;
  readonly clock?: Clock;
  readonly lang?: () => 'ja' | 'en';
};

/** Throws when the trust list does not name a service: nothing else can tell a device where it may speak. */
export function urlOf(trust: TrustList, service: ServiceName): string {
  const found = trust.services.find((s) => s.service === service);
  if (!found) throw new Error(`trust list names no ${service}`);
  return found.url;
}

export async function makeDevice(options: DeviceOptions): Promise<Device> {
  const keys = await ensureDeviceKeys(options.store);
  const client: oauth.Client = { client_id: webClientId, id_token_signed_response_alg: 'ES256', token_endpoint_auth_method: 'none' };
  const { trust } = options;
  return {
    trust,
    reader: options.reader,
    keys,
    store: options.store,
    fetch: options.fetch ?? ((input, init) => fetch(input, init)),
    clock: options.clock ?? systemClock,
    lang: options.lang ?? (() => 'ja'),
    client,
    dpop: oauth.DPoP(client, keys.dpop),
    urls: { idp: urlOf(trust, 'idp'), portal: urlOf(trust, 'portal'), keyserver: urlOf(trust, 'keyserver') },
  };
}

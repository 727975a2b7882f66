// Builds the trust list of this installation from the public halves of every service's keys and the authority's anchors.
import { createPublicKey } from 'node:crypto';
import type { CaAnchors } from '@shishobako/contracts/ca-api';
import type { KeyUse, ServiceName, TrustedService } from '@shishobako/contracts/trust';
import { TrustList } from '@shishobako/contracts/trust';
import { openKeyFolder } from '@shishobako/crypto/node/key-folder';
import { formatVerifierKey } from '@shishobako/evidence/signed-note';
import { fromBase64url } from '@shishobako/kernel/bytes';
import { rfc3339 } from '@shishobako/kernel/clock';
import type { Layout } from './layout.ts';
import { type Ports, urlOf } from './ports.ts';

const uses: Partial<Record<ServiceName, readonly KeyUse[]>> = {
  idp: ['seal'],
  platform: ['evidence', 'seal'],
  portal: ['evidence', 'decision'],
  keyserver: ['evidence', 'key-entry'],
  ca: ['succession'],
};

/** Origin line of a service's log: host and service, without scheme (C2SP tlog-checkpoint). */
export const logOrigin = (ports: Ports, service: 'platform' | 'portal' | 'keyserver'): string => `localhost:${ports[service]}/${service}`;

async function describe(
  layout: Layout,
  ports: Ports,
  service: 'idp' | 'platform' | 'portal' | 'keyserver' | 'ca' | 'concierge',
): Promise<TrustedService> {
  const url = urlOf(ports, service);
  // It keeps no keys: what it gives out is public.
  if (service === 'concierge') return { service, url, origin: null, logKey: null, keys: [] };
  const folder = await openKeyFolder(layout.keys(service));
  const keys = await Promise.all(
    (uses[service] ?? []).map(async (use) => {
      const { kid, jwk } = await folder.ensureEs256(use);
      return { kid, use, jwk };
    }),
  );
  if (service === 'idp' || service === 'ca') return { service, url, origin: null, logKey: null, keys };
  const origin = logOrigin(ports, service);
  const { x = '' } = createPublicKey(await folder.ensureEd25519('log')).export({ format: 'jwk' });
  return { service, url, origin, logKey: formatVerifierKey(origin, fromBase64url(x)), keys };
}

export async function makeTrustList(layout: Layout, ports: Ports, anchors: CaAnchors): Promise<TrustList> {
  const services = await Promise.all(
    (['ca', 'idp', 'platform', 'portal', 'keyserver', 'concierge'] as const).map((name) => describe(layout, ports, name)),
  );
  return TrustList.parse({
    v: 'epob-trust-v1',
    operator: { ja: 'この機械の中の見本（架空の青嶺県）', en: 'Demo on this machine (fictional Aomine Prefecture)' },
    created: rfc3339(Date.now()),
    joined: true,
    readers: [urlOf(ports, 'web')],
    anchors: anchors.anchors.map(({ generation: _generation, ...anchor }) => anchor),
    services,
    ocspUrl: anchors.ocspUrl,
  });
}

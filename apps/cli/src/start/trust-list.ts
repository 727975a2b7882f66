// Builds the trust list of this installation from the public halves of every service's keys and the authority's anchors.
import { createPublicKey } from 'node:crypto';
import type { CaAnchors } from '@shishobako/contracts/ca-api';
import type { AnchorPurpose, KeyUse, ServiceName, TrustedService } from '@shishobako/contracts/trust';
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

const operator = { ja: 'この機械の中の見本（架空の青嶺県）', en: 'Demo on this machine (fictional Aomine Prefecture)' };

/** What the accreditation of a real authority rests on; every one here is simulated. */
const bases: Readonly<Record<AnchorPurpose, string>> = {
  authentication: '公的個人認証法 第3章（模擬）',
  signature: '公的個人認証法 第2章（模擬）',
  sender: '私書箱の送り主の登録（模擬）',
  'hpki-signature': '保健医療福祉分野PKI認証局 署名用証明書ポリシ（模擬）',
  'hpki-authentication': '保健医療福祉分野PKI認証局 認証用（人）証明書ポリシ（模擬）',
  'commercial-registration': '商業登記に基づく電子認証制度（模擬）',
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
    operator,
    created: rfc3339(Date.now()),
    joined: true,
    readers: [urlOf(ports, 'web')],
    anchors: anchors.anchors.map(({ generation: _generation, ...anchor }) => ({
      ...anchor,
      accreditation: { by: operator, basis: bases[anchor.purpose], from: anchor.validFrom, to: null },
    })),
    services,
    ocspUrl: anchors.ocspUrl,
  });
}

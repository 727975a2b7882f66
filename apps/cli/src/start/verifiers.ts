// Registers at the authority who may ask about certificates on cards (JPK-18): identity provider and keyserver about authentication, agencies that
// take applications about signatures. A registration said again changes no state: who was suspended stays so over a restart.
import type { AgencyProfile } from '@shishobako/agency-sdk/agency-profile';
import type { Bilingual } from '@shishobako/contracts/primitives';
import { type VerifierRegistration, Verifiers } from '@shishobako/contracts/verifier';
import { openKeyFolder, type SigningKey } from '@shishobako/crypto/node/key-folder';
import type { AgencyFiles } from './agency-files.ts';
import { callWithSecret } from './json-call.ts';
import type { Layout } from './layout.ts';

/** The fiction begins here. */
const from = '2026-01-01T00:00:00.000Z';

const platformOperators: Readonly<Record<'idp' | 'keyserver', Bilingual>> = {
  idp: { ja: '私書箱 本人確認（架空の認定事業者）', en: 'Shishobako identity provider (fictional approved firm)' },
  keyserver: { ja: '私書箱 鍵サーバ（架空の認定事業者）', en: 'Shishobako key server (fictional approved firm)' },
};

const keyOf = ({ kid, jwk: { kty, crv, x, y } }: SigningKey): VerifierRegistration['key'] => ({ kty, crv, x, y, kid });

export async function ensureVerifiers(
  layout: Layout,
  agencies: readonly AgencyProfile[],
  files: ReadonlyMap<string, AgencyFiles>,
  ca: { readonly url: string; readonly secret: string },
): Promise<void> {
  const url = `${ca.url}/v1/counter/verifiers`;
  const { verifiers } = await callWithSecret(Verifiers, url, ca.secret, 'GET');
  const ended = new Set(verifiers.filter(({ state }) => state === 'ended').map(({ id }) => id));
  const register = async (id: string, registration: VerifierRegistration): Promise<void> => {
    if (!ended.has(id)) await callWithSecret(Verifiers, `${url}/${id}`, ca.secret, 'PUT', registration);
  };
  for (const [id, name] of Object.entries(platformOperators)) {
    const key = await (await openKeyFolder(layout.keys(id))).ensureEs256('verifier');
    await register(id, {
      ...{ name, kind: 'approved-firm', basis: '公的個人認証法 第36条第1項（主務大臣の認定、模擬）' },
      ...{ operations: ['ocsp', 'succession'], uses: ['authentication'], from, to: null, key: keyOf(key) },
    });
  }
  for (const { id, name, forms } of agencies) {
    const key = files.get(id)?.verifier;
    if (!key || forms.length === 0) continue;
    await register(id, {
      ...{ name, kind: 'agency', basis: '公的個人認証法 第17条第1項（届出、模擬）' },
      ...{ operations: ['ocsp'], uses: ['signature'], from, to: null, key: keyOf(key) },
    });
  }
}

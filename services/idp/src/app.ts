// The identity provider put together: the only file that knows every part.
import type { ServiceName, TrustList } from '@shishobako/contracts/trust';
import { openKeyFolder } from '@shishobako/crypto/node/key-folder';
import { sealKeyFrom } from '@shishobako/crypto/node/seal-key';
import { openVerifier } from '@shishobako/crypto/node/sign-verifier-request';
import { migrate } from '@shishobako/database/migrate';
import { makeDatabase } from '@shishobako/database/pool';
import { makeMemoryReplayStore } from '@shishobako/http/dpop';
import { makeSecretAccess } from '@shishobako/http/secret-access';
import { listen, makeServer } from '@shishobako/http/server';
import type { Running } from '@shishobako/http/service-config';
import { makeTokenAccess } from '@shishobako/http/token-access';
import { type Clock, systemClock } from '@shishobako/kernel/clock';
import { makeCardCertificateCheck, makeCardVerifier } from '@shishobako/pki/card/card-verifier';
import { cardHashOf } from '@shishobako/pki/card/certificate-name';
import { makeOcspClient } from '@shishobako/pki/revocation/ocsp-client';
import { sql } from 'kysely';
import { makeAccounts } from './adapters/accounts.repo.ts';
import type { IdpTables } from './adapters/schema.ts';
import { makeTerminalCheck } from './adapters/terminal-check.ts';
import type { IdpConfig } from './config.ts';
import { endPhoneRoute } from './features/citizen/end-phone/end-phone.route.ts';
import { joinPhoneRoute } from './features/citizen/join-phone/join-phone.route.ts';
import { readInteractionRoute } from './features/citizen/read-interaction/read-interaction.route.ts';
import { signInByCardRoute } from './features/citizen/sign-in-by-card/sign-in-by-card.route.ts';
import { makeSignInByCard } from './features/citizen/sign-in-by-card/sign-in-by-card.ts';
import { identifyPresenceRoute } from './features/internal/identify-presence/identify-presence.route.ts';
import { makeIdentifyPresence } from './features/internal/identify-presence/identify-presence.ts';
import { stopCardRoute } from './features/operator/stop-card/stop-card.route.ts';
import { clientNameOf } from './provider/clients.ts';
import { makeInteractions } from './provider/interactions.ts';
import { makeProvider } from './provider/make-provider.ts';
import { mountProvider } from './provider/mount-provider.ts';
import { makeOidcStore } from './provider/oidc-store.repo.ts';
import { makePairwiseSubjects } from './provider/subjects.ts';

const urlOf = (trust: TrustList, name: ServiceName): string | undefined => trust.services.find((s) => s.service === name)?.url;
const sweepMs = 5 * 60 * 1000;

export async function startIdp(config: IdpConfig, { clock = systemClock }: { clock?: Clock } = {}): Promise<Running> {
  await migrate(config.database, [{ name: 'idp', folder: new URL('../migrations/', import.meta.url) }]);
  const db = makeDatabase<IdpTables>({ url: config.database.appUrl, applicationName: 'idp' });
  const keys = await openKeyFolder(config.keysDir);
  const accounts = makeAccounts(db, clock);
  const store = makeOidcStore(db, clock);
  const cardSecret = await keys.ensureSecret('card-hash', 32);
  const checkCard = makeCardCertificateCheck({
    ...{ trust: config.trust, clock, secret: cardSecret },
    verifier: await openVerifier(config.verifier, keys, clock),
  });
  const verifyCard = makeCardVerifier(checkCard);
  const subjectOf = makePairwiseSubjects(await keys.ensureSecret('pairwise', 32));
  const provider = await makeProvider({ config, keys, store, subjectOf, accounts });
  const interactions = makeInteractions(provider, clock);
  const [reader] = config.trust.readers;
  if (!reader) throw new Error('the trust list names no reader');

  const server = await makeServer({
    name: 'idp',
    description: 'Identity provider: OpenID Connect (PAR, PKCE, DPoP) and the card sign-in interaction.',
    listen: { ...config, allowedOrigins: [...new Set([...config.allowedOrigins, ...config.trust.readers])] },
    healthy: async () => (await sql`select 1`.execute(db)).rows.length === 1,
  });
  provider.on('server_error', (_ctx, error) => server.log.error({ err: error }, 'OpenID request failed'));
  await mountProvider(server, provider);
  readInteractionRoute(server, { interactions, accounts, reader, clientName: (id) => clientNameOf(config, id) });
  const signInByCard = makeSignInByCard({ accounts, verifyCard, self: config.publicUrl, readers: config.trust.readers });
  signInByCardRoute(server, { interactions, signInByCard });
  if (config.counterSecret) {
    const access = makeSecretAccess(config.counterSecret)('card.stop');
    stopCardRoute(server, { accounts, hashOf: (name) => cardHashOf(cardSecret, name), access });
  }
  const phone = { accounts, self: config.publicUrl, readers: config.trust.readers };
  joinPhoneRoute(server, { ...phone, checkCard });
  endPhoneRoute(server, { ...phone, verifyCard, clock });
  const audience = urlOf(config.trust, 'platform');
  if (audience) {
    const access = makeTokenAccess({ issuer: config.issuer, publicUrl: config.publicUrl, clock, replay: makeMemoryReplayStore(clock) });
    const revocation = makeOcspClient({ url: config.trust.ocspUrl, clock });
    identifyPresenceRoute(server, {
      access: access('presence.identify', { scope: 'internal' }),
      caller: config.platformClientId,
      identify: makeIdentifyPresence({
        ...{ accounts, checkCard, clock, audience },
        checkTerminal: makeTerminalCheck({ trust: config.trust, revocation, clock }),
        sealKey: sealKeyFrom(await keys.ensureEs256('seal')),
        subjectOf: (account) => subjectOf(audience, account),
      }),
    });
  }

  const sweep = setInterval(() => {
    Promise.all([accounts.sweep(), store.sweep()]).catch((error) => server.log.warn({ err: error }, 'could not clear what has expired'));
  }, sweepMs);
  sweep.unref();
  return listen(server, config, [async () => clearInterval(sweep), () => db.destroy()]);
}

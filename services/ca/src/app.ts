// The certification authority: composes the counter, the status services and the anchors. The only place that knows the adapters.

import { openKeyFolder } from '@shishobako/crypto/node/key-folder';
import { migrate } from '@shishobako/database/migrate';
import { makeDatabase } from '@shishobako/database/pool';
import { makeSecretAccess } from '@shishobako/http/secret-access';
import { listen, makeServer } from '@shishobako/http/server';
import type { Running } from '@shishobako/http/service-config';
import { type Clock, systemClock } from '@shishobako/kernel/clock';
import { sql } from 'kysely';
import { openAuthorityFiles } from './adapters/authority-files.ts';
import { type CaTables, makeCertificateRegister } from './adapters/certificate-register.repo.ts';
import { makeHolderRegister } from './adapters/holder-register.repo.ts';
import { makePhonePolicy } from './adapters/phone-policy.ts';
import { makePhoneRegister } from './adapters/phone-register.repo.ts';
import { makeVerifierRegister } from './adapters/verifier-register.repo.ts';
import type { CaConfig } from './config.ts';
import { endPhoneRoute } from './features/holder/end-phone/end-phone.route.ts';
import { issuePhoneRoutes } from './features/holder/issue-phone/issue-phone.route.ts';
import { makeIssuePhone } from './features/holder/issue-phone/issue-phone.ts';
import { addCertificatesRoute, issueCardRoute } from './features/operator/issue-card/issue-card.route.ts';
import { makeAddCertificates, makeIssueCard } from './features/operator/issue-card/issue-card.ts';
import { issueOfficerRoute } from './features/operator/issue-officer/issue-officer.route.ts';
import { issueOrganisationRoute } from './features/operator/issue-organisation/issue-organisation.route.ts';
import { issueProfessionalRoute } from './features/operator/issue-professional/issue-professional.route.ts';
import { registerVerifierRoutes } from './features/operator/register-verifier/register-verifier.route.ts';
import { revokeCardRoutes } from './features/operator/revoke-card/revoke-card.route.ts';
import { revokeHolderRoutes } from './features/operator/revoke-holder/revoke-holder.route.ts';
import { answerOcspRoute } from './features/public/answer-ocsp/answer-ocsp.route.ts';
import { makeAnswerOcsp } from './features/public/answer-ocsp/answer-ocsp.ts';
import { showAnchorsRoute } from './features/public/show-anchors/show-anchors.route.ts';
import { showCrlRoute } from './features/public/show-crl/show-crl.route.ts';
import { stampTimeRoutes } from './features/public/stamp-time/stamp-time.route.ts';
import { makeAdmitVerifier } from './features/verifier/admit-verifier.ts';
import { showPhoneRoute } from './features/verifier/show-phone/show-phone.route.ts';
import { showSuccessionRoute } from './features/verifier/show-succession/show-succession.route.ts';

const migrations = new URL('../migrations/', import.meta.url);

export async function startCa(config: CaConfig, clock: Clock = systemClock): Promise<Running> {
  const { organisation, publishReasons } = config;
  const [authorities] = await Promise.all([
    openAuthorityFiles({ keysDir: config.keysDir, organisation, clock }),
    migrate(config.database, [{ name: 'ca', folder: migrations }]),
  ]);
  const db = makeDatabase<CaTables>({ url: config.database.appUrl, applicationName: 'ca' });
  const register = makeCertificateRegister(db);
  const holders = makeHolderRegister(db);
  const verifiers = makeVerifierRegister(db);
  const phones = makePhoneRegister(db, register, clock);
  const server = await makeServer({
    name: 'ca',
    description: 'Simulated certification authority (J-LIS in real life): issues, revokes, answers for certificates. For trying only.',
    listen: config,
    healthy: () =>
      sql`select 1`.execute(db).then(
        () => true,
        () => false,
      ),
  });
  const operator = makeSecretAccess(config.operatorToken);
  const deps = { authorities, register, clock, organisation, publishReasons };
  issueCardRoute(server, operator('card.issue'), makeIssueCard(deps));
  addCertificatesRoute(server, operator('card.certify'), makeAddCertificates(deps));
  revokeCardRoutes(server, { revoke: operator('card.revoke'), show: operator('card.show') }, { ...deps, phones });
  issueOrganisationRoute(server, operator('organisation.issue'), deps);
  issueProfessionalRoute(server, operator('professional.issue'), { ...deps, holders });
  issueOfficerRoute(server, operator('officer.issue'), { ...deps, holders });
  revokeHolderRoutes(server, operator('holder.revoke'), { holders, clock });
  registerVerifierRoutes(server, { register: operator('verifier.register'), list: operator('verifier.list') }, { verifiers, clock });
  const admitVerifier = makeAdmitVerifier({ verifiers, publicUrl: config.publicUrl, clock });
  const key = await (await openKeyFolder(config.keysDir)).ensureEs256('succession');
  showSuccessionRoute(server, { register, key, clock, admitVerifier });
  showPhoneRoute(server, { phones, key, clock, admitVerifier });
  issuePhoneRoutes(server, phones, makeIssuePhone({ ...deps, phones, policy: makePhonePolicy(), publicUrl: config.publicUrl }));
  endPhoneRoute(server, { phones, clock, publicUrl: config.publicUrl });
  answerOcspRoute(server, makeAnswerOcsp(deps), admitVerifier);
  showCrlRoute(server, { ...deps, admitVerifier });
  stampTimeRoutes(server, { unit: authorities.timeStampUnit, clock });
  showAnchorsRoute(server, authorities, config.publicUrl);
  return listen(server, config, [() => db.destroy()]);
}

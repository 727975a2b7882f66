// An agency's credentials: a key for signing letters with its certificate, one for its systems' sign-in, one as a registered verifier.
import { createPublicKey } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { AgencyProfile } from '@shishobako/agency-sdk/agency-profile';
import { OrganisationIssued } from '@shishobako/contracts/ca-api';
import { openKeyFolder, type SigningKey } from '@shishobako/crypto/node/key-folder';
import { callWithSecret } from './json-call.ts';
import type { Layout } from './layout.ts';

export type AgencyFiles = {
  readonly client: SigningKey;
  readonly verifier: SigningKey;
  readonly verifierKeyFile: string;
  readonly clientKeyFile: string;
  readonly senderKeyFile: string;
  readonly senderCertificateFile: string;
  readonly invitationSecretFile: string;
};

/** Asks the authority for a sender certificate when there is none yet. */
export async function ensureAgencyFiles(layout: Layout, profile: AgencyProfile, ca: { url: string; secret: string }): Promise<AgencyFiles> {
  const dir = join(layout.agency(profile.id), 'keys');
  const folder = await openKeyFolder(dir);
  const [client, sender, verifier] = await Promise.all([
    folder.ensureEs256('client'),
    folder.ensureEs256('sender'),
    folder.ensureEs256('verifier'),
    folder.ensureSecret('invitation', 32),
  ]);
  const senderCertificateFile = join(dir, 'sender.cer');
  const known = await readFile(senderCertificateFile).catch(() => undefined);
  if (!known) {
    const publicKey = createPublicKey(sender.privateKey).export({ type: 'spki', format: 'der' }).toString('base64');
    const { id, name, corporateNumber } = profile;
    const request = { agencyId: id, name, corporateNumber, publicKey };
    const issued = await callWithSecret(OrganisationIssued, `${ca.url}/v1/counter/organisations`, ca.secret, 'POST', request);
    await writeFile(senderCertificateFile, Buffer.from(issued.certificate, 'base64'), { mode: 0o600 });
  }
  return {
    ...{ client, verifier, clientKeyFile: join(dir, 'client.pem'), senderKeyFile: join(dir, 'sender.pem'), senderCertificateFile },
    ...{ verifierKeyFile: join(dir, 'verifier.pem'), invitationSecretFile: join(dir, 'invitation.key') },
  };
}

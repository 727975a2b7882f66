// Issues the two certificates of a card: authentication always, signing from 15 years of age (fact sheet §§2, 3).
import { randomUUID } from 'node:crypto';
import type { CardIssued, CardIssueRequest, CertificateOrder, CertificatesIssued, HolderAttributes } from '@shishobako/contracts/ca-api';
import { fromHex, toBase64 } from '@shishobako/kernel/bytes';
import { type Clock, japanDay, rfc3339 } from '@shishobako/kernel/clock';
import { err, ok, type Result } from '@shishobako/kernel/result';
import type { FourAttributes } from '@shishobako/pki/profile/four-attributes';
import { buildAuthenticationCertificate, buildSignatureCertificate } from '@shishobako/pki/profile/jpki';
import type { CardUse, Municipality } from '@shishobako/pki/profile/jpki-names';
import { ageAt, cardCertificateEnd } from '@shishobako/pki/profile/jpki-validity';
import { type Authority, cardGeneration } from '../../../domain/authority.ts';
import { checkPublicKey, type KeyRefused } from '../../../domain/check-public-key.ts';
import { authenticationIssueId, signatureIssueId } from '../../../domain/issue-id.ts';
import type { AuthorityStore } from '../../../ports/authority-store.ts';
import type { CertificateRegister, RegisteredCertificate } from '../../../ports/certificate-register.ts';

export type IssueDeps = {
  readonly authorities: AuthorityStore;
  readonly register: CertificateRegister;
  readonly clock: Clock;
  readonly organisation: string;
};

export type IssueCardError =
  | KeyRefused
  | { readonly kind: 'attributes.refused'; readonly detail: string }
  | { readonly kind: 'card.unknown' }
  | { readonly kind: 'card.ended' };

const SIGNING_AGE = 15;

function attributesFor(h: HolderAttributes, today: string): Result<FourAttributes, IssueCardError> {
  const nameSubstitutes = h.substituteName ?? '0'.repeat([...h.name].length);
  const addressSubstitutes = h.substituteAddress ?? '0'.repeat([...h.address].length);
  if (nameSubstitutes.length !== [...h.name].length)
    return err({ kind: 'attributes.refused', detail: 'substituteName: one digit per character of name' });
  if (addressSubstitutes.length !== [...h.address].length) {
    return err({ kind: 'attributes.refused', detail: 'substituteAddress: one digit per character of address' });
  }
  if (h.dateOfBirth > today) return err({ kind: 'attributes.refused', detail: 'dateOfBirth: in the future' });
  return ok({ name: h.name, nameSubstitutes, sex: h.sex, dateOfBirth: h.dateOfBirth, address: h.address, addressSubstitutes });
}

type Order = {
  readonly attributes: HolderAttributes;
  readonly publicKeys: { readonly authentication?: string | undefined; readonly signature?: string | undefined };
  readonly generation?: 'current' | 'previous' | undefined;
};
type Draft = { readonly use: CardUse; readonly spki: Uint8Array; readonly attributes: FourAttributes; readonly municipality: Municipality };
type Made = { readonly at: number; readonly municipality: string; readonly certificates: readonly RegisteredCertificate[] };

/** Makes certificates for the keys that may have one; nothing is recorded yet. */
function makeCertify({ authorities, register, clock, organisation }: IssueDeps) {
  async function issue(authority: Authority, at: number, { use, spki, attributes, municipality }: Draft): Promise<RegisteredCertificate> {
    const serial = await register.nextSerial();
    const notAfter = Math.min(cardCertificateEnd(at, attributes.dateOfBirth), authority.notAfter);
    const common = { serial: fromHex(serial), notBefore: at, notAfter, organisation, municipality, spki };
    const der =
      use === 'signature'
        ? buildSignatureCertificate({ ...common, issueId: signatureIssueId(at), attributes }, authority.issuer)
        : buildAuthenticationCertificate({ ...common, issueId: authenticationIssueId(municipality.code) }, authority.issuer);
    return { authority: authority.id, serial, use, der, notAfter, municipality: municipality.code, agency: null };
  }

  return async function certify({ attributes: holder, publicKeys, generation }: Order): Promise<Result<Made, IssueCardError>> {
    const at = Math.floor(clock() / 1000) * 1000;
    const attributes = attributesFor(holder, japanDay(at));
    if (!attributes.ok) return attributes;
    const keys: { use: CardUse; spki: Uint8Array }[] = [];
    for (const use of ['authentication', 'signature'] as const) {
      const given = publicKeys[use];
      if (given === undefined || (use === 'signature' && ageAt(at, holder.dateOfBirth) < SIGNING_AGE)) continue;
      const key = checkPublicKey(given, 'card');
      if (!key.ok) return key;
      keys.push({ use, spki: key.value });
    }
    const { municipalityCode, prefecture, municipality: name } = holder;
    const municipality = await register.getPartition({ code: municipalityCode.slice(0, 5), prefecture, name });
    const certificates: RegisteredCertificate[] = [];
    for (const { use, spki } of keys) {
      const authority = authorities.get(use, cardGeneration(generation));
      certificates.push(await issue(authority, at, { use, spki, attributes: attributes.value, municipality }));
    }
    return ok({ at, municipality: municipality.code, certificates });
  };
}

function answerFor({ authorities }: IssueDeps, certificates: readonly RegisteredCertificate[], generation?: Order['generation']) {
  const written = (use: CardUse) => {
    const c = certificates.find((made) => made.use === use);
    const ca = toBase64(authorities.get(use, cardGeneration(generation)).certificate);
    return c && { serial: c.serial, certificate: toBase64(c.der), ca, notAfter: rfc3339(c.notAfter) };
  };
  return { authentication: written('authentication'), signature: written('signature') };
}

export function makeIssueCard(deps: IssueDeps) {
  const certify = makeCertify(deps);
  return async function issueCard(request: CardIssueRequest): Promise<Result<CardIssued, IssueCardError>> {
    const { replaces = null, generation } = request;
    if (replaces && !(await deps.register.findCard(replaces))) return err({ kind: 'card.unknown' });
    const made = await certify(request);
    if (!made.ok) return made;
    const cardId = randomUUID();
    await deps.register.addCard({ id: cardId, replaces, ...made.value });
    const { authentication, signature } = answerFor(deps, made.value.certificates, generation);
    if (!authentication) throw new Error('a card without an authentication certificate');
    return ok({ cardId, authentication, ...(signature && { signature }) });
  };
}

/** New certificates on a card that stands: renewal, or a signing certificate after a move (fact sheet §9). */
export function makeAddCertificates(deps: IssueDeps) {
  const certify = makeCertify(deps);
  return async function addCertificates(id: string, order: CertificateOrder): Promise<Result<CertificatesIssued, IssueCardError>> {
    const card = await deps.register.findCard(id);
    if (!card) return err({ kind: 'card.unknown' });
    if (card.ended) return err({ kind: 'card.ended' });
    const made = await certify(order);
    if (!made.ok) return made;
    const { certificates, at } = made.value;
    if (certificates.length === 0) return err({ kind: 'attributes.refused', detail: 'publicKeys: none that may have a certificate' });
    if (!(await deps.register.addToCard(card.id, certificates, at))) return err({ kind: 'card.ended' });
    const { authentication, signature } = answerFor(deps, certificates);
    return ok({ cardId: card.id, ...(authentication && { authentication }), ...(signature && { signature }) });
  };
}

// Issues the two certificates of a card: authentication always, signing from 15 years of age (fact sheet §§2, 3).
import { randomUUID } from 'node:crypto';
import type { CardIssued, CardIssueRequest, HolderAttributes } from '@shishobako/contracts/ca-api';
import { fromHex, toBase64 } from '@shishobako/kernel/bytes';
import { type Clock, rfc3339 } from '@shishobako/kernel/clock';
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
  | { readonly kind: 'card.unknown' };

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

type Draft = { readonly spki: Uint8Array; readonly attributes: FourAttributes; readonly municipality: Municipality; readonly at: number };

export function makeIssueCard({ authorities, register, clock, organisation }: IssueDeps) {
  async function issue(use: CardUse, authority: Authority, { spki, attributes, municipality, at }: Draft): Promise<RegisteredCertificate> {
    const serial = await register.nextSerial();
    const notAfter = Math.min(cardCertificateEnd(at, attributes.dateOfBirth), authority.notAfter);
    const common = { serial: fromHex(serial), notBefore: at, notAfter, organisation, municipality, spki };
    const der =
      use === 'signature'
        ? buildSignatureCertificate({ ...common, issueId: signatureIssueId(at), attributes }, authority.issuer)
        : buildAuthenticationCertificate({ ...common, issueId: authenticationIssueId(municipality.code) }, authority.issuer);
    return { authority: authority.id, serial, use, der, notAfter, municipality: municipality.code, agency: null };
  }

  return async function issueCard(request: CardIssueRequest): Promise<Result<CardIssued, IssueCardError>> {
    const at = Math.floor(clock() / 1000) * 1000;
    const { municipalityCode, prefecture, municipality: name } = request.attributes;
    const attributes = attributesFor(request.attributes, rfc3339(at).slice(0, 10));
    if (!attributes.ok) return attributes;
    const authenticationKey = checkPublicKey(request.publicKeys.authentication, 'card');
    if (!authenticationKey.ok) return authenticationKey;
    const mayHoldSignature = request.publicKeys.signature !== undefined && ageAt(at, request.attributes.dateOfBirth) >= SIGNING_AGE;
    const signatureKey =
      mayHoldSignature && request.publicKeys.signature ? checkPublicKey(request.publicKeys.signature, 'card') : undefined;
    if (signatureKey && !signatureKey.ok) return signatureKey;
    if (request.replaces && !(await register.findCard(request.replaces))) return err({ kind: 'card.unknown' });

    const generation = cardGeneration(request.generation);
    const municipality = await register.getPartition({ code: municipalityCode.slice(0, 5), prefecture, name });
    const draft = { attributes: attributes.value, municipality, at };
    const authentication = await issue('authentication', authorities.get('authentication', generation), {
      ...draft,
      spki: authenticationKey.value,
    });
    const signature =
      signatureKey && (await issue('signature', authorities.get('signature', generation), { ...draft, spki: signatureKey.value }));
    const cardId = randomUUID();
    const certificates = signature ? [authentication, signature] : [authentication];
    await register.addCard({ id: cardId, municipality: municipality.code, replaces: request.replaces ?? null, at, certificates });

    const written = (c: RegisteredCertificate, use: CardUse) => ({
      serial: c.serial,
      certificate: toBase64(c.der),
      ca: toBase64(authorities.get(use, generation).certificate),
      notAfter: rfc3339(c.notAfter),
    });
    return ok({
      cardId,
      authentication: written(authentication, 'authentication'),
      ...(signature && { signature: written(signature, 'signature') }),
    });
  };
}

// Makes the proof of an application at the moment it is taken: the status of the certificate is asked, the signature stamped. Later both would be
// too late, so whoever cannot get them now tries again soon.
import type { ApplicationProof } from '@shishobako/contracts/application-proof';
import type { TrustList } from '@shishobako/contracts/trust';
import type { AuthorizeQuestion } from '@shishobako/contracts/verifier';
import { fromBase64, fromBase64url, toBase64 } from '@shishobako/kernel/bytes';
import type { Clock } from '@shishobako/kernel/clock';
import { ok, type Result } from '@shishobako/kernel/result';
import { type CollectError, collectValues } from '@shishobako/pki/longterm/collect-values';
import { makeOcspClient } from '@shishobako/pki/revocation/ocsp-client';
import { askTimeStamp, type StampError } from '@shishobako/pki/timestamp/ask-time-stamp';
import { readCertificate } from '@shishobako/pki/x509/certificate';
import { anchorsAt } from './anchors-at.ts';

export type Provable = Pick<ApplicationProof, 'header' | 'submission' | 'document' | 'signed'>;
export type ProofError = CollectError | StampError;

type Sources = {
  readonly trust: TrustList;
  readonly tsaUrl: string;
  readonly clock: Clock;
  /** Of a registered verifier; undefined: the authority says nothing about cards, and no proof can be made. */
  readonly authorize?: AuthorizeQuestion | undefined;
};

export type ProofKeeper = (provable: Provable) => Promise<Result<ApplicationProof, ProofError>>;

/** What it is given was checked before (`makeApplicationCheck`). `tsaUrl`: RFC 3161 over HTTP. */
export function makeProofKeeper({ trust, tsaUrl, clock, authorize }: Sources): ProofKeeper {
  const revocation = makeOcspClient({ url: trust.ocspUrl, clock, ...(authorize && { authorize }) });
  return async (provable) => {
    const { signed } = provable;
    const now = clock();
    const stamped = await askTimeStamp({ url: tsaUrl, anchors: anchorsAt(trust, 'sender', now), clock }, fromBase64url(signed.signature));
    if (!stamped.ok) return stamped;
    const values = await collectValues({
      certificate: readCertificate(fromBase64(signed.certificate)),
      purpose: 'signature',
      intermediates: [],
      anchors: anchorsAt(trust, 'signature', now),
      revocation,
      time: clock(),
    });
    if (!values.ok) return values;
    const { certificates, ocspResponses, crls } = values.value;
    return ok({
      v: 'epob-application-proof-v1',
      ...provable,
      stamp: toBase64(stamped.value),
      certificates: certificates.map(toBase64),
      ocspResponses: ocspResponses.map(toBase64),
      crls: crls.map(toBase64),
    });
  };
}

// A professional's or officer's certificate as the counter hands it out, with the authorities above it.
import type { HolderCertificate } from '@shishobako/contracts/ca-holder-api';
import { toBase64 } from '@shishobako/kernel/bytes';
import { rfc3339 } from '@shishobako/kernel/clock';
import type { AuthorityUse } from '../../domain/authority.ts';
import type { AuthorityStore } from '../../ports/authority-store.ts';
import type { RegisteredCertificate } from '../../ports/certificate-register.ts';

export function holderCertificate({ serial, der, notAfter, use }: RegisteredCertificate, authorities: AuthorityStore): HolderCertificate {
  const issuing = authorities.get(use as AuthorityUse, 1);
  const root = issuing.parent && authorities.get(issuing.parent, 1);
  return {
    serial,
    certificate: toBase64(der),
    ca: toBase64(issuing.certificate),
    notAfter: rfc3339(notAfter),
    chain: [...(root ? [root.certificate] : []), issuing.certificate].map(toBase64),
  };
}

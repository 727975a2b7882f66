// Validates one candidate path from an anchor down to the target (RFC 5280 §6.1), without revocation.
import { DerError } from '../der/read.ts';
import { oids } from '../oids.ts';
import type { Certificate } from '../x509/certificate.ts';
import {
  basicConstraints,
  certificatePolicies,
  extendedKeyUsage,
  inhibitAnyPolicy,
  keyUsage,
  nameConstraints,
  policyConstraints,
  policyMappings,
  type Subtrees,
  subjectAltName,
  understoodExtensions,
} from '../x509/extensions.ts';
import { isEmptyName, sameName } from '../x509/name.ts';
import { isWeakKey } from '../x509/weak-key.ts';
import { isUsableConstraint, NameBudget, nameFault } from './name-constraints.ts';
import { type PeerName, speaksFor } from './peer-name.ts';
import { PolicyGraph } from './policy-graph.ts';
import { breaksWebProfile } from './web-profile.ts';

export type PathPurpose = 'any' | 'serverAuth' | 'clientAuth' | 'signature' | 'authentication' | 'crlSign' | 'timeStamping' | 'ocspSigning';

export type PathFault =
  | 'expired'
  | 'not-yet-valid'
  | 'unknown-critical-extension'
  | 'not-an-authority'
  | 'key-usage'
  | 'extended-key-usage'
  | 'path-too-long'
  | 'name-constraints'
  | 'name-mismatch'
  | 'policy'
  | 'profile'
  | 'algorithm'
  | 'malformed'
  | 'limit';

export type PathRules = {
  readonly time: number;
  readonly purpose: PathPurpose;
  readonly peerNames: readonly PeerName[];
  readonly initialPolicies: ReadonlySet<string>;
  readonly explicitPolicy: boolean;
  readonly mappingInhibit: boolean;
  readonly anyPolicyInhibit: boolean;
  readonly maxDepth: number | undefined;
};

export type PathOutcome = { readonly fault: PathFault; readonly at: number } | { readonly policies: ReadonlySet<string> };

export const isSelfIssued = (c: Certificate): boolean => sameName(c.issuer, c.subject);

const extendedFor: Partial<Record<PathPurpose, string>> = {
  serverAuth: oids.serverAuth,
  clientAuth: oids.clientAuth,
  authentication: oids.clientAuth,
  timeStamping: oids.timeStamping,
  ocspSigning: oids.ocspSigning,
};

/** Whether an extendedKeyUsage, where present, allows the purpose; time stamping and OCSP signing must be named (RFC 3161 §2.3, RFC 6960 §4.2.2.2). */
function allowsExtended(c: Certificate, purpose: PathPurpose): boolean {
  const wanted = extendedFor[purpose];
  if (wanted === undefined) return true;
  const usages = extendedKeyUsage(c);
  const exact = purpose === 'timeStamping' || purpose === 'ocspSigning';
  if (usages === undefined) return !exact;
  return usages.includes(wanted) || (!exact && usages.includes(oids.anyExtendedKeyUsage));
}

function allowsUse(c: Certificate, purpose: PathPurpose): boolean {
  const uses = keyUsage(c);
  if (!uses) return true;
  if (purpose === 'crlSign') return uses.has('cRLSign');
  if (purpose === 'signature' || purpose === 'timeStamping') return uses.has('digitalSignature') || uses.has('nonRepudiation');
  if (purpose === 'authentication' || purpose === 'ocspSigning') return uses.has('digitalSignature');
  if (purpose === 'clientAuth') return uses.has('digitalSignature') || uses.has('keyAgreement');
  if (purpose === 'serverAuth') return uses.has('digitalSignature') || uses.has('keyEncipherment') || uses.has('keyAgreement');
  return true;
}

/** Marks the profile puts on these extensions: never critical, or only so (§§4.2.1.1, 4.2.1.2, 4.1.2.6). */
function profileFault(c: Certificate): boolean {
  if (c.extensions.get(oids.authorityKeyIdentifier)?.critical || c.extensions.get(oids.subjectKeyIdentifier)?.critical) return true;
  if (c.serial.length > 40) return true;
  if (isEmptyName(c.issuer)) return true;
  return isEmptyName(c.subject) && !(c.extensions.get(oids.subjectAltName)?.critical && subjectAltName(c) !== undefined);
}

const isUnderstood = (oid: string): boolean => understoodExtensions.has(oid);
const hasUnknownCritical = (c: Certificate): boolean => c.extensions.hasCriticalBeyond(isUnderstood);

/** What makes a certificate unfit to issue (§6.1.4 k, n). */
function authorityFault(c: Certificate): PathFault | undefined {
  if (isEmptyName(c.subject)) return 'profile';
  if (c.version !== 3 || !basicConstraints(c)?.ca) return 'not-an-authority';
  return (keyUsage(c)?.has('keyCertSign') ?? true) ? undefined : 'key-usage';
}

/** An anchor given as a certificate is held to what it says of itself; one of version 1 is a bare name and key. */
function anchorFault(c: Certificate, time: number): PathFault | undefined {
  if (time < c.notBefore) return 'not-yet-valid';
  if (time > c.notAfter) return 'expired';
  if (hasUnknownCritical(c)) return 'unknown-critical-extension';
  return c.version === 3 ? authorityFault(c) : undefined;
}

type State = {
  readonly graph: PolicyGraph;
  readonly layers: Subtrees[];
  readonly budget: NameBudget;
  explicit: number;
  mapping: number;
  anyPolicy: number;
  length: number;
};

function constrain(state: State, c: Certificate): PathFault | undefined {
  const constraints = nameConstraints(c);
  if (!constraints) return undefined;
  if (![...constraints.permitted, ...constraints.excluded].every(isUsableConstraint)) return 'name-constraints';
  state.layers.push(constraints);
  return undefined;
}

/** §6.1.4: what an intermediate certificate means for those below it. */
function prepareNext(state: State, c: Certificate): PathFault | undefined {
  const fault = authorityFault(c);
  if (fault) return fault;
  const mappings = policyMappings(c) ?? [];
  if (mappings.some((m) => m.issuer === oids.anyPolicy || m.subject === oids.anyPolicy)) return 'policy';
  if (mappings.length > 0) state.graph.applyMappings(mappings, state.mapping > 0);
  const constraintFault = constrain(state, c);
  if (constraintFault) return constraintFault;
  if (!isSelfIssued(c)) {
    state.explicit = Math.max(0, state.explicit - 1);
    state.mapping = Math.max(0, state.mapping - 1);
    state.anyPolicy = Math.max(0, state.anyPolicy - 1);
    if (state.length <= 0) return 'path-too-long';
    state.length--;
  }
  const policy = policyConstraints(c);
  if (policy?.explicit !== undefined) state.explicit = Math.min(state.explicit, policy.explicit);
  if (policy?.mapping !== undefined) state.mapping = Math.min(state.mapping, policy.mapping);
  state.anyPolicy = Math.min(state.anyPolicy, inhibitAnyPolicy(c) ?? state.anyPolicy);
  state.length = Math.min(state.length, basicConstraints(c)?.pathLength ?? state.length);
  return undefined;
}

/** `path`: leaf first, anchor last. Signatures and names were checked when the path was built. */
function walk(path: readonly Certificate[], rules: PathRules): PathOutcome {
  const anchor = path.at(-1) as Certificate;
  const count = path.length - 1;
  // Certificates count in whole seconds: the last second of the validity belongs to it (RFC 5280 §4.1.2.5).
  const time = Math.floor(rules.time / 1000) * 1000;
  const isWeb = rules.purpose === 'serverAuth' || rules.purpose === 'clientAuth';
  const state: State = {
    graph: new PolicyGraph(),
    layers: [],
    budget: new NameBudget(),
    explicit: rules.explicitPolicy ? 0 : count + 1,
    mapping: rules.mappingInhibit ? 0 : count + 1,
    anyPolicy: rules.anyPolicyInhibit ? 0 : count + 1,
    length: Math.min(rules.maxDepth ?? count, basicConstraints(anchor)?.pathLength ?? count),
  };
  // A target that is itself the anchor needs no authority.
  const atAnchor = count === 0 ? undefined : (anchorFault(anchor, time) ?? constrain(state, anchor));
  if (atAnchor) return { fault: atAnchor, at: count };
  if (isWeb && count > 0 && breaksWebProfile(anchor, 'anchor')) return { fault: 'profile', at: count };
  for (let i = Math.max(0, count - 1); i >= 0; i--) {
    const c = path[i] as Certificate;
    const last = i === 0;
    if (time < c.notBefore) return { fault: 'not-yet-valid', at: i };
    if (time > c.notAfter) return { fault: 'expired', at: i };
    if (hasUnknownCritical(c)) return { fault: 'unknown-critical-extension', at: i };
    if (profileFault(c) || (isWeb && breaksWebProfile(c, last ? 'target' : 'authority'))) return { fault: 'profile', at: i };
    if (last || !isSelfIssued(c)) {
      const outside = nameFault(c, state.layers, state.budget);
      if (outside) return { fault: outside === 'limit' ? 'limit' : 'name-constraints', at: i };
    }
    state.graph.addCertificate(certificatePolicies(c), state.anyPolicy > 0 || (!last && isSelfIssued(c)));
    if (state.explicit === 0 && state.graph.null) return { fault: 'policy', at: i };
    if (!allowsExtended(c, last || isWeb ? rules.purpose : 'any')) {
      return { fault: 'extended-key-usage', at: i };
    }
    if (last) continue;
    const fault = prepareNext(state, c);
    if (fault) return { fault, at: i };
  }
  const target = path[0] as Certificate;
  if (count > 0) {
    state.explicit = Math.max(0, state.explicit - 1);
    if (policyConstraints(target)?.explicit === 0) state.explicit = 0;
  }
  const policies = state.graph.userConstrained(rules.initialPolicies);
  if (state.explicit === 0 && !policies) return { fault: 'policy', at: 0 };
  if (isWeakKey(target.publicKey)) return { fault: 'algorithm', at: 0 };
  if (!allowsUse(target, rules.purpose)) return { fault: 'key-usage', at: 0 };
  if (!rules.peerNames.every((peer) => speaksFor(target, peer))) return { fault: 'name-mismatch', at: 0 };
  return { policies: policies ?? new Set() };
}

export function validatePath(path: readonly Certificate[], rules: PathRules): PathOutcome {
  try {
    return walk(path, rules);
  } catch (cause) {
    if (cause instanceof DerError) return { fault: 'malformed', at: 0 };
    throw cause;
  }
}

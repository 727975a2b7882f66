// Op x509.path: path building and validation. `valid: false` carries the reason; a target that is no certificate is not judged.
import { oids } from '../oids.ts';
import type { PeerName } from '../path/peer-name.ts';
import type { PathPurpose, PathRules } from '../path/validate-path.ts';
import { verifyPath } from '../path/verify-path.ts';
import {
  candidatesOf,
  certificateOf,
  countOf,
  crlsOf,
  flagOf,
  type Input,
  malformed,
  objectOf,
  optionalText,
  Refusal,
  textOf,
  textsOf,
  timeOf,
} from './input.ts';

const purposes: readonly PathPurpose[] = ['any', 'serverAuth', 'clientAuth', 'signature', 'authentication', 'timeStamping', 'ocspSigning'];

function purposeOf(input: Input): PathPurpose {
  const text = optionalText(input, 'purpose') ?? 'any';
  const purpose = purposes.find((p) => p === text);
  if (!purpose) throw malformed('purpose is not known');
  return purpose;
}

function peerOf(value: unknown): PeerName {
  const peer = objectOf(value, 'peerName');
  const kind = (['dns', 'ip', 'email'] as const).find((k) => k === peer.kind);
  if (!kind) throw malformed('peerName.kind is not known');
  return { kind, value: textOf(peer, 'value') };
}

function peersOf(input: Input): PeerName[] {
  const { peerNames, peerName } = input;
  if (peerNames != null && !Array.isArray(peerNames)) throw malformed('peerNames is not a list');
  if (peerNames != null) return peerNames.map(peerOf);
  return peerName == null ? [] : [peerOf(peerName)];
}

/** `anyPolicy` may stand for its OID. */
function policiesOf(input: Input): ReadonlySet<string> {
  const texts = textsOf(input, 'initialPolicySet');
  return new Set(texts.length === 0 ? [oids.anyPolicy] : texts.map((t) => (t === 'anyPolicy' ? oids.anyPolicy : t)));
}

export function conformX509Path(input: Input): { valid: boolean; reason?: string; userConstrainedPolicies?: string[] } {
  const rules: PathRules = {
    time: timeOf(input),
    purpose: purposeOf(input),
    peerNames: peersOf(input),
    initialPolicies: policiesOf(input),
    explicitPolicy: flagOf(input, 'initialExplicitPolicy'),
    mappingInhibit: flagOf(input, 'initialPolicyMappingInhibit'),
    anyPolicyInhibit: flagOf(input, 'initialAnyPolicyInhibit'),
    maxDepth: countOf(input, 'maxDepth'),
  };
  const requireRevocation = flagOf(input, 'requireRevocation');
  const anchors = candidatesOf(input, 'trustAnchors');
  const intermediates = candidatesOf(input, 'intermediates');
  const crls = crlsOf(input, 'crls');
  const target = certificateOf(textOf(input, 'target'), 'target');
  const found = verifyPath({ target, anchors, intermediates, crls, rules, requireRevocation });
  if ('policies' in found) return { valid: true, userConstrainedPolicies: [...found.policies].sort() };
  if (found.reason === 'limit') throw new Refusal('input.limit', 'too much work for one path');
  return { valid: false, reason: found.reason };
}

// The operations of the conformance port (design sheet "conformance-port"): each is the very function the services call, loaded when first asked for.

export type OpResult =
  | { readonly ok: true; readonly result: unknown }
  | { readonly ok: false; readonly error: { readonly code: string; readonly detail?: string } };
type Op = (input: unknown) => OpResult | Promise<OpResult>;

/** `conformPki` answers `op.unsupported` itself for an operation that is not there yet. */
const pkiOps = (names: readonly string[]): Record<string, () => Promise<Op>> =>
  Object.fromEntries(
    names.map((name) => [
      name,
      async () => {
        const { conformPki } = await import('@shishobako/pki/conform');
        return (input: unknown) => conformPki(name, input);
      },
    ]),
  );

export const ops: Readonly<Record<string, () => Promise<Op>>> = {
  ...pkiOps([
    'x509.path',
    'x509.crl',
    'x509.ocsp',
    'sig.verify',
    'jose.verify',
    'jose.decrypt',
    'cms.verify',
    'jades.verify',
    'timestamp.verify',
  ]),
  'feel.evaluate': async () => (await import('@shishobako/concierge-engine/conform')).conformFeelEvaluate,
  'dmn.evaluate': async () => (await import('@shishobako/concierge-engine/conform')).conformDmnEvaluate,
  'hpke.open': async () => (await import('@shishobako/crypto/conform')).conformHpkeOpen,
  'merkle.inclusion': async () => (await import('@shishobako/evidence/conform')).conformMerkleInclusion,
  'merkle.consistency': async () => (await import('@shishobako/evidence/conform')).conformMerkleConsistency,
  'policy.decide': async () => (await import('@shishobako/policy/conform')).conformPolicyDecide,
};

// The valid policies of a path as a graph instead of a tree (RFC 9618, which replaces RFC 5280 §6.1.2 a): nodes of one policy at one depth
// are one node, so hostile certificates cannot make it grow exponentially.
import { oids } from '../oids.ts';
import type { PolicyInformation, PolicyMapping } from '../x509/extensions.ts';

type Node = { readonly policy: string; expected: readonly string[]; readonly parents: readonly Node[] };
type Level = ReadonlyMap<string, Node>;

const ANY = oids.anyPolicy;
const root: Node = { policy: ANY, expected: [ANY], parents: [] };
const rootLevel: Level = new Map([[ANY, root]]);
const belowRoot: ReadonlyMap<string, readonly Node[]> = new Map([[ANY, [root]]]);

/** The nodes of a level by the policies they expect below them. */
function byExpectedPolicy(level: Level): ReadonlyMap<string, readonly Node[]> {
  if (level === rootLevel) return belowRoot;
  const byExpected = new Map<string, Node[]>();
  for (const node of level.values())
    for (const policy of node.expected) {
      const nodes = byExpected.get(policy);
      if (nodes) nodes.push(node);
      else byExpected.set(policy, [node]);
    }
  return byExpected;
}

export class PolicyGraph {
  /** Empty level: the tree is NULL. */
  private readonly levels: Level[] = [rootLevel];
  private isNull = false;

  get null(): boolean {
    return this.isNull;
  }

  /** §6.1.3 d, e: the next certificate's policies; `anyAllowed` when anyPolicy still counts. */
  addCertificate(policies: readonly PolicyInformation[] | undefined, anyAllowed: boolean): void {
    if (!policies || this.isNull) {
      this.isNull = true;
      return;
    }
    const above = this.levels.at(-1) as Level;
    const byExpected = byExpectedPolicy(above);
    const level = new Map<string, Node>();
    const anyAbove = above.get(ANY);
    for (const { oid } of policies) {
      if (oid === ANY) continue;
      const parents = byExpected.get(oid) ?? (anyAbove ? [anyAbove] : []);
      if (parents.length > 0) level.set(oid, { policy: oid, expected: [oid], parents });
    }
    if (anyAllowed && policies.some((p) => p.oid === ANY)) {
      for (const [policy, parents] of byExpected) {
        if (!level.has(policy)) level.set(policy, { policy, expected: [policy], parents });
      }
    }
    this.levels.push(level);
    if (level.size === 0) this.isNull = true;
  }

  /** §6.1.4 b. */
  applyMappings(mappings: readonly PolicyMapping[], mappingAllowed: boolean): void {
    if (this.isNull) return;
    const level = new Map(this.levels.pop());
    this.levels.push(level);
    const targets = new Map<string, Set<string>>();
    for (const { issuer, subject } of mappings) targets.set(issuer, (targets.get(issuer) ?? new Set()).add(subject));
    const any = level.get(ANY);
    for (const [policy, subjects] of targets) {
      const node = level.get(policy);
      if (!mappingAllowed) level.delete(policy);
      else if (node) node.expected = [...subjects];
      else if (any) level.set(policy, { policy, expected: [...subjects], parents: any.parents });
    }
    if (level.size === 0) this.isNull = true;
  }

  /** §6.1.5 g: policies valid for the authorities and the user; undefined when the tree is NULL. */
  userConstrained(initial: ReadonlySet<string>): ReadonlySet<string> | undefined {
    if (this.isNull) return undefined;
    const last = this.levels.at(-1) as Level;
    const reaching = new Set<Node>(last.values());
    for (let i = this.levels.length - 1; i > 0; i--) {
      for (const node of (this.levels[i] as Level).values())
        if (reaching.has(node)) for (const parent of node.parents) reaching.add(parent);
    }
    const found = new Set<string>();
    for (let i = 1; i < this.levels.length; i++) {
      for (const node of (this.levels[i] as Level).values()) {
        if (reaching.has(node) && node.policy !== ANY && node.parents.some((p) => p.policy === ANY)) found.add(node.policy);
      }
    }
    const anyAtLeaf = last.has(ANY);
    if (initial.has(ANY)) {
      if (anyAtLeaf) found.add(ANY);
    } else {
      for (const policy of found) if (!initial.has(policy)) found.delete(policy);
      if (anyAtLeaf) for (const policy of initial) found.add(policy);
    }
    return found.size > 0 ? found : undefined;
  }
}

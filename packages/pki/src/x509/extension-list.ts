// The extensions of a certificate, list, request or answer (RFC 5280 §4.2); each stays raw until asked for (`extensions.ts`).
import { interned } from '../der/interned.ts';
import { DerError, type Element, sequence, tags } from '../der/read.ts';
import { booleanOf, octetsOf, oidOf } from '../der/values.ts';
import { oids } from '../oids.ts';

export type Extension = {
  readonly oid: string;
  readonly critical: boolean;
  readonly value: Uint8Array;
  /** Filled when first asked for. */
  decoded?: unknown;
};

const MAX_EXTENSIONS = 64;

/** In the order of the encoding, each identifier once. They are few: looking through them is faster than a Map, and smaller. */
export class Extensions {
  static readonly none = new Extensions([]);
  private readonly list: readonly Extension[];

  constructor(list: readonly Extension[]) {
    this.list = list;
  }

  get(oid: string): Extension | undefined {
    for (const extension of this.list) if (extension.oid === oid) return extension;
    return undefined;
  }

  has(oid: string): boolean {
    return this.get(oid) !== undefined;
  }

  /** Whether one must be understood (critical) and is not. */
  hasCriticalBeyond(understood: (oid: string) => boolean): boolean {
    for (const { critical, oid } of this.list) if (critical && !understood(oid)) return true;
    return false;
  }
}

function readExtension(e: Element): Extension {
  const members = sequence(e);
  const oid = oidOf(members.next());
  const flag = members.optional(tags.boolean);
  const value = octetsOf(members.next());
  members.done();
  return { oid, critical: flag ? booleanOf(flag) : false, value };
}

/** What is each certificate's own; the rest of what an authority writes recurs to the byte, and is then one object with what was decoded of it. */
const individual: ReadonlySet<string> = new Set([oids.subjectAltName, oids.subjectKeyIdentifier]);
const parseExtension = interned(readExtension, { limit: 1024, longest: 512, recurs: ({ oid }) => !individual.has(oid) });

/** Throws DerError, also for none at all and for one that comes twice. */
export function parseExtensions(e: Element): Extensions {
  const found: Extension[] = [];
  const list = sequence(e);
  if (!list.more) throw new DerError('empty extensions');
  while (list.more) {
    const extension = parseExtension(list.next());
    for (const { oid } of found) if (oid === extension.oid) throw new DerError(`extension ${oid} occurs twice`);
    if (found.length >= MAX_EXTENSIONS) throw new DerError('too many extensions');
    found.push(extension);
  }
  return new Extensions(found);
}

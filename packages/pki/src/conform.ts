// The conformance port of certificates, signatures and time (design sheet "conformance port"): one function from an op and its unknown
// input to a verdict. It calls what the services call. Never throws for bad input; a fault of ours answers `internal`.

import { conformCms, conformTimeStamp } from './conform/cms.ts';
import { type Input, objectOf, Refusal } from './conform/input.ts';
import { conformJades } from './conform/jades.ts';
import { conformJwe, conformJws } from './conform/jose.ts';
import { conformSignature } from './conform/sig-verify.ts';
import { conformX509Path } from './conform/x509-path.ts';
import { conformCrl, conformOcsp } from './conform/x509-status.ts';
import { WorkLimitError } from './verify/work-limit.ts';

export type ConformVerdict =
  | { readonly ok: true; readonly result: unknown }
  | { readonly ok: false; readonly error: { readonly code: string; readonly detail: string } };

const operations: Readonly<Record<string, (input: Input) => unknown>> = {
  'x509.path': conformX509Path,
  'x509.crl': conformCrl,
  'x509.ocsp': conformOcsp,
  'sig.verify': conformSignature,
  'jose.verify': conformJws,
  'jose.decrypt': conformJwe,
  'cms.verify': conformCms,
  'jades.verify': conformJades,
  'timestamp.verify': conformTimeStamp,
};

/** `op` as in the design sheet; asynchronous because some ops are. */
export async function conformPki(op: string, input: unknown): Promise<ConformVerdict> {
  const operation = Object.hasOwn(operations, op) ? operations[op] : undefined;
  if (!operation) return { ok: false, error: { code: 'op.unsupported', detail: op } };
  try {
    return { ok: true, result: await operation(objectOf(input)) };
  } catch (cause) {
    if (cause instanceof Refusal) return { ok: false, error: { code: cause.code, detail: cause.message } };
    if (cause instanceof WorkLimitError) return { ok: false, error: { code: 'input.limit', detail: cause.message } };
    return { ok: false, error: { code: 'internal', detail: cause instanceof Error ? cause.name : 'error' } };
  }
}

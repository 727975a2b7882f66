// Which certificates came before one, by the authority's word: those of earlier cards of the same person (ADR 0014).
import { type CertificateName, SuccessionStatement, successionType } from '@shishobako/contracts/succession';
import { ok, type Result } from '@shishobako/kernel/result';
import type { AskAuthority, SuccessionRefusal } from './authority-word.ts';

export type ReadSuccession = (certificate: Uint8Array) => Promise<Result<readonly CertificateName[], SuccessionRefusal>>;

/** Without the authority's word nothing ever follows anything: every card is its own person. */
export function makeReadSuccession(ask: AskAuthority): ReadSuccession {
  return async (certificate) => {
    const word = await ask('successions', successionType, SuccessionStatement, certificate);
    return word.ok ? ok(word.value?.earlier ?? []) : word;
  };
}

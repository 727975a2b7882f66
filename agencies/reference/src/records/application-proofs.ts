// Proofs of the applications in the records: first what is to be proven, then the stamp and status that prove it, or why there are none.
import type { Provable } from '@shishobako/agency-sdk/keep-proof';
import type { Records } from '@shishobako/agency-sdk/records-file';
import { ApplicationProof } from '@shishobako/contracts/application-proof';

export type ProofState = 'none' | 'waiting' | 'kept' | 'impossible';

export const makeApplicationProofs = ({ db }: Records) => ({
  /** Again is no second time. */
  add: (env: string, provable: Provable): void =>
    void db
      .prepare('insert into application_proof (env, provable) values (?, ?) on conflict (env) do nothing')
      .run(env, JSON.stringify(provable)),
  /** Those still without stamp and status, oldest first. */
  waiting: (limit: number): { env: string; provable: Provable }[] =>
    db
      .prepare('select env, provable from application_proof where proof is null and reason is null order by env limit ?')
      .all(limit)
      .map(({ env, provable }) => ({ env: String(env), provable: JSON.parse(String(provable)) as Provable })),
  keep: (env: string, proof: ApplicationProof): void =>
    void db.prepare('update application_proof set proof = ? where env = ?').run(JSON.stringify(proof), env),
  giveUp: (env: string, reason: string): void => void db.prepare('update application_proof set reason = ? where env = ?').run(reason, env),
  state(env: string): ProofState {
    const row = db.prepare('select proof is not null as kept, reason from application_proof where env = ?').get(env);
    if (!row) return 'none';
    if (row['kept'] === 1) return 'kept';
    return row['reason'] === null ? 'waiting' : 'impossible';
  },
  find(env: string): ApplicationProof | undefined {
    const proof = db.prepare('select proof from application_proof where env = ?').get(env)?.['proof'];
    return typeof proof === 'string' ? ApplicationProof.parse(JSON.parse(proof)) : undefined;
  },
});
export type ApplicationProofs = ReturnType<typeof makeApplicationProofs>;

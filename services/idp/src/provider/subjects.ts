// Pairwise subjects (OpenID Connect Core §8.1): one person has another name at every relying party and every resource, so that two of
// them cannot match their records (promise 6, row 12).
import { createHmac } from 'node:crypto';
import type { PairwiseSub } from '@shishobako/kernel/ids';

/** 43 characters of base64url. `party`: a resource's URL, or a client's sector. */
export type PairwiseSubjects = (party: string, accountId: string) => PairwiseSub;

export const makePairwiseSubjects =
  (secret: Buffer): PairwiseSubjects =>
  (party, accountId) =>
    createHmac('sha256', secret).update(`${party}|${accountId}`).digest('base64url') as PairwiseSub;

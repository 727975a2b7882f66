// Access by a shared secret, for operators and programs on the same machine (`Authorization: Bearer …`).
import { createHash, timingSafeEqual } from 'node:crypto';
import type { Access } from './access.ts';
import { commonProblem } from './problems.ts';

const digest = (text: string): Buffer => createHash('sha256').update(text).digest();

export function makeSecretAccess(secret: string): (action: string) => Access {
  const want = digest(`Bearer ${secret}`);
  return (action) => ({
    action,
    kind: 'secret',
    async check(request) {
      const header = request.headers.authorization;
      if (!header) throw commonProblem({ kind: 'access.missing' });
      if (!timingSafeEqual(digest(header), want)) throw commonProblem({ kind: 'access.invalid' });
    },
  });
}

// PostgreSQL refuses to run as root, so root lends it the account `nobody`; everyone else runs it as themselves.
// (architecture sheet §5; an unknown uid fails inside initdb, hence a look at the account list.)
import { readFile, stat } from 'node:fs/promises';
import { userInfo } from 'node:os';
import { dirname } from 'node:path';

/** Who the server runs as. `spawn` is empty when that is the current user. */
export type ServerAccount = { readonly uid: number; readonly gid: number; readonly spawn: { uid?: number; gid?: number } };

/** The account to run PostgreSQL as, or undefined when we are root and there is no `nobody`. */
export async function findServerAccount(): Promise<ServerAccount | undefined> {
  const me = userInfo();
  if (me.uid !== 0) return { uid: me.uid, gid: me.gid, spawn: {} };
  const accounts = await readFile('/etc/passwd', 'utf8').catch(() => '');
  const [, , uid, gid] =
    accounts
      .split('\n')
      .find((line) => line.startsWith('nobody:'))
      ?.split(':') ?? [];
  if (uid === undefined || gid === undefined) return undefined;
  return { uid: Number(uid), gid: Number(gid), spawn: { uid: Number(uid), gid: Number(gid) } };
}

/** Whether the account may walk down to `path`: every folder on the way must let it search. */
export async function canReach(account: ServerAccount, path: string): Promise<boolean> {
  if (account.spawn.uid === undefined) return true;
  const { mode, uid, gid } = await stat(path);
  const search = uid === account.uid ? 0o100 : gid === account.gid ? 0o010 : 0o001;
  if ((mode & search) === 0) return false;
  const parent = dirname(path);
  return parent === path || (await canReach(account, parent));
}

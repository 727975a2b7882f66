// One process per data folder: a lock file names the owner by pid and start time, so that a killed owner's lock is
// recognised as stale even after the pid has been given to someone else.
import { randomUUID } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { err, ok, type Result } from '@shishobako/kernel/result';
import { z } from 'zod';
import { alreadyRunning, type EmbeddedPostgresProblem } from './embedded-problem.ts';

const Owner = z.object({ pid: z.int().positive(), started: z.string() });
type Owner = z.infer<typeof Owner>;

/** Takes the folder for this process; the value gives it back. */
export async function lockDataFolder(folder: string): Promise<Result<() => Promise<void>, EmbeddedPostgresProblem>> {
  const file = join(folder, 'owner.json');
  const mine: Owner = { pid: process.pid, started: await startOf(process.pid) };
  for (;;) {
    try {
      await writeFile(file, JSON.stringify(mine), { flag: 'wx' });
      return ok(() => rm(file, { force: true }));
    } catch (cause) {
      if (!(cause instanceof Error && 'code' in cause && cause.code === 'EEXIST')) throw cause;
    }
    const text = await readFile(file, 'utf8').catch(() => '');
    const owner = readOwner(text);
    if (owner && (await isOwnerAlive(owner))) return err(alreadyRunning(folder, String(owner.pid)));
    await removeStale(file, text);
  }
}

/** Whether a living process holds the folder. */
export async function isDataFolderOwned(folder: string): Promise<boolean> {
  const owner = readOwner(await readFile(join(folder, 'owner.json'), 'utf8').catch(() => ''));
  return owner !== undefined && (await isOwnerAlive(owner));
}

/** Of two processes that see the same stale lock, one moves it away; a lock that turns out to be new is put back. */
async function removeStale(file: string, judged: string): Promise<void> {
  const aside = `${file}.${randomUUID()}`;
  try {
    await rename(file, aside);
  } catch {
    return;
  }
  if ((await readFile(aside, 'utf8')) === judged) await rm(aside);
  else await rename(aside, file);
}

function readOwner(text: string): Owner | undefined {
  try {
    return Owner.parse(JSON.parse(text));
  } catch {
    return undefined;
  }
}

const isOwnerAlive = async ({ pid, started }: Owner): Promise<boolean> => isAlive(pid) && (await startOf(pid)) === started;

/** A process that has ended and waits to be reaped by its parent counts as gone. */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    const stat = existsSync('/proc/self/stat') ? readFileSync(`/proc/${pid}/stat`, 'utf8') : '';
    return stat.slice(stat.lastIndexOf(')') + 2, stat.lastIndexOf(')') + 3) !== 'Z';
  } catch (cause) {
    return cause instanceof Error && 'code' in cause && cause.code === 'EPERM';
  }
}

/** Start time in clock ticks since boot (proc(5), field 22); empty where there is no /proc: then the pid alone decides. */
async function startOf(pid: number): Promise<string> {
  const stat = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => '');
  return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19] ?? '';
}

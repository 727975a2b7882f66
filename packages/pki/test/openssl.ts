// Runs openssl in a folder of its own; answers its output, marked when it failed.
import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

export async function openssl(...args: string[]): Promise<string> {
  try {
    const { stdout, stderr } = await run('openssl', args);
    return stdout + stderr;
  } catch (cause) {
    const failed = cause as { stdout?: string; stderr?: string };
    return `FAILED ${failed.stdout}${failed.stderr}`;
  }
}

export const hasOpenssl = (await openssl('version')).startsWith('OpenSSL');

export type Folder = {
  file(name: string): string;
  pem(name: string, label: string, der: Uint8Array): Promise<string>;
  put(name: string, bytes: Uint8Array | string): Promise<string>;
  remove(): Promise<void>;
};

export async function makeFolder(): Promise<Folder> {
  const folder = await mkdtemp(join(tmpdir(), 'pki openssl '));
  const file = (name: string): string => join(folder, name);
  const put = async (name: string, bytes: Uint8Array | string): Promise<string> => {
    await writeFile(file(name), bytes);
    return file(name);
  };
  return {
    file,
    put,
    pem: (name, label, der) =>
      put(
        name,
        `-----BEGIN ${label}-----\n${Buffer.from(der)
          .toString('base64')
          .match(/.{1,64}/g)
          ?.join('\n')}\n-----END ${label}-----\n`,
      ),
    remove: () => rm(folder, { recursive: true, force: true }),
  };
}

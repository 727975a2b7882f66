// A PC/SC daemon of our own: in a mount namespace with a /run of its own, where /run/pcscd is a folder of the test, and in a network namespace
// for the virtual reader, which listens on every address. A daemon of the machine is neither used nor disturbed; ours ends with the test.
import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { VPCD_PORT } from './vpcd-card.ts';

const driver = '/usr/lib/pcsc/drivers/serial/libifdvpcd.so';
const programs = ['pcscd', 'opensc-tool', 'pkcs15-tool', 'pkcs11-tool', 'openssl', 'unshare', 'nsenter', 'ip'];

/** Undefined when everything is here; else one sentence with the install line. */
export function whatIsMissing(): string | undefined {
  const missing = programs.filter((name) => !found(name));
  if (!existsSync(driver)) missing.push('vsmartcard-vpcd');
  if (missing.length)
    return `${missing.join(', ')} not installed: apt-get install pcscd vsmartcard-vpcd opensc openssl util-linux iproute2`;
  try {
    execFileSync('unshare', ['--mount', '--net', 'true'], { stdio: 'ignore' });
    return undefined;
  } catch {
    return 'no right to make a mount and a network namespace (run as root)';
  }
}

function found(name: string): boolean {
  return ['/usr/sbin', '/usr/bin', '/usr/local/bin', '/sbin', '/bin'].some((dir) => existsSync(join(dir, name)));
}

export type PrivatePcscd = { readonly pid: number; readonly env: NodeJS.ProcessEnv; log(): string; close(): Promise<void> };

export async function startPrivatePcscd(): Promise<PrivatePcscd> {
  const dir = mkdtempSync(join(tmpdir(), 'pcscd-'));
  const run = join(dir, 'run');
  const config = join(dir, 'reader.conf.d');
  mkdirSync(run);
  mkdirSync(config);
  writeFileSync(
    join(config, 'vpcd'),
    `FRIENDLYNAME "Virtual PCD"\nDEVICENAME /dev/null:0x${VPCD_PORT.toString(16)}\nLIBPATH ${driver}\nCHANNELID 0x${VPCD_PORT.toString(16)}\n`,
  );
  // The reader writes length and command apart; without quick acknowledgement each command would wait 40 ms.
  const script =
    'ip link set lo up && ip route replace local 127.0.0.1 dev lo table local src 127.0.0.1 quickack 1 && mount -t tmpfs tmpfs /run && mkdir /run/pcscd && mount --bind "$1" /run/pcscd && exec pcscd --foreground --config "$2"';
  let log = '';
  const child: ChildProcess = spawn('unshare', ['--mount', '--net', 'sh', '-c', script, 'sh', run, config], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  for (const stream of [child.stdout, child.stderr]) stream?.on('data', (chunk: Buffer) => (log += chunk.toString()));
  const socket = join(run, 'pcscd.comm');
  for (let i = 0; i < 100 && !existsSync(socket); i++) await sleep(50);
  if (!existsSync(socket)) {
    child.kill('SIGKILL');
    throw new Error(`pcscd did not start: ${log}`);
  }
  return {
    pid: child.pid ?? 0,
    env: { ...process.env, PCSCLITE_CSOCK_NAME: socket },
    log: () => log,
    async close() {
      const gone = new Promise((done) => child.once('exit', done));
      child.kill('SIGTERM');
      await Promise.race([gone, sleep(3000).then(() => child.kill('SIGKILL'))]);
      rmSync(dir, { recursive: true, force: true });
    },
  };
}

// Programs nobody here wrote that the tests measure us against. What is missing is named with the line that installs it
// (house style, Tests); continuous integration, where we are root, installs it.
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { delimiter, join } from 'node:path';

const inPath = (...names) => {
  const folders = [...(process.env.PATH ?? '').split(delimiter), '/usr/sbin', '/usr/local/sbin'];
  return names.some((name) => folders.some((folder) => existsSync(join(folder, name))));
};

/** `folder/file` or `folder/<any>/file`. */
const hasBelow = (folder, file) => existsSync(folder) && ['.', ...readdirSync(folder)].some((name) => existsSync(join(folder, name, file)));

/** Debian package → whether what we use of it is here. */
const packages = {
  chromium: () => inPath('chromium', 'chromium-browser', 'google-chrome') || existsSync(process.env.CHROMIUM ?? ''),
  openssl: () => inPath('openssl'),
  opensc: () => inPath('pkcs15-tool'),
  pcscd: () => inPath('pcscd'),
  'vsmartcard-vpcd': () => hasBelow('/usr/lib', 'pcsc/drivers/serial/libifdvpcd.so'),
  softhsm2: () => inPath('softhsm2-util'),
  postgresql: () => hasBelow('/usr/lib/postgresql', 'bin/initdb'),
  'poppler-utils': () => inPath('pdftotext'),
  'fonts-noto-cjk': () => existsSync('/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc'),
};

/** Installs what is missing in CI, else says which tests will be skipped and how to have them. */
export function offerSystemPackages() {
  let missing = listMissing();
  if (missing.length === 0) return;
  const canInstall = process.env.CI === 'true' && process.getuid?.() === 0 && inPath('apt-get');
  if (canInstall) {
    console.log(`Installing with apt-get: ${missing.join(' ')}`);
    const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
    const apt = (...args) =>
      spawnSync('apt-get', ['-qq', '-o', 'Dpkg::Use-Pty=0', ...args], { env, stdio: ['ignore', 'ignore', 'inherit'] });
    apt('update');
    // One by one: a name this Debian does not have must not keep the others away.
    for (const name of missing) apt('install', '-y', '--no-install-recommends', name);
    missing = listMissing();
  }
  if (missing.length === 0) return;
  console.log(`Not on this machine, so the tests that need it are skipped: ${missing.join(', ')}`);
  console.log(`To run them too (Debian, Ubuntu):  sudo apt-get install ${missing.join(' ')}\n`);
}

const listMissing = () =>
  Object.entries(packages)
    .filter(([, isHere]) => !isHere())
    .map(([name]) => name);

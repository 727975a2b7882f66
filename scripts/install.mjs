// Installs the npm packages when they are missing or the lock file has changed since, and says in one sentence why it cannot.
// Plain JavaScript for Node 20: this runs before anything is installed. `npm install`, not `npm ci`: it honours the lock and
// copes with registries that lack a platform the lock names.
import { spawn, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { findProjectNode, root, wantedMajor } from './project-node.mjs';

const stampFile = join(root, 'node_modules', '.shishobako-installed');

/** What the installed packages answer to: the lock file on this platform. */
const stampNow = () => {
  const lock = readFileSync(join(root, 'package-lock.json'));
  return createHash('sha256').update(lock).update(`${process.platform} ${process.arch}`).digest('hex');
};

/** True when the packages are ready to use; says what it does while it works, and why when it cannot. */
export async function ensureInstalled() {
  if (Number(process.versions.node.split('.')[0]) < 20) {
    return complain(
      `Node ${process.versions.node} is too old to begin with: install Node 20 or newer.`,
      'Node 20以上をインストールしてください。',
    );
  }
  const stamp = stampNow();
  if (existsSync(stampFile) && readFileSync(stampFile, 'utf8') === stamp && isNodeUsable()) return true;
  const first = !existsSync(stampFile);
  const { code, output } = await runNpm(
    ['install', '--no-audit', '--no-fund', '--no-save', '--loglevel=error'],
    first ? 'Installing what Shishobako needs (the first time takes a minute or two)' : 'Installing what has changed',
  );
  if (code !== 0) return complain(...explain(output));
  // With ignore-scripts set, npm leaves the pinned Node without its program.
  if (!isNodeUsable()) await runNpm(['rebuild', 'node', '--ignore-scripts=false', '--loglevel=error'], 'Fetching Node');
  if (!isNodeUsable()) {
    return complain(
      `Node ${wantedMajor} did not arrive with the packages (is ignore-scripts set?). Run: npm rebuild node --ignore-scripts=false`,
      `Node ${wantedMajor}を取得できませんでした。「npm rebuild node --ignore-scripts=false」を実行してください。`,
    );
  }
  writeFileSync(stampFile, stampNow());
  return true;
}

function isNodeUsable() {
  const node = findProjectNode();
  if (!node) return false;
  const { status, stdout } = spawnSync(node, ['--version'], { encoding: 'utf8' });
  return status === 0 && Number(stdout.slice(1).split('.')[0]) >= wantedMajor;
}

/** npm as it was started, or the one in the path; its own noise is kept back and shown only if it fails. */
async function runNpm(args, title) {
  const { npm_execpath: script, npm_node_execpath: node = process.execPath } = process.env;
  const [program, before] = script?.endsWith('.js') ? [node, [script]] : ['npm', []];
  const started = Date.now();
  const tell = startProgress(title, started);
  const child = spawn(program, [...before, ...args], { cwd: root, stdio: ['ignore', 'pipe', 'pipe'], shell: process.platform === 'win32' });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (text) => (output += text));
  const code = await new Promise((resolve) => {
    child.on('error', (error) => {
      output += error.message;
      resolve(1);
    });
    child.on('exit', (status) => resolve(status ?? 1));
  });
  tell(code === 0 ? `done in ${Math.round((Date.now() - started) / 1000)} s` : 'failed');
  return { code, output };
}

function startProgress(title, started) {
  const live = process.stdout.isTTY;
  process.stdout.write(live ? `${title} …` : `${title} …\n`);
  const seconds = () => Math.round((Date.now() - started) / 1000);
  const line = () => process.stdout.write(live ? `\r${title} … ${seconds()} s` : `  … ${seconds()} s\n`);
  const timer = setInterval(line, live ? 1000 : 15_000);
  return (end) => {
    clearInterval(timer);
    process.stdout.write(live ? `\r${title} … ${end}\u001b[K\n` : `  … ${end}\n`);
  };
}

/** The sentence in English and Japanese for what npm said; its last lines follow for whoever mends it. */
function explain(output) {
  const tail = output.trim().split('\n').slice(-6).join('\n');
  if (/ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ETIMEDOUT|ENETUNREACH|ERR_SOCKET|CERT_|UNABLE_TO/.test(output)) {
    return [
      `The package registry cannot be reached. Check the network (and \`npm config get registry\`, proxy), then start again.\n${tail}`,
      'パッケージの取得先に接続できません。ネットワークとプロキシの設定を確かめて、もう一度実行してください。',
    ];
  }
  if (/EACCES|EPERM|EROFS/.test(output)) {
    return [
      `The folder ${root} cannot be written. Change its owner or clone it elsewhere.\n${tail}`,
      `フォルダー${root}に書き込めません。所有者を変えるか、別の場所に置いてください。`,
    ];
  }
  if (/ENOSPC/.test(output)) return ['The disk is full. About 700 MB are needed.', 'ディスクがいっぱいです。約700MBが必要です。'];
  if (/ENOENT/.test(output) && /npm/.test(output) && output.length < 300)
    return ['npm is not installed or not in the path.', 'npmが見つかりません。'];
  return [`npm could not install the packages.\n${tail}`, 'パッケージをインストールできませんでした。'];
}

function complain(english, japanese) {
  console.error(`\n${english}\n${japanese}`);
  process.exitCode = 1;
  return false;
}

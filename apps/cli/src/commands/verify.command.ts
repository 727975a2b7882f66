// `shishobako verify receipt|application FILE`: offline, with the trust list alone. Exit 0 proven, 1 something missing, 2 wrong.
import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { verifyProof } from '@shishobako/agency-sdk/verify-proof';
import { TrustList } from '@shishobako/contracts/trust';
import { makeCheckSender } from '@shishobako/device/check-sender';
import { verifyApplicationReceipt } from '@shishobako/evidence/verify-application-receipt';
import { type ReceiptVerdict, verifyReceipt } from '@shishobako/evidence/verify-receipt';
import type { Command } from 'commander';
import { repository } from '../start/build-web.ts';
import { layoutOf } from '../start/layout.ts';

const marks = { proven: '✓', provisional: '…', missing: '–', 'not-claimed': ' ' } as const;
const exitOf = { proven: 0, missing: 1, wrong: 2 } as const;

async function readJson(file: string, what: string): Promise<unknown> {
  const text = await readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
    throw new UsageError(`${what} ${file}: ${error.code === 'ENOENT' ? 'no such file' : error.message}`);
  });
  try {
    return JSON.parse(text);
  } catch {
    throw new UsageError(`${what} ${file} is not JSON`);
  }
}

class UsageError extends Error {}

async function verifyReceiptFile(file: string, trustFile: string): Promise<number> {
  const trust = await readTrust(trustFile);
  const report = await verifyReceipt(await readJson(file, 'receipt'), trust, { now: Date.now(), checkSender: makeCheckSender({ trust }) });
  return showReceipt(report, '手紙 Letter');
}

function showReceipt(report: ReceiptVerdict, what: string): number {
  if (report.env) console.log(`${what} ${report.env}  送り主 From ${report.from}\n`);
  for (const statement of report.statements) {
    console.log(`  ${marks[statement.status]} ${statement.ja}${statement.time ? `  ${statement.time}` : ''}\n    ${statement.en}`);
  }
  for (const problem of report.problems) console.log(`  ✗ ${problem.kind} (${problem.where}) ${problem.detail}`);
  const words = {
    proven: '証明されました。 Everything above is proven.',
    missing: 'まだ証明されていないことがあります。 Not everything is proven yet.',
    wrong: '正しくありません。 This receipt is wrong.',
  };
  console.log(`\n${words[report.verdict]}`);
  return exitOf[report.verdict];
}

async function readTrust(file: string): Promise<TrustList> {
  const trust = TrustList.safeParse(
    await readJson(file, 'trust list').catch((error: UsageError) => {
      throw new UsageError(`${error.message}. Give the trust list with --trust FILE`);
    }),
  );
  if (!trust.success) throw new UsageError(`trust list ${file} is not one this version knows`);
  return trust.data;
}

/** The citizen's own proof of handing in and answer, or the agency's proof of the signature. */
async function verifyApplicationFile(file: string, trustFile: string): Promise<number> {
  const [proof, trust] = [await readJson(file, 'proof'), await readTrust(trustFile)];
  const isReceipt = typeof proof === 'object' && proof !== null && 'v' in proof && proof.v === 'epob-application-receipt-v1';
  if (isReceipt)
    return showReceipt(
      await verifyApplicationReceipt(proof, trust, { now: Date.now(), checkSender: makeCheckSender({ trust }) }),
      '申請 Application',
    );
  const report = verifyProof(proof, trust);
  if (report.document) console.log(`申請 Application ${report.document.env}  ${report.document.title}\n`);
  for (const { ja, en, time } of report.statements) console.log(`  ✓ ${ja}${time ? `  ${time}` : ''}\n    ${en}`);
  for (const problem of report.problems) console.log(`  ✗ ${problem.kind} (${problem.where}) ${problem.detail}`);
  const words = {
    proven: '証明されました。 Everything above is proven.',
    missing: '時刻か証明書の状態が、まだ証明されていません。 Time or status is not proven.',
    wrong: '正しくありません。 This proof is wrong.',
  };
  console.log(`\n${words[report.verdict]}`);
  return exitOf[report.verdict];
}

export function verifyCommand(program: Command): void {
  const verify = program.command('verify').description('check evidence offline');
  const add = (name: string, argument: string, description: string, judge: (file: string, trustFile: string) => Promise<number>) =>
    verify
      .command(name)
      .argument('<file>', argument)
      .option('--trust <file>', 'trust list to believe', layoutOf(resolve(repository, 'data')).trust)
      .description(`${description}: exit 0 proven, 1 something is missing, 2 wrong`)
      .action(async (file: string, options: { trust: string }) => {
        try {
          process.exitCode = await judge(file, options.trust);
        } catch (error) {
          // Never 1, which says that nothing contradicts it: what could not be judged is not proven to be anything.
          console.error(error instanceof UsageError ? `${error.message}.` : error);
          process.exitCode = 2;
        }
      });
  add('receipt', 'receipt saved by an agency or a citizen', 'what a receipt proves', verifyReceiptFile);
  add('application', 'proof of an application saved by a citizen or an agency', 'what it proves', verifyApplicationFile);
}

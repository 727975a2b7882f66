// Tells the owner by mail that something has arrived (PTL-07), once for all letters that wait. A kill between mail and record sends a
// second mail, never none; what was sent, or could not be, is in evidence and in the history.
import type { EnvelopeHeader } from '@shishobako/contracts/envelope';
import { addJob, type JobContext } from '@shishobako/database/jobs';
import { BoxId } from '@shishobako/kernel/ids';
import { sql } from 'kysely';
import { z } from 'zod';
import { inBox, type PortalContext } from '../context.ts';
import { noticeMail } from '../domain/notice-mail.ts';
import { recordAccess, system } from '../history.repo.ts';
import { addEvents } from '../letters.repo.ts';
import type { SendMail } from '../ports.ts';

const Payload = z.object({ box: BoxId });
const perRun = 200;
type Deps = Pick<PortalContext, 'db' | 'clock' | 'evidence' | 'config'> & { sendMail: SendMail | undefined };
type Waiting = { header: EnvelopeHeader; headerSha256: string; evidence: string };
const failed = { ja: 'メールサーバがお知らせを受け取りませんでした。', en: 'The mail server did not take the notice.' };
const purpose = { ja: '到着のお知らせ', en: 'Notice of arrival' };

export function makeSendNotice({ db, clock, evidence, config, sendMail }: Deps) {
  return async function sendNotice(payload: unknown, job: Pick<JobContext, 'attempt' | 'maxAttempts'>): Promise<void> {
    const { box } = Payload.parse(payload);
    const { waiting, email } = await inBox(db, box, 'notice', async (trx) => {
      const { rows: settings } = await sql<{
        email: string | null;
        enabled: boolean;
      }>`select email, enabled from notification where box = ${box}`.execute(trx);
      const { rows } = await sql<Waiting>`
        select header, header_sha256 as "headerSha256", evidence from letter where box = ${box} and noticed is null order by arrived, env limit ${perRun}`.execute(
        trx,
      );
      return { waiting: rows, email: settings[0]?.enabled ? settings[0].email : null };
    });
    if (waiting.length === 0) return;
    const envs = waiting.map(({ header }) => header.env);
    const markNoticed = sql`update letter set noticed = now() where box = ${box} and env = any(${envs}::uuid[]) and noticed is null`;
    if (!email || !sendMail) {
      await inBox(db, box, 'notice', (trx) => markNoticed.execute(trx));
      return;
    }
    let event: 'notice.sent' | 'notice.failed' = 'notice.sent';
    try {
      await sendMail({ to: email, ...noticeMail(config.readerUrl) });
    } catch (error) {
      if (job.attempt < job.maxAttempts) throw error;
      event = 'notice.failed';
    }
    await inBox(db, box, 'notice', async (trx) => {
      await markNoticed.execute(trx);
      const refs = await evidence.recordAll(
        trx,
        waiting.map(({ header, headerSha256 }) => ({
          event,
          env: header.env,
          sender: header.from,
          recipient: header.to,
          class: header.class,
          content: { headerSha256, contentCommit: header.contentCommit },
          reasons: event === 'notice.failed' ? [{ code: 'mail.refused', text: failed }] : [],
        })),
      );
      for (const [i, ref] of refs.entries())
        await addEvents(trx, box, envs[i] ?? '', [{ ref, service: 'portal', origin: evidence.origin }]);
      await recordAccess(trx, box, clock(), { action: event, actor: system, count: refs.length, purpose });
      await addJob(trx, 'report-evidence', { evidence: refs });
      if (waiting.length === perRun) await addJob(trx, 'send-notice', { box }, { jobKey: `notice-rest:${box}` });
    });
  };
}

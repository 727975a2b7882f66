// The desk for applications (申請): publishes forms and key, takes what arrives into the own records, and answers each one once — by itself when a
// check says no, else as the clerk decides. The words travel in a sealed letter; platform and portal learn only yes or no.
import { type DeskSigner, openApplicationKey, signAnswer, signDesk } from '@shishobako/agency-sdk/application-desk';
import { makeApplicationCheck } from '@shishobako/agency-sdk/check-application';
import { makeProofKeeper } from '@shishobako/agency-sdk/keep-proof';
import { checkPublishedKey } from '@shishobako/agency-sdk/recipient-directory';
import { readVerifierAccount } from '@shishobako/agency-sdk/verifier-account';
import {
  type ApplicationOutcome,
  type ApplicationResult,
  applicationRefusals,
  type WaitingApplication,
} from '@shishobako/contracts/application';
import { toBase64url, utf8 } from '@shishobako/kernel/bytes';
import { canonicalJson } from '@shishobako/kernel/canonical-json';
import { rfc3339 } from '@shishobako/kernel/clock';
import { EnvelopeId } from '@shishobako/kernel/ids';
import { err, ok, type Result } from '@shishobako/kernel/result';
import { uuidv7 } from 'uuidv7';
import type { AgencyConfig } from './config.ts';
import type { Desk } from './desk.ts';
import type { Kept } from './records/applications.ts';

const resultType = 'application-result/v1';

export type Decision = { readonly outcome: ApplicationOutcome; readonly note: string; readonly by: string };

export async function makeApplicationDesk(desk: Desk, config: AgencyConfig, sender: DeskSigner) {
  const { profile, clock, platform, applications } = desk;
  const { trust } = config;
  const recipient = new URL(config.publicUrl).origin;
  const key = await openApplicationKey(config.dataDir);
  const authorize = await readVerifierAccount(profile.id, config.verifierKeyFile, clock);
  const check = makeApplicationCheck({ agency: profile.id, recipient, key, forms: profile.forms, trust, clock, authorize });
  const keepProof = makeProofKeeper({ trust, tsaUrl: config.tsaUrl, clock, authorize });
  const formOf = (id: string | undefined) => profile.forms.find((form) => form.id === id);
  let published = profile.forms.length === 0;

  async function publish(): Promise<void> {
    published = (await platform.publishDesk(signDesk({ profile, recipient, key, clock }, sender))).ok;
  }

  async function take(waiting: WaitingApplication): Promise<void> {
    const { header } = waiting.application;
    // The answer goes to whoever applied, which the seal assures; a platform that names another address is not believed.
    if (waiting.reply && waiting.reply.alias !== header.from) return;
    if (!applications.find(header.env)) {
      const checked = await check(waiting);
      // Neither yes nor no: it stays at the platform and is looked at again.
      if (!checked.ok) return;
      const { document, signed } = checked.value;
      const form = formOf(document?.form);
      const named = form?.fields.find((field) => field.attribute === 'name');
      // Before the application itself: what is in the records has its proof asked for, also when this program dies between the two.
      if (document && signed)
        desk.proofs.add(header.env, {
          ...{ header, submission: waiting.evidence, signed },
          document: toBase64url(canonicalJson(document)),
        });
      applications.add({
        env: header.env,
        submitted: waiting.evidence.time,
        headerSha256: checked.value.headerSha256,
        form: form?.name ?? null,
        applicant: (named && document?.fields[named.id]) ?? null,
        checked: checked.value,
        reply: waiting.reply,
      });
    }
    if ((await platform.arrive(header.env)).ok) applications.setArrived(header.env);
  }

  const textOf = ({ row, checked }: Kept, { outcome, note }: Omit<Decision, 'by'>): string => {
    const refusal = checked.refusal && applicationRefusals[checked.refusal];
    const head =
      outcome === 'received'
        ? `申請を受理しました。\n受付番号: ${row.case_number}`
        : `申請をそのままでは受け付けられませんでした。内容を直して、もう一度送ってください。\n受付番号: ${row.case_number}`;
    return [head, refusal && `理由: ${refusal.ja}`, note, `\n${profile.name.ja}`].filter(Boolean).join('\n');
  };

  /** Written down first; told afterwards by `work`, as often as it takes. */
  function decide(
    env: string,
    decision: Decision,
  ): Result<void, { kind: 'application.unknown' | 'application.answered' | 'application.reason' }> {
    const kept = applications.find(env);
    if (!kept) return err({ kind: 'application.unknown' });
    if (decision.outcome === 'returned' && decision.note.trim() === '' && kept.checked.refusal === null)
      return err({ kind: 'application.reason' });
    if (kept.row.outcome !== null) return err({ kind: 'application.answered' });
    const letter = kept.reply ? EnvelopeId.parse(uuidv7()) : null;
    const answered = rfc3339(clock());
    const answer = signAnswer(
      {
        v: 'epob-application-answer-v1',
        env: EnvelopeId.parse(env),
        agency: profile.id,
        outcome: decision.outcome,
        headerSha256: kept.row.header_sha256,
        letter,
        time: answered,
      },
      sender,
    );
    if (!applications.decide(env, { ...decision, answered, answer, letter })) return err({ kind: 'application.answered' });
    desk.activity.record({ by: decision.by, action: `application.${decision.outcome}`, env: EnvelopeId.parse(env) });
    return ok(undefined);
  }

  async function sendResult(kept: Kept, outcome: ApplicationOutcome): Promise<boolean> {
    const { row, checked, reply } = kept;
    if (!reply || row.letter === null) return true;
    const to = await checkPublishedKey(trust, reply.key, reply, clock());
    if (!to.ok) return false;
    const result: ApplicationResult = {
      document: resultType,
      env: EnvelopeId.parse(row.env),
      form: row.form ?? '',
      outcome,
      refusal: row.refusal,
      caseNumber: row.case_number,
      documentSha256: checked.documentSha256,
      note: row.note,
    };
    const title = outcome === 'received' ? '申請を受理しました' : '申請の補正のお願い';
    const sent = await desk.sender.reply(
      to.value,
      {
        type: resultType,
        title,
        parts: [
          { role: 'body', name: 'body.txt', mediaType: 'text/plain', bytes: utf8(textOf(kept, { outcome, note: row.note })) },
          { role: 'record', name: 'result.json', mediaType: 'application/json', bytes: utf8(JSON.stringify(result)) },
        ],
      },
      EnvelopeId.parse(row.letter),
    );
    // Sealed anew, the same id is a conflict: then an earlier try did arrive. An ended link takes no letter; the answer is told all the same.
    return sent.ok || ['envelope.conflict', 'recipient.not-reachable'].includes(sent.error.kind);
  }

  async function tell(kept: Kept): Promise<void> {
    const { env } = kept.row;
    if (kept.row.arrived === 0) {
      if (!(await platform.arrive(env)).ok) return;
      applications.setArrived(env);
    }
    const { outcome, answer } = kept.row;
    if (outcome === null || answer === null || !(await sendResult(kept, outcome))) return;
    if ((await platform.answer(env, answer)).ok) applications.setTold(env);
  }

  /** Stamp and status for what was taken: soon, because later they prove less. A certificate that ended meanwhile leaves no proof to make. */
  async function prove(): Promise<void> {
    for (const { env, provable } of desk.proofs.waiting(20)) {
      const proof = await keepProof(provable);
      if (proof.ok) desk.proofs.keep(env, proof.value);
      else if (proof.error.kind === 'values.revoked' || proof.error.kind === 'values.no-path') desk.proofs.giveUp(env, proof.error.kind);
    }
  }

  return {
    decide,
    /** One round: publish, take what waits, return what the checks refused, prove what was taken, tell what was decided. */
    async work(): Promise<void> {
      if (!published) await publish();
      if (profile.forms.length === 0) return;
      const waiting = await platform.waitingApplications();
      if (waiting.ok)
        for (const one of waiting.value) {
          await take(one);
          const kept = applications.find(one.application.header.env);
          if (kept?.checked.refusal && kept.row.outcome === null) decide(kept.row.env, { outcome: 'returned', note: '', by: 'system' });
        }
      await prove();
      for (const kept of applications.untold(50)) await tell(kept);
    },
  };
}
export type ApplicationDesk = Awaited<ReturnType<typeof makeApplicationDesk>>;

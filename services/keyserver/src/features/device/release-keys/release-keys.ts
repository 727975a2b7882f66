// The release (security sheet §3, Release 5): decision and floor are checked, the handover is committed with its evidence, and only then
// does the token work. What was promised and did not happen is evidence too.
import type { ReleaseDecision } from '@shishobako/contracts/decision';
import type { EvidenceRef } from '@shishobako/contracts/evidence';
import type { ReleaseAnswer, ReleaseRequest } from '@shishobako/contracts/keyserver-api';
import type { Clock } from '@shishobako/kernel/clock';
import { err, ok, type Result } from '@shishobako/kernel/result';
import { checkDecision, type DecisionRefusal, type ReleasePair } from '../../../domain/check-decision.ts';
import { checkFloor, type FloorRefusal } from '../../../domain/floor.ts';
import type { BoxKey, BoxKeys } from '../../../ports/box-keys.ts';
import type { ReadDecision } from '../../../ports/decisions.ts';
import type { FailureReason, ReleaseRefusal, Releases } from '../../../ports/releases.ts';
import type { TokenError, TokenPort } from '../../../ports/token.ts';
import type { DeviceCall } from '../session-access.ts';
import { openAndReseal } from './open-wraps.ts';

export type ReleaseKeysRefusal =
  | { readonly kind: 'decision.invalid'; readonly reason: DecisionRefusal['reason'] | 'signature' | 'content' }
  | FloorRefusal
  | ReleaseRefusal
  /** The key is not this person's, or not of this alias: one answer for both. */
  | { readonly kind: 'key.unknown' }
  | { readonly kind: 'token.failed' };

const unopened: FailureReason = {
  code: 'wrap.unopened',
  text: { ja: '送り主が封じた鍵が、この宛先の鍵では開きませんでした', en: 'What the sender sealed did not open with this addressee’s key' },
};
const tokenFailed: FailureReason = {
  code: 'token.failed',
  text: { ja: '鍵を守る装置が働きませんでした', en: 'The token that guards the keys did not work' },
};

type Deps = {
  readonly readDecision: ReadDecision;
  readonly boxKeys: BoxKeys;
  readonly releases: Releases;
  readonly token: TokenPort;
  readonly self: string;
  readonly clock: Clock;
  /** A tag that does not fit means that somebody changed the database. */
  readonly onTokenError: (error: TokenError) => void;
};

async function findKeys(boxKeys: BoxKeys, call: DeviceCall, pairs: readonly ReleasePair[]): Promise<readonly BoxKey[] | undefined> {
  const found = await boxKeys.findMany(call.session.keyholder, [...new Set(pairs.map((p) => p.item.kid))]);
  const keys = pairs.map(({ item }) => {
    const key = found.get(item.kid);
    return key?.binding.alias === item.context.to && key.binding.epoch === item.context.epoch ? key : undefined;
  });
  return keys.every((key) => key !== undefined) ? keys : undefined;
}

export function makeReleaseKeys(deps: Deps) {
  async function checkRequest(
    call: DeviceCall,
    request: ReleaseRequest,
  ): Promise<Result<{ decision: ReleaseDecision; pairs: readonly ReleasePair[]; keys: readonly BoxKey[] }, ReleaseKeysRefusal>> {
    const { session } = call;
    const decision = deps.readDecision(request.decision);
    if (!decision.ok) return decision;
    const now = deps.clock();
    const pairs = checkDecision(decision.value, { items: request.items, jkt: session.jkt, audience: deps.self, now });
    if (!pairs.ok) return pairs;
    const { action, level, items } = decision.value;
    const contexts = items.map((item) => item.context);
    const floor = checkFloor({ action, contexts, decisionLevel: level, session: { level: session.level, cardTime: session.opened }, now });
    if (!floor.ok) return floor;
    const keys = await findKeys(deps.boxKeys, call, pairs.value);
    return keys ? ok({ decision: decision.value, pairs: pairs.value, keys }) : err({ kind: 'key.unknown' });
  }

  return async function releaseKeys(call: DeviceCall, request: ReleaseRequest): Promise<Result<ReleaseAnswer, ReleaseKeysRefusal>> {
    const { session } = call;
    const checked = await checkRequest(call, request);
    if (!checked.ok) return checked;
    const { decision, pairs, keys } = checked.value;
    const committed = await deps.releases.commit({ session, decision, proof: call.proof });
    if (!committed.ok) return committed;

    const handovers = handoversByEnvelope(decision, committed.value);
    const results = await Promise.all(
      pairs.map((pair, i) => openAndReseal(deps.token, { pair, key: keys[i] as BoxKey, decision: decision.id, device: session.kemKey })),
    );
    const broken = results.find((result) => !result.ok);
    const failed = pairs.flatMap(({ item }, i) => {
      const handover = item.context.part === 'content' ? handovers.get(item.context.env) : undefined;
      const result = results[i];
      if (!handover || (result?.ok && result.value && !broken)) return [];
      return [{ handover, item, reason: broken ? tokenFailed : unopened }];
    });
    if (failed.length > 0) await deps.releases.recordFailures(session, decision, failed);
    if (broken && !broken.ok) {
      deps.onTokenError(broken.error);
      return err({ kind: 'token.failed' });
    }

    const undone = new Set(failed.map((f) => f.handover.id));
    return ok({
      items: pairs.map(({ item }, i) => {
        const result = results[i];
        return { env: item.context.env, part: item.context.part, kid: item.kid, sealed: result?.ok ? result.value : null };
      }),
      evidence: [...handovers].filter(([, ref]) => !undone.has(ref.id)).map(([env, { id, jws }]) => ({ env, id, jws })),
    });
  };
}

/** Evidence comes in the order of the content items. */
function handoversByEnvelope(decision: ReleaseDecision, evidence: readonly EvidenceRef[]) {
  const contents = decision.items.filter((item) => item.context.part === 'content');
  return new Map(contents.flatMap((item, i) => (evidence[i] ? [[item.context.env, evidence[i]] as const] : [])));
}

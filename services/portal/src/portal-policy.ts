// The portal's decisions: its Cedar sets, what its requests look like, and the needs it can explain (security sheet §6; SVC-01, PTL-05).
import { readFile } from 'node:fs/promises';
import type { DecisionExplanation } from '@shishobako/contracts/decision';
import type { ContentClass, Level } from '@shishobako/contracts/levels';
import { rfc3339 } from '@shishobako/kernel/clock';
import { type BoxId, type DecisionId, randomId } from '@shishobako/kernel/ids';
import { makePolicyEngine, type PolicyEngine, type PolicyRequest } from '@shishobako/policy/policy-engine';

export type BoxAction =
  | 'box.open'
  | 'letter.list'
  | 'history.read'
  | 'links.read'
  | 'link.prepare'
  | 'link.make'
  | 'settings.read'
  | 'settings.change'
  | 'own.read'
  | 'own.write'
  | 'own.delete'
  | 'application.list';
export type LetterAction = 'letter.title' | 'letter.open' | 'letter.part' | 'letter.acknowledge' | 'letter.events' | 'letter.receipt';
export type ApplicationAction = 'application.submit' | 'application.read';
export type ApplicationFacts = { readonly env: string; readonly box: BoxId; readonly class: ContentClass; readonly linked: boolean };

/** Who asks, as the token says. `cardAge` in seconds; unknown counts as endless. `waitsUntil` in milliseconds since 1970; 0: no wait. */
export type Session = { readonly box: BoxId; readonly level: Level; readonly cardAge: number; readonly waitsUntil: number };

export type LetterFacts = {
  readonly env: string;
  readonly box: BoxId;
  readonly class: ContentClass;
  readonly requiredLevel: Level;
  readonly openEvidence: boolean;
  readonly acceptanceAsked: boolean;
};

const levelNumber: Record<Level, number> = { L0: 0, L1: 1, L2: 2, L3: 3, L3S: 4 };
const levelName = (n: number): string => Object.entries(levelNumber).find(([, value]) => value === n)?.[0] ?? 'L3';

/** Obligations the portal carries out: the history row of every decision, and the note to the sender through the platform. */
const doable = new Set(['history.write', 'notify.sender']);

const raise = (request: PolicyRequest, level: number): PolicyRequest => ({
  ...request,
  context: { ...request.context, level: Math.max(level, Number(request.context['level'])) },
});
const change = (request: PolicyRequest, attrs: Record<string, boolean>): PolicyRequest => ({
  ...request,
  entities: request.entities.map((entity) =>
    sameEntity(entity.uid, request.resource) ? { ...entity, attrs: { ...entity.attrs, ...attrs } } : entity,
  ),
});
const sameEntity = (a: object, b: { type: string; id: string }): boolean => 'id' in a && 'type' in a && a.id === b.id && a.type === b.type;
const requiredLevel = (request: PolicyRequest): number =>
  Number(request.entities.find((entity) => sameEntity(entity.uid, request.resource))?.attrs['requiredLevel'] ?? 3);

const raiseTo = (n: number) => (request: PolicyRequest) => {
  const raised = raise(request, n);
  return { request: raised, want: levelName(Number(raised.context['level'])) };
};

export type PortalPolicy = {
  readonly engine: PolicyEngine;
  onBox(action: BoxAction, session: Session, id?: DecisionId, box?: BoxId): DecisionExplanation;
  onLetter(action: LetterAction, session: Session, letter: LetterFacts, id?: DecisionId): DecisionExplanation;
  onApplication(action: ApplicationAction, session: Session, application: ApplicationFacts, id?: DecisionId): DecisionExplanation;
  onLink(session: Session, link: { alias: string; box: BoxId; active: boolean }, id?: DecisionId): DecisionExplanation;
};

/** Throws at start-up when a policy does not validate: a portal without its rules does not run. */
export async function makePortalPolicy(alarm: (errors: readonly string[]) => void): Promise<PortalPolicy> {
  const read = (file: string) => readFile(new URL(`../policies/${file}`, import.meta.url), 'utf8');
  const [schema, security, privacy, owner, statutory] = await Promise.all([
    read('portal.cedarschema'),
    read('security.cedar'),
    read('privacy.cedar'),
    read('owner.cedar'),
    read('statutory.cedar'),
  ]);
  const engine = makePolicyEngine({
    schema,
    layers: { security, privacy, owner, statutory },
    alarm,
    hypotheses: {
      'level-2': { kind: 'level', assume: raiseTo(2) },
      'level-3': { kind: 'level', assume: raiseTo(3) },
      'level-required': { kind: 'level', assume: (request) => raiseTo(requiredLevel(request))(request) },
      'recent-card': {
        kind: 'recent-card',
        assume: (request) => ({ request: { ...raise(request, 3), context: { ...raise(request, 3).context, cardAge: 0 } }, want: 'PT15M' }),
      },
      waited: {
        kind: 'wait',
        assume: (request) => ({
          request: { ...request, context: { ...request.context, waitsUntil: 0 } },
          want: rfc3339(Number(request.context['waitsUntil'])),
        }),
      },
      acceptance: { kind: 'acceptance', assume: (request) => ({ request: change(request, { acceptanceGiven: true }), want: 'given' }) },
      link: {
        kind: 'link',
        assume: (request) => ({
          request: change(request, request.resource.type === 'Application' ? { linked: true } : { active: true }),
          want: 'active',
        }),
      },
    },
  });

  const decide = (
    action: string,
    session: Session,
    resource: { type: string; id: string },
    entities: PolicyRequest['entities'],
    id: DecisionId = randomId(),
  ) =>
    engine.decide(
      id,
      {
        principal: { type: 'Citizen', id: session.box },
        action,
        resource,
        context: {
          level: levelNumber[session.level],
          cardAge: Math.min(Math.max(Math.trunc(session.cardAge), -1), 10 ** 9),
          waitsUntil: session.waitsUntil,
        },
        entities: [
          { uid: { type: 'Citizen', id: session.box }, attrs: { box: { __entity: { type: 'Box', id: session.box } } }, parents: [] },
          { uid: { type: 'Box', id: session.box }, attrs: {}, parents: [] },
          ...entities,
        ],
      },
      doable,
    );
  const inBox = (box: BoxId) => [{ type: 'Box', id: box }];

  return {
    engine,
    onBox: (action, session, id, box = session.box) =>
      decide(
        action,
        session,
        { type: 'Box', id: box },
        box === session.box ? [] : [{ uid: { type: 'Box', id: box }, attrs: {}, parents: [] }],
        id,
      ),
    onLetter(action, session, letter, id) {
      const uid = { type: 'Letter', id: letter.env };
      const attrs = {
        class: Number(letter.class.slice(1)),
        requiredLevel: levelNumber[letter.requiredLevel],
        openEvidence: letter.openEvidence,
        acceptanceAsked: letter.acceptanceAsked,
        acceptanceGiven: false,
        // A delivery is stored only with the platform's evidence that the purpose is registered.
        purposeRegistered: true,
      };
      return decide(action, session, uid, [{ uid, attrs, parents: inBox(letter.box) }], id);
    },
    onApplication(action, session, application, id) {
      const uid = { type: 'Application', id: application.env };
      const attrs = { class: Number(application.class.slice(1)), linked: application.linked };
      return decide(action, session, uid, [{ uid, attrs, parents: inBox(application.box) }], id);
    },
    onLink(session, link, id) {
      const uid = { type: 'Link', id: link.alias };
      return decide('link.end', session, uid, [{ uid, attrs: { active: link.active }, parents: inBox(link.box) }], id);
    },
  };
}

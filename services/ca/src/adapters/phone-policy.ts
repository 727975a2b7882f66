// Who may have certificates on a phone: the rules stand in policies/phone.cedar, so that an authority changes them without a program.
import { readFileSync } from 'node:fs';
import { err, ok } from '@shishobako/kernel/result';
import { makeCedarLayer, prepareSchema } from '@shishobako/policy/cedar-layer';
import type { PhonePolicy } from '../ports/phone-policy.ts';

const read = (name: string): string => readFileSync(new URL(`../../policies/${name}`, import.meta.url), 'utf8');
const failed = {
  ja: '判定の途中で誤りが見つかったため、許可しません。',
  en: 'Refused because an error came up while deciding.',
};

export function makePhonePolicy(): PhonePolicy {
  const schema = read('phone.cedarschema');
  prepareSchema('ca/phone', schema);
  const layer = makeCedarLayer('ca/phone', 'ca/phone', schema, read('phone.cedar'));
  return ({ age, ...card }) => {
    const [principal, resource] = [
      { type: 'Holder', id: 'applicant' },
      { type: 'Card', id: 'card' },
    ];
    const entities = [
      { uid: principal, attrs: {}, parents: [] },
      { uid: resource, attrs: card, parents: [] },
    ];
    const answer = layer.evaluate({ principal, action: 'phone.issue', resource, context: { age }, entities });
    if (answer.result === 'allow' && answer.errors.length === 0) return ok(undefined);
    const rule = answer.policies.find(({ effect }) => effect === 'forbid');
    return err({ kind: 'phone.not-allowed', facts: { rule: rule?.id ?? 'policy-error', ...(rule?.text ?? failed) } });
  };
}

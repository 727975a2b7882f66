// Which works a person's card allows now, and what each does to the two certificates and to the keys (fact sheet §9).
import type { CardState } from '@shishobako/contracts/ca-api';
import type { PossibleWork } from '@shishobako/contracts/counter-api';

const signingAge = 15;

function ageOn(dateOfBirth: string, day: string): number {
  const years = Number(day.slice(0, 4)) - Number(dateOfBirth.slice(0, 4));
  return day.slice(5) < dateOfBirth.slice(5) ? years - 1 : years;
}

/** From 15 years on (fact sheet §3); days as YYYY-MM-DD. */
export const mayHoldSignature = (dateOfBirth: string, day: string): boolean => ageOn(dateOfBirth, day) >= signingAge;

export function possibleWorks(
  person: { readonly living: boolean; readonly dateOfBirth: string },
  card: Pick<CardState, 'signature' | 'authentication' | 'phone' | 'ended'> | undefined,
  today: string,
): PossibleWork[] {
  if (!person.living) return [];
  const maySign = mayHoldSignature(person.dateOfBirth, today);
  const fresh = maySign ? ('new' as const) : ('none' as const);
  if (!card) {
    const dead = { work: 'death', signature: 'none', authentication: 'none', keys: 'stop' } as const;
    return [{ work: 'issue', signature: fresh, authentication: 'new', keys: 'stay' }, dead];
  }
  const signs = card.signature.state === 'valid';
  const keepsSignature = signs ? ('stays' as const) : ('none' as const);
  const endsSignature = signs ? ('ends' as const) : ('none' as const);
  const authentication = card.authentication.state === 'valid' ? ('ends' as const) : ('none' as const);
  const death: PossibleWork = { work: 'death', signature: endsSignature, authentication, keys: 'stop' };
  const reissue: PossibleWork = { work: 'reissue', signature: fresh, authentication: 'new', keys: 'resume' };
  if (card.ended) return [reissue, death];
  const works: PossibleWork[] = [{ work: 'renew', signature: fresh, authentication: 'new', keys: 'stay' }];
  const stays = card.authentication.state === 'valid' ? ('stays' as const) : ('none' as const);
  if (maySign && !signs) works.push({ work: 'certify', signature: 'new', authentication: stays, keys: 'stay' });
  if (card.phone?.state === 'valid') works.push({ work: 'phone-end', signature: keepsSignature, authentication: stays, keys: 'stay' });
  works.push(
    { work: 'move', signature: endsSignature, authentication: stays, keys: 'stay' },
    { work: 'name-change', signature: endsSignature, authentication: stays, keys: 'stay' },
    { work: 'unlock', signature: keepsSignature, authentication: stays, keys: 'stay' },
    { work: 'loss', signature: endsSignature, authentication, keys: 'stop' },
    reissue,
    { work: 'return', signature: endsSignature, authentication, keys: 'stop' },
    death,
  );
  return works;
}

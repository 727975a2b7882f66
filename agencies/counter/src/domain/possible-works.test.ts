import { describe, expect, it } from 'vitest';
import { possibleWorks } from './possible-works.ts';

const state = (signature: 'valid' | 'revoked' | 'none', ended: 'loss' | null = null) =>
  ({
    signature: { serial: null, state: signature, notAfter: null },
    authentication: { issuer: '', serial: '00', publicKey: '', state: ended ? 'revoked' : 'valid', notAfter: '2030-01-01T00:00:00.000Z' },
    phone: null,
    ended,
  }) as const;
const grown = { living: true, dateOfBirth: '1980-01-01' };
const works = (...args: Parameters<typeof possibleWorks>) => possibleWorks(...args).map((p) => p.work);

describe('what a counter can do', () => {
  it('offers a card to who has none, and nothing to the dead', () => {
    expect(works(grown, undefined, '2026-11-26')).toEqual(['issue', 'death']);
    expect(works({ ...grown, living: false }, state('valid'), '2026-11-26')).toEqual([]);
  });
  it('offers a signing certificate after a move, not before and not to a child', () => {
    expect(works(grown, state('valid'), '2026-11-26')).not.toContain('certify');
    expect(works(grown, state('revoked'), '2026-11-26')).toContain('certify');
    expect(works({ ...grown, dateOfBirth: '2011-11-27' }, state('none'), '2026-11-26')).not.toContain('certify');
    expect(works({ ...grown, dateOfBirth: '2011-11-26' }, state('none'), '2026-11-26')).toContain('certify');
  });
  it('ends a phone that works, and offers nothing for one that does not', () => {
    const name = { issuer: '', serial: '00', publicKey: '', notAfter: '2030-01-01T00:00:00.000Z' };
    expect(works(grown, { ...state('valid'), phone: { ...name, state: 'valid' } }, '2026-11-26')).toContain('phone-end');
    expect(works(grown, { ...state('valid'), phone: { ...name, state: 'revoked' } }, '2026-11-26')).not.toContain('phone-end');
    expect(works(grown, state('valid'), '2026-11-26')).not.toContain('phone-end');
  });
  it('leaves only reissue and death to a lost card', () => {
    expect(works(grown, state('revoked', 'loss'), '2026-11-26')).toEqual(['reissue', 'death']);
  });
  it('says that a move ends the signing certificate alone', () => {
    const move = possibleWorks(grown, state('valid'), '2026-11-26').find((p) => p.work === 'move');
    expect(move).toMatchObject({ signature: 'ends', authentication: 'stays', keys: 'stay' });
  });
});

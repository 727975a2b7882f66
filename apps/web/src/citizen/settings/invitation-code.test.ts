import { describe, expect, it } from 'vitest';
import { isInvitationCode, shapeCode } from './invitation-code.ts';

describe('invitation codes', () => {
  it('are understood however they are typed', () => {
    for (const typed of ['7k2m9qxa4trbhw3c', '7K2M-9QXA-4TRB-HW3C', '７Ｋ２Ｍ　９ｑｘａ 4trb hw3c', ' 7k2m 9qxa-4trb_hw3c '])
      expect(shapeCode(typed)).toBe('7K2M-9QXA-4TRB-HW3C');
    expect(isInvitationCode('7K2M-9QXA-4TRB-HW3C')).toBe(true);
  });

  it('read look-alike letters as the digits they are', () => {
    expect(shapeCode('OIL0')).toBe('0110');
  });

  it('are refused when short or impossible', () => {
    expect(isInvitationCode(shapeCode('7k2m9qxa'))).toBe(false);
    expect(isInvitationCode(shapeCode('UUUUUUUUUUUUUUUU'))).toBe(false);
  });
});

// A pairing code opens once, for ten minutes, and not by guessing.
import { describe, expect, it } from 'vitest';
import { makePairingCodes } from './pairing-code.ts';

describe('pairing codes', () => {
  const at = (now: { ms: number }) =>
    makePairingCodes(
      () => now.ms,
      () => '12345678',
    );

  it('is good once', () => {
    const codes = at({ ms: 0 });
    expect(codes.redeem('12345678')).toEqual({ ok: false, error: { kind: 'no-pairing-code' } });
    codes.start();
    expect(codes.redeem('12345678').ok).toBe(true);
    expect(codes.redeem('12345678')).toEqual({ ok: false, error: { kind: 'no-pairing-code' } });
  });

  it('ends after five wrong tries, even for the right code', () => {
    const codes = at({ ms: 0 });
    codes.start();
    const left = ['0', '00000000', '87654321', '1234567', '123456789'].map((code) => codes.redeem(code));
    expect(left.map((r) => !r.ok && r.error.kind === 'wrong-pairing-code' && r.error.triesLeft)).toEqual([4, 3, 2, 1, 0]);
    expect(codes.redeem('12345678').ok).toBe(false);
  });

  it('ends after ten minutes', () => {
    const now = { ms: 0 };
    const codes = at(now);
    codes.start();
    now.ms = 10 * 60_000;
    expect(codes.redeem('12345678')).toEqual({ ok: false, error: { kind: 'no-pairing-code' } });
  });

  it('draws eight digits', () => {
    expect(makePairingCodes(() => 0).start().code).toMatch(/^[0-9]{8}$/);
  });
});

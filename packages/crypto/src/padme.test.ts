import fc from 'fast-check';
import { expect, it } from 'vitest';
import { bucketOf, isBucket, pad, smallestBucket, unpad } from './padme.ts';

it('gives the published Padmé sizes', () => {
  expect([513, 1000, 1025, 10_000, 100_000, 1_000_000].map(bucketOf)).toEqual([544, 1024, 1088, 10_240, 100_352, 1_015_808]);
});

it('never shrinks, adds at most 12 % above the smallest bucket, and a bucket is its own bucket', () => {
  fc.assert(
    fc.property(fc.oneof(fc.nat(5000), fc.integer({ min: 0, max: 2 ** 50 })), (size) => {
      const bucket = bucketOf(size);
      expect(bucket).toBeGreaterThanOrEqual(size);
      if (size > smallestBucket) expect(bucket).toBeLessThanOrEqual(size * 1.125);
      expect(isBucket(bucket)).toBe(true);
    }),
  );
});

it('unpads only what pad wrote', () => {
  const padded = pad(Uint8Array.of(1, 2, 3));
  expect(unpad(padded, 3)).toEqual(Uint8Array.of(1, 2, 3));
  expect(unpad(padded, 2)).toBeUndefined();
  expect(unpad(padded, 600)).toBeUndefined();
  padded[500] = 9;
  expect(unpad(padded, 3)).toBeUndefined();
});

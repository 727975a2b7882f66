// The DMN TCK (levels 2 and 3) through the conformance port's own functions; the share that agrees may not fall.
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { scoreDmn } from '@shishobako/concierge-engine/score-dmn';
import { describe, expect, it } from 'vitest';

const folder = fileURLToPath(new URL('../../../shared/vectors/dmn-tck', import.meta.url));
const there = existsSync(folder);

describe('DMN TCK', () => {
  it.skipIf(!there)(
    there ? 'agrees on at least 92 in 100 cases' : 'skipped: ../shared/vectors/dmn-tck is not there',
    { timeout: 300_000 },
    () => {
      const score = scoreDmn(folder);
      expect(score?.total).toBeGreaterThan(3000);
      expect((score?.passed ?? 0) / (score?.total ?? 1)).toBeGreaterThanOrEqual(0.92);
    },
  );
});

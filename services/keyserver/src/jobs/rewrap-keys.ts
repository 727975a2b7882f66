// After a rotation every box key moves under the new key-encryption key; the old one is destroyed when nothing is left under it
// (security sheet §3, Rotation). Resumable at any point: what is done is recognised by its epoch.
import { unreachable } from '@shishobako/kernel/result';
import type { BoxKeys } from '../ports/box-keys.ts';
import type { TokenPort } from '../ports/token.ts';

export const rewrapJob = 'rewrap-keys';
const batch = 200;

export const makeRewrapKeys = (deps: { boxKeys: BoxKeys; token: TokenPort }) => async (): Promise<void> => {
  const { boxKeys, token } = deps;
  const current = token.currentKek();
  const rewrap: Parameters<BoxKeys['rewrapSome']>[2] = async ({ wrapped, binding }) => {
    const moved = await token.rewrap(wrapped, binding);
    if (moved.ok) return moved.value;
    switch (moved.error.kind) {
      case 'token.tag':
        throw new Error(`box key ${binding.kid} does not carry its tag: row and blob do not belong together`);
      case 'token.unavailable':
        throw new Error(moved.error.detail);
      case 'token.point':
        throw new Error('a rewrap has no peer');
      default:
        return unreachable(moved.error);
    }
  };
  while ((await boxKeys.rewrapSome(current, batch, rewrap)) > 0);
  for (let epoch = 1; epoch < current; epoch++) if ((await boxKeys.countUnder(epoch)) === 0) await token.destroyKek(epoch);
};

// Wrapped box keys by owner.
import type { Alias, KeyholderId, KeyId } from '@shishobako/kernel/ids';
import type { KeyBinding, WrappedKey } from './token.ts';

export type BoxKey = {
  readonly binding: KeyBinding;
  readonly wrapped: WrappedKey;
  /** Signed key entry (CompactJws of KeyEntry). */
  readonly entry: string;
};

export type BoxKeys = {
  find(keyholder: KeyholderId, alias: Alias): Promise<BoxKey | undefined>;
  /** Only keys of this keyholder; others are left out. */
  findMany(keyholder: KeyholderId, kids: readonly KeyId[]): Promise<ReadonlyMap<KeyId, BoxKey>>;
  list(keyholder: KeyholderId): Promise<readonly BoxKey[]>;
  /** Whether the alias is this person's: nobody's until now, or theirs before. For ever. */
  claim(keyholder: KeyholderId, alias: Alias): Promise<boolean>;
  countOf(keyholder: KeyholderId): Promise<number>;
  /** The key that is there afterwards: this one, or the one another request added first. */
  add(key: BoxKey): Promise<BoxKey>;
  /** Takes some keys under an older key-encryption key, and puts back what `change` makes of each. Returns how many. */
  rewrapSome(before: number, limit: number, change: (key: BoxKey) => Promise<WrappedKey>): Promise<number>;
  countUnder(kek: number): Promise<number>;
};

// What is kept, checked: undefined when it cannot be read here; nothing kept yet is an empty value.
import type { ProfileStore } from '@shishobako/device/profile-store';
import { emptyKept, Kept } from './kept.ts';

export async function readKept(store: ProfileStore): Promise<Kept | undefined> {
  const read = await store.read();
  if (!read.ok) return undefined;
  if (read.value === undefined) return emptyKept;
  const parsed = Kept.safeParse(read.value);
  return parsed.success ? parsed.data : undefined;
}

// What this device keeps, checked: the person's own, and what the box said when both last agreed. One record, so that the two always fit:
// an agreement newer than its copy would read as if the person had taken everything out. Undefined when it cannot be read here.
import type { ProfileStore } from '@shishobako/device/profile-store';
import { z } from 'zod';
import { emptyKept, Kept } from './kept.ts';

export const Agreed = z.strictObject({ version: z.int().min(0), kept: Kept });
export type Agreed = z.infer<typeof Agreed>;
export const neverAgreed: Agreed = { version: 0, kept: emptyKept };

const Stored = z.strictObject({ v: z.literal('procedures-copy/v1'), kept: Kept, agreed: Agreed });
export type Copy = { readonly kept: Kept; readonly agreed: Agreed };

export async function readCopy(store: ProfileStore): Promise<Copy | undefined> {
  const read = await store.read();
  if (!read.ok) return undefined;
  if (read.value === undefined) return { kept: emptyKept, agreed: neverAgreed };
  const stored = Stored.safeParse(read.value);
  if (stored.success) return stored.data;
  // As it was kept before there was a second place.
  const alone = Kept.safeParse(read.value);
  return alone.success ? { kept: alone.data, agreed: neverAgreed } : undefined;
}

export const writeCopy = (store: ProfileStore, { kept, agreed }: Copy): Promise<void> =>
  store.write({ v: 'procedures-copy/v1', kept, agreed } satisfies z.infer<typeof Stored>);

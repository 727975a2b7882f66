// Content classes and authentication levels, security sheet §6. Senders may raise a level, never lower it.
import { z } from 'zod';

export const ContentClass = z.enum(['C1', 'C2', 'C3', 'C4', 'C5']);
export type ContentClass = z.infer<typeof ContentClass>;

/** L0 card without PIN · L1 password · L2 passkey · L3 card with PIN · L3S signature certificate. */
export const Level = z.enum(['L0', 'L1', 'L2', 'L3', 'L3S']);
export type Level = z.infer<typeof Level>;

const order: readonly Level[] = ['L0', 'L1', 'L2', 'L3', 'L3S'];
export const reaches = (have: Level, want: Level): boolean => order.indexOf(have) >= order.indexOf(want);

/** Lowest level that opens content of a class, and that shows its title. */
export const openLevel: Record<ContentClass, Level> = { C1: 'L2', C2: 'L2', C3: 'L3', C4: 'L3', C5: 'L3' };
export const titleLevel: Record<ContentClass, Level> = { C1: 'L2', C2: 'L2', C3: 'L3', C4: 'L3', C5: 'L3' };

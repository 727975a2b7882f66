// Words for people come in Japanese always and in English where somebody has translated them (CPSV-AP: language-tagged literals).
import { z } from 'zod';

export const Text = z.object({ ja: z.string().min(1), en: z.string().optional() });
export type Text = z.infer<typeof Text>;

export const Bilingual = z.object({ ja: z.string().min(1), en: z.string().min(1) });
export type Bilingual = z.infer<typeof Bilingual>;

export type Lang = 'ja' | 'en';

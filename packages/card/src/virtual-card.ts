// The virtual My Number card: the JPKI and the input-assist application over one chip (fact sheet §§6, 7).
import { randomBytes } from 'node:crypto';
import type { CardState } from './card-state.ts';
import { INPUT_ASSIST_AID, JPKI_AID } from './jpki-files.ts';
import { type ChipApplication, makeChip, type VirtualCard } from './virtual/chip.ts';
import { makeInputAssistApplication } from './virtual/input-assist-application.ts';
import { makeJpkiApplication } from './virtual/jpki-application.ts';

export type { VirtualCard } from './virtual/chip.ts';

export type VirtualCardOptions = {
  /** Called with the changed state before the answer leaves; must store it durably or throw (the card then answers 6581). */
  readonly onChange: (state: CardState) => void;
  readonly random?: () => Uint8Array;
};

/** `state` is the chip's memory: it is changed in place. */
export function makeVirtualCard(state: CardState, { onChange, random = () => randomBytes(16) }: VirtualCardOptions): VirtualCard {
  const jpki: ChipApplication = { aid: JPKI_AID, make: (persist) => makeJpkiApplication(state, persist, random) };
  const inputAssist: ChipApplication = { aid: INPUT_ASSIST_AID, make: (persist) => makeInputAssistApplication(state, persist, random) };
  return makeChip(state.profile === 'phone' ? [jpki] : [jpki, inputAssist], () => onChange(state));
}

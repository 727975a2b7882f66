// Where the demo's phones lie: files beside the cards. A real phone keeps its keys in its own secure element.
import type { CardState } from '@shishobako/card/card-state';

export type PhoneStore = {
  /** Durably; in place of an earlier phone of the same card. */
  put(state: CardState): Promise<void>;
};

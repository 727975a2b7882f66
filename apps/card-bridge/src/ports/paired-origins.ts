// Pages that may ask for the card: told at start-up (the demo) or paired by a code that is shown once.

export type PairedOrigins = {
  all(): readonly string[];
  has(origin: string): boolean;
  /** Kept over restarts. */
  add(origin: string): void;
  /** False for an origin that was not paired by a code. */
  remove(origin: string): boolean;
};

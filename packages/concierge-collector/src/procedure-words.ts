// How a rule of the vocabulary is written: every pattern of `all` must be found in the title, the heading or the block, none of `not`.

export type ProcedureWords = { readonly procedure: string; readonly all: readonly RegExp[]; readonly not?: RegExp };

export const r = (procedure: string, all: RegExp | readonly RegExp[], not?: RegExp): ProcedureWords => ({
  procedure,
  all: all instanceof RegExp ? [all] : all,
  ...(not === undefined ? {} : { not }),
});

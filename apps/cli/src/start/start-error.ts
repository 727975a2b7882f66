// A start that cannot go on says what is wrong and what to do, in both languages, and nothing more.
export class StartError extends Error {
  readonly ja: string;
  readonly en: string;
  constructor(problem: { readonly ja: string; readonly en: string }) {
    super(problem.en);
    this.ja = problem.ja;
    this.en = problem.en;
  }
}

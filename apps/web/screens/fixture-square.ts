import type { Answer } from './fixture-console.ts';
export const makeSquareAnswers = (_box: string) => async (_method: string, _url: URL): Promise<Answer | undefined> => undefined;

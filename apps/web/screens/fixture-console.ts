export type Answer = { status: number; contentType: string; body: string };
export const makeAgencyAnswers = (_box: string) => async (_method: string, _url: URL): Promise<Answer | undefined> => undefined;

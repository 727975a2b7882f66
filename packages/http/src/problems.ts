// Each service lists its problems once; what a `kind` means for a caller stands in one place (RFC 9457).

import type { Bilingual } from '@shishobako/contracts/primitives';
import { type Problem, problemType } from '@shishobako/contracts/problem';

export type ProblemDefinition = {
  readonly status: number;
  readonly title: Bilingual;
  /** What the person or the program can do now. */
  readonly advice: Bilingual;
  /** Whether the same request may succeed later. */
  readonly retry: boolean;
  /** What the operator should look at. */
  readonly operator: string;
};

export type Failure<K extends string = string> = {
  readonly kind: K;
  readonly detail?: string | undefined;
  readonly facts?: Problem['facts'];
  readonly errors?: Problem['errors'];
};

/** Thrown at the edge of a route, met by the one error handler. */
export class ProblemError extends Error {
  readonly code: string;
  readonly definition: ProblemDefinition;
  readonly failure: Failure;
  constructor(failure: Failure, definition: ProblemDefinition) {
    super(failure.kind);
    this.code = failure.kind;
    this.definition = definition;
    this.failure = failure;
  }
}

/** `problem(error)` for the closed set of kinds of one service: a kind without a definition does not compile. */
export function makeProblems<const K extends string>(catalogue: Record<K, ProblemDefinition>): (failure: Failure<K>) => ProblemError {
  return (failure) => new ProblemError(failure, catalogue[failure.kind]);
}

/** Another service's problem in its own words; `operator`: what ours is to make of it. */
export const passedOn = ({ code, status, titles, advice, retry, facts }: Problem, operator: string): ProblemError =>
  new ProblemError({ kind: code, ...(facts && { facts }) }, { status, title: titles, advice, retry, operator });

const prefersEnglish = (acceptLanguage: string | undefined): boolean => /^\s*en\b/i.test(acceptLanguage ?? '');

export function problemBody(error: ProblemError, instance: string, acceptLanguage: string | undefined): Problem {
  const { definition: d, failure: f } = error;
  return {
    type: problemType(error.code),
    title: prefersEnglish(acceptLanguage) ? d.title.en : d.title.ja,
    status: d.status,
    ...(f.detail !== undefined && { detail: f.detail }),
    instance: `urn:request:${instance}`,
    code: error.code,
    titles: d.title,
    advice: d.advice,
    retry: d.retry,
    ...(f.errors && { errors: f.errors }),
    ...(f.facts && { facts: f.facts }),
  };
}

/** Problems that any service may answer. */
export const commonProblems = {
  'request.invalid': {
    status: 400,
    title: { ja: '送られた内容に誤りがあります', en: 'The request has errors' },
    advice: { ja: '示された項目を直して、もう一度送ってください。', en: 'Correct the fields named below and send again.' },
    retry: false,
    operator: 'A client sends what the OpenAPI document does not allow.',
  },
  'request.too-large': {
    status: 413,
    title: { ja: '送られたデータが大きすぎます', en: 'The request is too large' },
    advice: { ja: '上限は説明書にあります。分けて送ってください。', en: 'See the documented limit and send it in parts.' },
    retry: false,
    operator: 'Check the sender; limits protect memory.',
  },
  'request.media-type': {
    status: 415,
    title: { ja: 'この形式のデータは受け取れません', en: 'This media type is not accepted' },
    advice: { ja: '説明書にある Content-Type で送ってください。', en: 'Send the documented Content-Type.' },
    retry: false,
    operator: 'A client uses another Content-Type than documented.',
  },
  'request.too-many': {
    status: 429,
    title: { ja: 'しばらくの間に回数が多すぎます', en: 'Too many requests' },
    advice: { ja: '少し待ってから、もう一度お試しください。', en: 'Wait a moment, then try again.' },
    retry: true,
    operator: 'One caller exceeds its rate; see the rate-limit log.',
  },
  'not-found': {
    status: 404,
    title: { ja: '見つかりません', en: 'Not found' },
    advice: { ja: '番号や住所（URL）を確かめてください。', en: 'Check the address.' },
    retry: false,
    operator: 'Nothing to do.',
  },
  'access.missing': {
    status: 401,
    title: { ja: 'サインインが必要です', en: 'Sign-in needed' },
    advice: { ja: 'もう一度サインインしてください。', en: 'Sign in again.' },
    retry: false,
    operator: 'Nothing to do.',
  },
  'access.invalid': {
    status: 401,
    title: { ja: 'サインインの有効期限が切れたか、確認できませんでした', en: 'The sign-in has ended or could not be verified' },
    advice: { ja: 'もう一度サインインしてください。', en: 'Sign in again.' },
    retry: false,
    operator: 'Many of these at once: check clocks and the token keys of the identity provider.',
  },
  'access.refused': {
    status: 403,
    title: { ja: 'この操作は許可されていません', en: 'This is not allowed' },
    advice: { ja: '必要な権限を管理者に確かめてください。', en: 'Ask the administrator for the right needed.' },
    retry: false,
    operator: 'A client lacks a scope or a level.',
  },
  'access.level': {
    status: 403,
    title: { ja: 'もう一段強い本人確認が必要です', en: 'A stronger sign-in is needed' },
    advice: { ja: 'カードでサインインしてください。', en: 'Sign in with your card.' },
    retry: false,
    operator: 'Nothing to do.',
  },
  internal: {
    status: 500,
    title: { ja: '私たちの側で問題が起きました', en: 'Something went wrong on our side' },
    advice: {
      ja: '送られた内容は失われていません。しばらくしてからもう一度お試しください。',
      en: 'Nothing you sent was lost. Try again in a moment.',
    },
    retry: true,
    operator: 'Search the log for the request id; this is a defect.',
  },
  unavailable: {
    status: 503,
    title: { ja: 'ただいま使えません', en: 'Not available right now' },
    advice: { ja: 'しばらくしてからもう一度お試しください。', en: 'Try again in a moment.' },
    retry: true,
    operator: 'A service this one needs does not answer.',
  },
} as const satisfies Record<string, ProblemDefinition>;

export const commonProblem = makeProblems(commonProblems);

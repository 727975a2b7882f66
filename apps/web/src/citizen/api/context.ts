// Gives the screens the api and turns its Results into what TanStack Query understands. An ended session is noticed in one place.
import type { Result } from '@shishobako/kernel/result';
import { createContext, useContext } from 'react';
import type { CitizenApi } from './citizen-api.ts';

const ApiContext = createContext<CitizenApi | undefined>(undefined);
export const ApiProvider = ApiContext.Provider;

export function useApi(): CitizenApi {
  const api = useContext(ApiContext);
  if (!api) throw new Error('no CitizenApi above');
  return api;
}

/** Carries an expected failure through a query; `error` is one of the api's closed unions. */
export class Failure<E extends { kind: string } = { kind: string }> extends Error {
  readonly error: E;
  constructor(error: E) {
    super(error.kind);
    this.error = error;
  }
}

export async function valueFrom<T, E extends { kind: string }>(result: Promise<Result<T, E>>): Promise<T> {
  const settled = await result;
  if (settled.ok) return settled.value;
  throw new Failure(settled.error);
}

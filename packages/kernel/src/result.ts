// Expected failures are values; a closed union on `kind` makes every caller say what it does about each.

export type Ok<T> = { readonly ok: true; readonly value: T };
export type Err<E> = { readonly ok: false; readonly error: E };
export type Result<T, E extends { kind: string }> = Ok<T> | Err<E>;

export const ok = <T>(value: T): Ok<T> => ({ ok: true, value });
export const err = <const E extends { kind: string }>(error: E): Err<E> => ({ ok: false, error });

/** For the branch no input can reach: a compile error when a union grows, a thrown one if it happens anyway. */
export function unreachable(value: never): never {
  throw new Error(`unreachable: ${JSON.stringify(value)}`);
}

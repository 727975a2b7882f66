// Each signature of a document hashes the whole content again: many signatures over much content would be a lever against whoever verifies.

const MAX_HASHED_BYTES = 512 * 1024 * 1024;

export class WorkLimitError extends Error {
  override readonly name = 'WorkLimitError';
}

/** One signature may be over content of any size. */
export function checkWork(signatures: number, contentLength: number): void {
  if (signatures > 1 && signatures * contentLength > MAX_HASHED_BYTES)
    throw new WorkLimitError(`${signatures} signatures over ${contentLength} bytes each`);
}

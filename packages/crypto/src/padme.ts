// Padmé size buckets (PETS 2019, "Reducing metadata leakage from encrypted files"): sizes keep only their leading bits, at most 12 %
// larger, so that a size tells O(log log n) bits (security sheet A-10). Short letters all look alike.
export const smallestBucket = 512;

/** Smallest bucket that holds `size` bytes. */
export function bucketOf(size: number): number {
  if (!Number.isSafeInteger(size) || size < 0) throw new RangeError('size must be a non-negative integer');
  if (size <= smallestBucket) return smallestBucket;
  const exponent = size.toString(2).length - 1;
  const significant = Math.floor(Math.log2(exponent)) + 1;
  const step = 2 ** (exponent - significant);
  return Math.ceil(size / step) * step;
}

export const isBucket = (size: number): boolean => bucketOf(size) === size;

/** Zeros behind the content; the true size travels in the sealed header. */
export function pad(bytes: Uint8Array): Uint8Array<ArrayBuffer> {
  const out = new Uint8Array(bucketOf(bytes.length));
  out.set(bytes);
  return out;
}

/** Undefined when `padded` is not the padding of its first `size` bytes. */
export function unpad(padded: Uint8Array<ArrayBuffer>, size: number): Uint8Array<ArrayBuffer> | undefined {
  if (size > padded.length || bucketOf(size) !== padded.length) return undefined;
  return padded.subarray(size).every((byte) => byte === 0) ? padded.subarray(0, size) : undefined;
}

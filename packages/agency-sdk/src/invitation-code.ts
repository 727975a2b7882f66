// One-time invitation codes (PLT-02): 80 random bits in Crockford's base 32, four groups of four, easy to read from a letter.
const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

/** `random`: ten bytes. */
export function invitationCode(random: Uint8Array): string {
  if (random.length !== 10) throw new RangeError('an invitation takes ten random bytes');
  let bits = 0n;
  for (const byte of random) bits = (bits << 8n) | BigInt(byte);
  const letters = Array.from({ length: 16 }, (_, i) => alphabet[Number((bits >> BigInt(75 - 5 * i)) & 31n)]);
  return [0, 4, 8, 12].map((at) => letters.slice(at, at + 4).join('')).join('-');
}

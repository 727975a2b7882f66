// Status words of ISO 7816-4 as the JPKI application uses them (fact sheet §6). 63Cx carries the tries left in x.

export const SW = {
  ok: 0x9000,
  triesLeft: 0x63c0,
  memoryFailure: 0x6581,
  wrongLength: 0x6700,
  channelNotSupported: 0x6881,
  secureMessagingNotSupported: 0x6882,
  chainingNotSupported: 0x6884,
  fileTypeMismatch: 0x6981,
  securityNotSatisfied: 0x6982,
  /** JICSAP and JAHIS meaning: the PIN is blocked. OpenSC reads 6983 the same way. */
  blocked: 0x6984,
  blockedIso: 0x6983,
  conditionsNotSatisfied: 0x6985,
  noCurrentFile: 0x6986,
  wrongData: 0x6a80,
  notFound: 0x6a82,
  wrongParameters: 0x6a86,
  keyNotFound: 0x6a88,
  outOfFile: 0x6b00,
  resendWithLe: 0x6c00,
  moreAvailable: 0x6100,
  unknownInstruction: 0x6d00,
  unknownClass: 0x6e00,
} as const;

export const isTriesLeft = (sw: number): boolean => (sw & 0xfff0) === SW.triesLeft;
export const isBlocked = (sw: number): boolean => sw === SW.blocked || sw === SW.blockedIso;

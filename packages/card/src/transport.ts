// The one port between a client and any card: bytes out, bytes back. Virtual cards, PC/SC readers and tests implement it.

export type CardTransport = {
  /** Rejects with `CardRemoved` when the card left the reader; any other rejection is a fault of the machine. */
  transmit(apdu: Uint8Array): Promise<Uint8Array>;
};

export class CardRemoved extends Error {
  override name = 'CardRemoved';
  constructor() {
    super('the card was removed');
  }
}

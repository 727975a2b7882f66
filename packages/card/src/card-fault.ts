// What can go wrong between a person and a card, as values: every screen must say what each means and what to do next.

export type CardFault =
  | { readonly kind: 'card-removed' }
  | { readonly kind: 'other-card' }
  | { readonly kind: 'no-certificate' }
  /** The card answered outside its own rules; `sw` is its status word, 0 when there was none. */
  | { readonly kind: 'card-error'; readonly sw: number };

export type PinFault =
  | { readonly kind: 'wrong-pin'; readonly triesLeft: number }
  | { readonly kind: 'locked' }
  /** Not sent to the card: no try spent. */
  | { readonly kind: 'malformed-pin' };

export type SignFault = CardFault | { readonly kind: 'pin-needed' };

// The card's window for a signature: a card request takes the PIN, a document the signing password.
import type { CardDialogReason } from '@shishobako/contracts/card-bridge';
import type { CardRequest, SignedCardStatement } from '@shishobako/contracts/card-statement';
import type { DocumentRequest, SignedDocumentStatement } from '@shishobako/contracts/document-statement';
import { useMemo } from 'react';
import { CardWindow } from './card-window.tsx';

type Signed<R> = R extends DocumentRequest ? SignedDocumentStatement : SignedCardStatement;

export function CardFrame<R extends CardRequest | DocumentRequest>({
  request,
  onSigned,
  ...rest
}: {
  bridge: string;
  request: R;
  onSigned: (signed: Signed<R>) => void;
  onCancelled: (reason: CardDialogReason) => void;
  onAbsent: () => void;
  note?: string;
}) {
  const document = 'sha256' in request;
  const asking = useMemo(
    () => ({ type: document ? 'shishobako.card.document-request' : 'shishobako.card.request', ...request }),
    [document, request],
  );
  return (
    <CardWindow
      {...rest}
      asking={asking}
      wanted={document ? 'shishobako.card.document-result' : 'shishobako.card.result'}
      onAnswer={({ statement, signature, certificate }) => onSigned({ statement, signature, certificate } as Signed<R>)}
    />
  );
}

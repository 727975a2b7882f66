// The card program's own window inside the page. Only it receives the PIN; this page hears the signature or why there is none.
import {
  CardDialogMessage,
  type CardDialogReason,
  type CardDialogRequest,
  type CardDocumentRequest,
} from '@shishobako/contracts/card-bridge';
import type { CardRequest, SignedCardStatement } from '@shishobako/contracts/card-statement';
import type { DocumentRequest, SignedDocumentStatement } from '@shishobako/contracts/document-statement';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../ui/format.ts';
import { TextSkeleton } from '../../ui/skeleton.tsx';

const patience = 6_000;

type Signed<R> = R extends DocumentRequest ? SignedDocumentStatement : SignedCardStatement;

export function CardFrame<R extends CardRequest | DocumentRequest>({
  bridge,
  request,
  onSigned,
  onCancelled,
  onAbsent,
  note,
}: {
  bridge: string;
  /** A card request takes the PIN, a document the signing password. */
  request: R;
  onSigned: (signed: Signed<R>) => void;
  onCancelled: (reason: CardDialogReason) => void;
  /** Nothing answered in six seconds. */
  onAbsent: () => void;
  note?: string;
}) {
  const { t } = useTranslation('citizen');
  const { lang } = useFormat();
  const frame = useRef<HTMLIFrameElement>(null);
  const handlers = useRef({ onSigned, onCancelled, onAbsent });
  handlers.current = { onSigned, onCancelled, onAbsent };
  const [height, setHeight] = useState(420);
  const [ready, setReady] = useState(false);

  useEffect(() => {
    const origin = new URL(bridge).origin;
    const id = crypto.randomUUID();
    const timer = setTimeout(() => handlers.current.onAbsent(), patience);
    const onMessage = (event: MessageEvent<unknown>): void => {
      if (event.origin !== origin || event.source !== frame.current?.contentWindow) return;
      const parsed = CardDialogMessage.safeParse(event.data);
      if (!parsed.success) return;
      const message = parsed.data;
      if (message.type === 'shishobako.card.ready') {
        clearTimeout(timer);
        setReady(true);
        const asking: CardDialogRequest | CardDocumentRequest =
          'sha256' in request
            ? { type: 'shishobako.card.document-request', id, ...request }
            : { type: 'shishobako.card.request', id, ...request };
        frame.current?.contentWindow?.postMessage(asking, origin);
        return;
      }
      if (message.id !== id) return;
      if (message.type === 'shishobako.card.size') setHeight(message.height);
      if (message.type === 'shishobako.card.cancelled') handlers.current.onCancelled(message.reason);
      const wanted = 'sha256' in request ? 'shishobako.card.document-result' : 'shishobako.card.result';
      if (message.type === wanted) {
        const { statement, signature, certificate } = message;
        handlers.current.onSigned({ statement, signature, certificate } as Signed<R>);
      }
    };
    window.addEventListener('message', onMessage);
    return () => {
      clearTimeout(timer);
      window.removeEventListener('message', onMessage);
    };
  }, [bridge, request]);

  return (
    <div className="flex flex-col gap-3">
      <div className="card relative overflow-hidden">
        {!ready && (
          <div className="absolute inset-0 bg-white p-6">
            <TextSkeleton lines={6} />
          </div>
        )}
        <iframe
          ref={frame}
          src={`${bridge}/dialog?lang=${lang}`}
          title={t('signIn.frame')}
          height={height}
          referrerPolicy="origin"
          className="block w-full border-0"
        />
      </div>
      <p className="text-[0.9375rem] leading-160 text-ink-soft">{note ?? t('signIn.frameNote')}</p>
    </div>
  );
}

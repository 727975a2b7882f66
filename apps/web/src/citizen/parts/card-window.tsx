// The card program's own window inside the page. Only it receives the PIN; this page hears the answer or why there is none.
import { CardDialogMessage, type CardDialogReason } from '@shishobako/contracts/card-bridge';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../ui/format.ts';
import { TextSkeleton } from '../../ui/skeleton.tsx';

const patience = 6_000;

/** Result types of the window's protocol. */
export type CardAnswer = Exclude<
  CardDialogMessage,
  { type: 'shishobako.card.ready' | 'shishobako.card.size' | 'shishobako.card.cancelled' }
>;

export function CardWindow<T extends CardAnswer['type']>({
  bridge,
  asking,
  wanted,
  onAnswer,
  onCancelled,
  onAbsent,
  note,
}: {
  bridge: string;
  /** What is asked, without its id; a new object asks anew. */
  asking: object;
  wanted: T;
  onAnswer: (answer: Extract<CardAnswer, { type: T }>) => void;
  onCancelled: (reason: CardDialogReason) => void;
  /** Nothing answered in six seconds. */
  onAbsent: () => void;
  note?: string | undefined;
}) {
  const { t } = useTranslation('citizen');
  const { lang } = useFormat();
  const frame = useRef<HTMLIFrameElement>(null);
  const handlers = useRef({ onAnswer, onCancelled, onAbsent });
  handlers.current = { onAnswer, onCancelled, onAbsent };
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
        frame.current?.contentWindow?.postMessage({ ...asking, id }, origin);
        return;
      }
      if (message.id !== id) return;
      if (message.type === 'shishobako.card.size') setHeight(message.height);
      if (message.type === 'shishobako.card.cancelled') handlers.current.onCancelled(message.reason);
      if (message.type === wanted) handlers.current.onAnswer(message as Extract<CardAnswer, { type: T }>);
    };
    window.addEventListener('message', onMessage);
    return () => {
      clearTimeout(timer);
      window.removeEventListener('message', onMessage);
    };
  }, [bridge, asking, wanted]);

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

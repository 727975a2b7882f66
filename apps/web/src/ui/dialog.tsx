// One dialog at a time, never on another. It names the object and the consequence; Escape and the close button always leave.
// The platform's own <dialog>: the rest of the page is inert, focus returns, and no style sheet is injected.
import { type ReactNode, useId, useLayoutEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { IconButton } from './button.tsx';

export function Dialog({
  title,
  onClose,
  children,
  wide = false,
}: {
  title: string;
  onClose: () => void;
  children: ReactNode;
  wide?: boolean;
}) {
  const { t } = useTranslation('ui');
  const id = useId();
  const dialog = useRef<HTMLDialogElement>(null);
  // Closed while it still stands in the page: only then does the platform give the focus back.
  useLayoutEffect(() => {
    const element = dialog.current;
    element?.showModal();
    return () => element?.close();
  }, []);
  return (
    <dialog
      ref={dialog}
      aria-labelledby={id}
      onCancel={(event) => {
        event.preventDefault();
        onClose();
      }}
      className={`m-0 mt-auto max-h-dvh w-full max-w-none overflow-y-auto rounded-t-16 bg-white p-0 text-ink shadow-3 backdrop:bg-black/50 sm:m-auto sm:max-h-[calc(100dvh-3rem)] sm:rounded-16 ${
        wide ? 'sm:max-w-3xl' : 'sm:max-w-lg'
      }`}
    >
      <div className="flex flex-col gap-5 p-6 sm:p-8">
        <div className="flex items-start justify-between gap-4">
          <h2 id={id} className="text-std-22B-150">
            {title}
          </h2>
          <div className="-mr-2 -mt-1">
            <IconButton icon="close" label={t('close')} onPress={onClose} />
          </div>
        </div>
        {children}
      </div>
    </dialog>
  );
}

export const DialogActions = ({ children }: { children: ReactNode }) => (
  <div className="mt-2 flex flex-col-reverse gap-3 sm:flex-row sm:justify-end">{children}</div>
);

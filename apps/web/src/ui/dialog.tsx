// One dialog at a time, never on another. It names the object and the consequence; Escape and the close button always leave.
import type { ReactNode } from 'react';
import { Dialog as AriaDialog, Heading, Modal, ModalOverlay } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import { IconButton } from './button.tsx';

export function Dialog({
  title,
  open,
  onClose,
  children,
  wide = false,
  closable = true,
}: {
  title: string;
  open: boolean;
  onClose: () => void;
  children: ReactNode;
  wide?: boolean;
  closable?: boolean;
}) {
  const { t } = useTranslation('ui');
  return (
    <ModalOverlay
      isOpen={open}
      onOpenChange={(next) => {
        if (!next) onClose();
      }}
      isDismissable={false}
      isKeyboardDismissDisabled={!closable}
      className="fixed inset-0 z-50 flex items-end justify-center bg-black/50 sm:items-center sm:p-6"
    >
      <Modal
        className={`max-h-dvh w-full overflow-y-auto rounded-t-16 bg-white shadow-3 sm:max-h-[calc(100dvh-3rem)] sm:rounded-16 ${wide ? 'sm:max-w-3xl' : 'sm:max-w-lg'}`}
      >
        <AriaDialog className="flex flex-col gap-5 p-6 outline-none sm:p-8">
          <div className="flex items-start justify-between gap-4">
            <Heading slot="title" className="text-std-22B-150">
              {title}
            </Heading>
            {closable && (
              <div className="-mr-2 -mt-1">
                <IconButton icon="close" label={t('close')} onPress={onClose} />
              </div>
            )}
          </div>
          {children}
        </AriaDialog>
      </Modal>
    </ModalOverlay>
  );
}

export const DialogActions = ({ children }: { children: ReactNode }) => (
  <div className="mt-2 flex flex-col-reverse gap-3 sm:flex-row sm:justify-end">{children}</div>
);

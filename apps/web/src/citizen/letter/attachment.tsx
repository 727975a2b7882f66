// A file that came with the letter: previewed in place where that is safe, saved otherwise. Nothing leaves the device.
import type { OpenedPart } from '@shishobako/device/open-letter';
import { lazy, Suspense, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../../ui/button.tsx';
import { useFormat } from '../../ui/format.ts';
import { Icon } from '../../ui/icon.tsx';
import { saveFile } from '../../ui/save-file.ts';
import { TextSkeleton } from '../../ui/skeleton.tsx';

const PdfView = lazy(async () => ({ default: (await import('./pdf-view.tsx')).PdfView }));

function Picture({ part }: { part: OpenedPart }) {
  const [url, setUrl] = useState<string>();
  useEffect(() => {
    const made = URL.createObjectURL(new Blob([part.bytes], { type: part.mediaType }));
    setUrl(made);
    return () => URL.revokeObjectURL(made);
  }, [part]);
  return url === undefined ? null : <img src={url} alt={part.name} className="mx-auto max-w-full" />;
}

const Text = ({ part }: { part: OpenedPart }) => (
  // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard
  <pre tabIndex={0} className="max-h-[70vh] overflow-auto whitespace-pre-wrap bg-white p-4 font-sans text-std-16N-170">
    {new TextDecoder().decode(part.bytes).slice(0, 500_000)}
  </pre>
);

const previewable = (mediaType: string): 'pdf' | 'image' | 'text' | null =>
  mediaType === 'application/pdf'
    ? 'pdf'
    : /^image\/(?:png|jpeg)$/.test(mediaType)
      ? 'image'
      : /^text\/(?:plain|csv)$|^application\/(?:json|xml)$/.test(mediaType)
        ? 'text'
        : null;

export function Attachment({ part }: { part: OpenedPart }) {
  const { t } = useTranslation('citizen');
  const format = useFormat();
  const [open, setOpen] = useState(false);
  const kind = previewable(part.mediaType);
  return (
    <li className="flex flex-col">
      <div className="flex flex-wrap items-center gap-x-4 gap-y-2 px-4 py-3 sm:px-6 print:p-0">
        <Icon name="file" className="size-6 text-solid-gray-700" />
        <span className="flex min-w-40 grow flex-col">
          <span className="text-std-16B-170">{part.name}</span>
          <span className="text-[0.9375rem] text-ink-soft">
            {part.mediaType === 'application/pdf' ? 'PDF' : part.mediaType} ・ {format.bytes(part.size)}
          </span>
        </span>
        <span className="no-print flex gap-2">
          {kind && (
            <Button look="secondary" small icon="eye" aria-expanded={open} onPress={() => setOpen(!open)}>
              {open ? t('letter.hide') : t('letter.preview')}
              <span className="sr-only">: {part.name}</span>
            </Button>
          )}
          <Button look="quiet" small icon="download" onPress={() => saveFile(part.name, part.mediaType, part.bytes)}>
            {t('letter.download')}
            <span className="sr-only">: {part.name}</span>
          </Button>
        </span>
      </div>
      {kind === null && <p className="px-4 pb-3 text-[0.9375rem] text-ink-soft sm:px-6">{t('letter.noPreview')}</p>}
      {open && (
        <div className="border-t border-line bg-solid-gray-50 p-3 sm:p-5">
          {kind === 'pdf' && (
            <Suspense fallback={<TextSkeleton lines={8} />}>
              <PdfView bytes={part.bytes} name={part.name} />
            </Suspense>
          )}
          {kind === 'image' && <Picture part={part} />}
          {kind === 'text' && <Text part={part} />}
        </div>
      )}
    </li>
  );
}

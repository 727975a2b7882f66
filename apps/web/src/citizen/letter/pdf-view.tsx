// A PDF drawn page by page on the device by a worker of our own origin; its text stands beside each page for who cannot see it.
// Scripts, forms and outer addresses inside the file are not run and not followed.
import { GlobalWorkerOptions, getDocument, type PDFDocumentProxy, type PDFPageProxy } from 'pdfjs-dist';
import workerUrl from 'pdfjs-dist/build/pdf.worker.min.mjs?url';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../../ui/button.tsx';
import { Notice } from '../../ui/notice.tsx';
import { TextSkeleton } from '../../ui/skeleton.tsx';

GlobalWorkerOptions.workerSrc = workerUrl;
const firstPages = 10;

async function textOf(page: PDFPageProxy): Promise<string> {
  const { items } = await page.getTextContent();
  return items.map((item) => ('str' in item ? item.str + (item.hasEOL ? '\n' : '') : '')).join('');
}

function Page({ pdf, number }: { pdf: PDFDocumentProxy; number: number }) {
  const { t } = useTranslation('citizen');
  const canvas = useRef<HTMLCanvasElement>(null);
  const [text, setText] = useState('');
  useEffect(() => {
    let cancel: (() => void) | undefined;
    let live = true;
    void (async () => {
      const page = await pdf.getPage(number);
      const target = canvas.current;
      if (!live || !target) return;
      const wide = target.parentElement?.clientWidth ?? 600;
      const unscaled = page.getViewport({ scale: 1 });
      const scale = (Math.min(wide, 900) / unscaled.width) * Math.min(2, devicePixelRatio || 1);
      const viewport = page.getViewport({ scale });
      target.width = viewport.width;
      target.height = viewport.height;
      const task = page.render({ canvas: target, viewport });
      cancel = () => task.cancel();
      await task.promise.catch(() => undefined);
      if (live) setText(await textOf(page).catch(() => ''));
    })();
    return () => {
      live = false;
      cancel?.();
    };
  }, [pdf, number]);
  return (
    <figure className="flex flex-col gap-1">
      <canvas
        ref={canvas}
        role="img"
        aria-label={t('letter.pdf.page', { page: number, total: pdf.numPages })}
        className="mx-auto h-auto w-full max-w-[56.25rem] bg-white shadow-1"
      />
      <figcaption className="text-center text-sm text-ink-soft">
        {t('letter.pdf.page', { page: number, total: pdf.numPages })}
        <span className="sr-only"> {text}</span>
      </figcaption>
    </figure>
  );
}

export function PdfView({ bytes, name }: { bytes: Uint8Array; name: string }) {
  const { t } = useTranslation('citizen');
  const [pdf, setPdf] = useState<PDFDocumentProxy | 'failed'>();
  const [shown, setShown] = useState(firstPages);
  useEffect(() => {
    // The worker takes what it is given; the letter keeps its own copy.
    const task = getDocument({ data: bytes.slice(), enableXfa: false, stopAtErrors: false, useWasm: false });
    task.promise.then(setPdf, () => setPdf('failed'));
    return () => void task.destroy();
  }, [bytes]);
  if (pdf === undefined) return <TextSkeleton lines={8} />;
  if (pdf === 'failed') return <Notice tone="warning" title={t('letter.pdf.failed')} live />;
  const pages = Array.from({ length: Math.min(shown, pdf.numPages) }, (_, i) => i + 1);
  return (
    <section aria-label={name} className="flex flex-col gap-5">
      {pages.map((number) => (
        <Page key={number} pdf={pdf} number={number} />
      ))}
      {shown < pdf.numPages && (
        <div className="self-center">
          <Button look="secondary" onPress={() => setShown(pdf.numPages)}>
            {t('letter.pdf.more')}
          </Button>
        </div>
      )}
    </section>
  );
}

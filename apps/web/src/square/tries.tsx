// Three things to try, step by step, each with its door or the words to copy.
import type { Try } from '@shishobako/contracts/square-api';
import { useTranslation } from 'react-i18next';
import { CopyButton } from '../ui/copy-button.tsx';
import { useFormat } from '../ui/format.ts';
import { Icon } from '../ui/icon.tsx';
import { Section } from '../ui/section.tsx';

export function Tries({ tries }: { tries: readonly Try[] }) {
  const { t } = useTranslation('square');
  const { say } = useFormat();
  return (
    <Section title={t('tries.title')}>
      <ol className="grid gap-4 lg:grid-cols-3">
        {tries.map((one, index) => (
          <li key={one.id} className="card flex flex-col gap-4 p-6">
            <h3 className="flex items-center gap-3 text-std-18B-160">
              <span aria-hidden="true" className="flex size-9 shrink-0 items-center justify-center rounded-full bg-blue-900 text-white">
                {index + 1}
              </span>
              {say(one.title)}
            </h3>
            <ol className="flex list-decimal flex-col gap-3 pl-6">
              {one.steps.map((step) => (
                <li key={step.text.ja} className="text-std-16N-170">
                  {say(step.text)}
                  {step.url !== null && (
                    <a href={step.url} className="link mt-1 flex min-h-11 items-center gap-1">
                      {t('tries.open')} {new URL(step.url).host}
                      <Icon name="right" className="size-4" />
                    </a>
                  )}
                  {step.copy !== null && (
                    <span className="mt-1 flex flex-wrap items-center gap-2 rounded-8 bg-paper-deep py-1 pl-3 pr-1">
                      <code className="grow text-sm">{step.copy}</code>
                      <CopyButton text={step.copy} />
                    </span>
                  )}
                </li>
              ))}
            </ol>
          </li>
        ))}
      </ol>
    </Section>
  );
}

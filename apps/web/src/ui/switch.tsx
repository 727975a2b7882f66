// On or off, with the word beside it: colour is never the only sign.
import { Switch as AriaSwitch } from 'react-aria-components';
import { useTranslation } from 'react-i18next';

export function Switch({ label, value, onChange }: { label: string; value: boolean; onChange: (value: boolean) => void }) {
  const { t } = useTranslation('ui');
  return (
    <AriaSwitch isSelected={value} onChange={onChange} className="group inline-flex min-h-11 cursor-pointer items-center gap-3">
      <span className="flex h-8 w-14 shrink-0 items-center rounded-full border-2 border-solid-gray-600 bg-white p-0.5 group-data-[selected]:border-blue-900 group-data-[selected]:bg-blue-900">
        <span className="size-6 rounded-full bg-solid-gray-600 transition-transform group-data-[selected]:translate-x-[1.375rem] group-data-[selected]:bg-white" />
      </span>
      <span className="min-w-0 text-std-17N-170">
        {label} <span className="ml-2 whitespace-nowrap text-[0.9375rem] text-ink-soft">{value ? t('on') : t('off')}</span>
      </span>
    </AriaSwitch>
  );
}

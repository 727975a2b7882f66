// Files to be sent: chosen by the platform's own dialog, listed by name and size, taken off one by one.
import { useId, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from './button.tsx';
import { useFormat } from './format.ts';
import { Icon } from './icon.tsx';

export function FileField({
  label,
  help,
  add,
  remove,
  files,
  accept,
  multiple = false,
  onChange,
}: {
  label: string;
  help: string;
  add: string;
  remove: string;
  files: readonly File[];
  accept: readonly string[];
  multiple?: boolean;
  onChange: (files: readonly File[]) => void;
}) {
  const { i18n } = useTranslation();
  const { bytes } = useFormat();
  const id = useId();
  const input = useRef<HTMLInputElement>(null);
  return (
    <fieldset aria-describedby={id} className="flex flex-col items-start gap-2" lang={i18n.language}>
      <legend className="mb-1.5 text-std-17B-170">{label}</legend>
      <p id={id} className="text-[0.9375rem] leading-160 text-ink-soft">
        {help}
      </p>
      {files.length > 0 && (
        <ul className="card w-full divide-y divide-line">
          {files.map((file) => (
            <li key={`${file.name}${file.size}`} className="flex flex-wrap items-center gap-3 py-1 pl-4 pr-2">
              <Icon name="file" className="size-5 text-solid-gray-700" />
              <span className="grow text-[0.9375rem]">
                {file.name} <span className="text-ink-soft">{bytes(file.size)}</span>
              </span>
              <Button look="quiet" small onPress={() => onChange(files.filter((other) => other !== file))}>
                {remove}
                <span className="sr-only">: {file.name}</span>
              </Button>
            </li>
          ))}
        </ul>
      )}
      <input
        ref={input}
        type="file"
        hidden
        accept={accept.join(',')}
        multiple={multiple}
        onChange={(event) => {
          const chosen = [...(event.target.files ?? [])];
          // The same file may be chosen again after it was taken off.
          event.target.value = '';
          if (chosen.length) onChange(multiple ? [...files, ...chosen] : chosen.slice(0, 1));
        }}
      />
      <Button look="secondary" small icon="plus" onPress={() => input.current?.click()}>
        {add}
        <span className="sr-only">: {label}</span>
      </Button>
    </fieldset>
  );
}

// Fields after the design system: label above, help under the label, error in words under the field. Nothing is a placeholder.
import type { ReactNode } from 'react';
import {
  Text as AriaText,
  TextField as AriaTextField,
  type TextFieldProps as AriaTextFieldProps,
  FieldError,
  Input,
  Label,
  TextArea,
} from 'react-aria-components';
import { useTranslation } from 'react-i18next';

export const inputClass =
  'w-full min-h-12 rounded-8 border border-solid-gray-600 bg-white px-3 py-2.5 text-base text-ink hover:border-black disabled:bg-solid-gray-50 data-[invalid]:border-red-900';

export type FieldProps = Omit<AriaTextFieldProps, 'className' | 'children'> & {
  label: string;
  help?: ReactNode;
  error?: string | undefined;
  /** Rows of a text area; a single line without it. */
  rows?: number;
  mono?: boolean;
  autoCapitalize?: string;
};

export function Field({ label, help, error, rows, mono = false, autoCapitalize, ...props }: FieldProps) {
  const { t } = useTranslation('ui');
  const extra = mono ? ' font-mono tracking-wider' : '';
  return (
    <AriaTextField {...props} isInvalid={error !== undefined} validationBehavior="aria" className="flex flex-col gap-1.5">
      <Label className="text-std-17B-170">
        {label}
        {props.isRequired === true && <span className="ml-2 text-std-16N-170 text-red-900">{t('required')}</span>}
      </Label>
      {help !== undefined && (
        <AriaText slot="description" className="text-[0.9375rem] leading-160 text-ink-soft">
          {help}
        </AriaText>
      )}
      {rows === undefined ? (
        <Input className={inputClass + extra} {...(autoCapitalize !== undefined && { autoCapitalize })} />
      ) : (
        <TextArea rows={rows} className={`${inputClass}${extra} leading-170`} />
      )}
      <FieldError className="text-[0.9375rem] leading-160 text-red-900">{error === undefined ? '' : `＊${error}`}</FieldError>
    </AriaTextField>
  );
}

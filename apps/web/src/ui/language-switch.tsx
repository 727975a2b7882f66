// The other language, one click away, named in itself.
import { useTranslation } from 'react-i18next';
import { changeLanguage, languageOf } from '../i18n/start-i18n.ts';

export function LanguageSwitch({ className = '' }: { className?: string }) {
  const { i18n } = useTranslation();
  const other = languageOf(i18n) === 'ja' ? 'en' : 'ja';
  return (
    <button
      type="button"
      lang={other}
      onClick={() => void changeLanguage(i18n, other)}
      className={`inline-flex min-h-11 shrink-0 whitespace-nowrap cursor-pointer items-center rounded-8 px-3 text-[0.9375rem] text-blue-900 underline underline-offset-4 hover:bg-blue-50 ${className}`}
    >
      {other === 'en' ? 'English' : '日本語'}
    </button>
  );
}

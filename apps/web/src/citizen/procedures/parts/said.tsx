// Words of the catalogue: where English is not given the Japanese is shown and named as such to the browser and to screen readers.
import type { Text } from '@shishobako/concierge-engine/text';
import { useWords } from '../words.ts';

export function Said({ text }: { text: Text }) {
  const { lang } = useWords();
  if (lang === 'ja' || text.en !== undefined) return lang === 'en' ? text.en : text.ja;
  return <span lang="ja">{text.ja}</span>;
}

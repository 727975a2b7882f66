// Why an application did not get as far as the agency, in words for the person.
import type { Bilingual } from '@shishobako/contracts/primitives';

const failures: Readonly<Record<string, Bilingual>> = {
  'desk.none': {
    ja: 'この機関は、いま申請を受け付けていません。機関の窓口にお尋ねください。',
    en: 'The agency takes no applications now. Please ask at its desk.',
  },
  'application.key-changed': {
    ja: '機関の鍵が新しくなりました。様式を開き直し、もう一度送ってください。',
    en: 'The agency has a new key. Please open the form again and send once more.',
  },
  'relay.exhausted': {
    ja: '長い間つながらず、送れませんでした。もう一度送ってください。',
    en: 'The agency’s side could not be reached for a long time. Please send it again.',
  },
};
const other: Bilingual = {
  ja: '申請を受け渡せませんでした。様式を開き直し、もう一度送ってください。',
  en: 'The application could not be passed on. Please open the form again and send once more.',
};

export const failureOf = (code: string | null): { code: string; text: Bilingual } | null =>
  code === null ? null : { code, text: failures[code] ?? other };

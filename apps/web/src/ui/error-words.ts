// A failure in words: what happened, what you can do, the code for whoever is asked about it.
import type { Problem } from '@shishobako/contracts/problem';
import { useTranslation } from 'react-i18next';
import { useFormat } from './format.ts';

export type ShownError =
  | { kind: 'call.problem'; problem: Problem }
  | { kind: 'call.offline' }
  | { kind: 'call.malformed'; detail: string }
  /** A failure the page words itself. */
  | { kind: 'said'; title: string; advice: string; code: string };

export type ErrorWords = { title: string; advice: string; code: string; retry: boolean };

export function useErrorWords(error: ShownError): ErrorWords {
  const { t } = useTranslation('ui');
  const { say } = useFormat();
  switch (error.kind) {
    case 'call.problem': {
      const { titles, advice, code, retry } = error.problem;
      return { title: say(titles), advice: say(advice), code, retry };
    }
    case 'call.offline':
      return { title: t('error.offline.title'), advice: t('error.offline.advice'), code: 'offline', retry: true };
    case 'call.malformed':
      return {
        ...{ title: t('error.malformed.title'), advice: t('error.malformed.advice') },
        ...{ code: `malformed ${error.detail}`.trim(), retry: true },
      };
    case 'said':
      return { title: error.title, advice: error.advice, code: error.code, retry: true };
  }
}

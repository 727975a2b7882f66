// Words of the shared parts, in English.
import type { Catalogue } from './catalogue.ts';
import type { uiJa } from './ui.ja.ts';

export const uiEn: Catalogue<typeof uiJa> = {
  required: 'Required',
  loading: 'Loading',
  close: 'Close',
  cancel: 'Cancel',
  back: 'Back',
  on: 'On',
  off: 'Off',
  copy: 'Copy',
  copied: 'Copied',
  copyFailed: 'Copying did not work. Please select the text and copy it yourself.',
  more: 'Show more',
  retry: 'Try again',
  skip: 'Skip to content',
  bytes: { b: '{{n}} bytes', kb: '{{n}} KB', mb: '{{n}} MB' },
  joined: 'This is a demo. All services run joined together on one computer. The people and agencies in it are fictional.',
  joinedShort: 'Demo, fictional people',
  error: {
    code: 'Error code',
    until: 'It works from {{time}} (Japan time).',
    offline: {
      title: 'The service cannot be reached.',
      advice: 'Check your internet connection and try again. If this goes on, the fault may be on the service’s side.',
    },
    malformed: {
      title: 'The answer could not be read.',
      advice: 'Reload the page. If that does not help, tell the operator the code below.',
    },
    unexpected: {
      title: 'This screen could not be shown.',
      advice: 'Reload the page. What you were typing is kept on this device.',
      reload: 'Reload',
    },
  },
  notFound: {
    title: 'This page does not exist.',
    advice: 'The address may have changed or may be mistyped.',
    home: 'Go to the first page',
  },
  table: {
    columns: 'Columns shown',
    empty: 'No rows match.',
    count_one: '{{count, number}} row',
    count_other: '{{count, number}} rows',
  },
  receipt: {
    verdict: {
      proven: 'Proven',
      missing: 'Proof is incomplete',
      wrong: 'Something does not match the proof',
    },
  },
};

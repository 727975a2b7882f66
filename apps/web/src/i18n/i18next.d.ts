import 'i18next';
import type { citizenJa } from './citizen.ja.ts';
import type { consoleJa } from './console.ja.ts';
import type { counterJa } from './counter.ja.ts';
import type { deskJa } from './desk.ja.ts';
import type { proceduresJa } from './procedures.ja.ts';
import type { squareJa } from './square.ja.ts';
import type { uiJa } from './ui.ja.ts';

declare module 'i18next' {
  interface CustomTypeOptions {
    defaultNS: 'ui';
    resources: {
      ui: typeof uiJa;
      citizen: typeof citizenJa;
      console: typeof consoleJa;
      counter: typeof counterJa;
      procedures: typeof proceduresJa;
      desk: typeof deskJa;
      square: typeof squareJa;
    };
    enableSelector: false;
  }
}

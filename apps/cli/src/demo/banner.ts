// What a stranger reads when everything runs: addresses, cards with their PINs, three things to try.
import type { Ports } from '../start/ports.ts';
import { urlOf } from '../start/ports.ts';
import { citizens, displayName } from './region.ts';

/** Columns a text takes on a terminal: East Asian wide characters take two. */
const width = (text: string): number =>
  [...text].reduce(
    (n, c) => n + (/[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6]/.test(c) ? 2 : 1),
    0,
  );
const pad = (text: string, columns: number): string => text + ' '.repeat(Math.max(0, columns - width(text)));

export function banner(ports: Ports, dataDir: string): string {
  const at = (name: Parameters<typeof urlOf>[1]) => urlOf(ports, name);
  const cards = citizens.map((c) => `    ${pad(displayName(c), 22)} PIN ${c.pin}`);
  return [
    '',
    '  私書箱 Shishobako',
    '',
    `  ▶ 町の広場  Town square        ${at('square')}      （ここから / start here）`,
    `    市民      Citizen app        ${at('web')}`,
    `    汐凪市    City console       ${at('shionagi-city')}      clerk / demo-clerk-2026`,
    `    年金      Pension console    ${at('aomine-pension')}      clerk / demo-clerk-2026`,
    `    病院      Hospital reception ${at('shionagi-hospital')}      医師のカード PIN 2001`,
    `    窓口      City counter       ${at('counter')}      clerk / demo-clerk-2026`,
    `    API       OpenAPI            ${at('portal')}/docs  (…${ports.ca}–${ports.keyserver})`,
    '',
    '  デモのカード Demo cards（すべて架空の人です / all people are fictional）',
    ...cards,
    '',
    '  試してみる Three things to try',
    `    1. ${at('web')} を開き、田中 花子のカード（PIN 1001）で手紙を開く / open a letter with the first card`,
    `    2. ${at('shionagi-city')} から手紙を送り、到達と開封を見る / send a letter, watch it arrive and open`,
    '    3. 受領証を保存して / save a receipt, then: npx shishobako verify receipt FILE',
    '',
    '  すべてのサービスがこの一台で動いています（実運用では別々の運営者）。 All services are joined on this machine.',
    `  データ Data: ${dataDir}      終了 Stop: Ctrl-C`,
    '',
  ].join('\n');
}

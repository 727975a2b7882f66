// Bulletins leave out the area code; the numbers of the same exchange in other notices of the run tell it.
import type { Notice } from './collect.ts';

export function restoreAreaCodes(notices: readonly Notice[]): Notice[] {
  const codes = new Map<string, Map<string, number>>();
  for (const { phone } of notices.flatMap((n) => n.contacts)) {
    const m = /^(0\d{1,4})-(\d{1,4})-\d{4}$/.exec(phone ?? '');
    if (m === null || /^0(?:120|570|800|[789]0)$/.test(m[1] ?? '')) continue;
    const exchange = codes.get(m[2] ?? '') ?? new Map<string, number>();
    exchange.set(m[1] ?? '', (exchange.get(m[1] ?? '') ?? 0) + 1);
    codes.set(m[2] ?? '', exchange);
  }
  const restored = (phone: string | null): string | null => {
    const exchange = /^(\d{2,4})-\d{4}$/.exec(phone ?? '')?.[1];
    const known = exchange === undefined ? undefined : codes.get(exchange);
    // Two area codes with the same exchange leave it open.
    return known === undefined || known.size !== 1 ? phone : `${[...known.keys()][0] ?? ''}-${phone ?? ''}`;
  };
  return notices.map((n) => ({ ...n, contacts: n.contacts.map((c) => ({ ...c, phone: restored(c.phone) })) }));
}

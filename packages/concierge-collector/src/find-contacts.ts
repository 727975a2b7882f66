// Whom to ask: department, telephone with the area code restored, extension, e-mail, form address.

import { plainWidth } from './normalise.ts';
import type { RawNotice } from './notice-source.ts';

export type Contact = {
  readonly department: string | null;
  readonly phone: string | null;
  readonly extension: string | null;
  readonly email: string | null;
  readonly url: string | null;
};

const PHONE = /(?:\(?(0\d{1,4})\)?\s*[-(ー]?\s*)?(?<![\d.])(\d{2,4})\s*[-)）ー]\s*(\d{4})(?!\d)/g;
const FULL = /(?<!\d)(?:\(\s*(0\d{1,4})\s*\)\s*|(0\d{1,4})\s*[-(（]\s*)(\d{1,4})\s*[-)）]\s*(\d{4})(?!\d)/g;
const DEPARTMENT =
  /(?:[^\s、。・,:：;()（）「」【】|/／〒\d℡☎▽○●■◎※=＝~<>]{1,24}?(?:市役所|区役所|町役場|村役場|役場|本庁|支所|委員会|部|局|室)?[ 　]?)?(?:[^\s、。,:：;()（）「」【】|/／〒\d℡☎▽○●■◎※=＝~<>]{1,16}?(?:課|係|室|局|センター|事務所|委員会|班|担当|協議会|保健所|図書館|公民館|消防署|出張所|支所))(?:[ 　]?[^\s、。,:：;()（）「」【】|/／〒\d℡☎▽○●■◎※=＝~<>をはがにのへで]{1,12}?(?:係|担当|班|グループ|チーム|窓口))?/gu;

export function findContacts(notice: RawNotice): Contact[] {
  const text = plainWidth(notice.blocks.map((b) => b.text).join('\n'));
  const joined = text.replace(/(\d)\n(?=[\d-])/g, '$1');
  const areaCode = /市外局番は?\s*[(（]?(0\d{1,4})/.exec(joined)?.[1] ?? commonAreaCode(joined);
  const emails = [...joined.matchAll(/[\w.+-]+@[\w-]+(?:\.[\w-]+)+/g)].map((m) => m[0]);
  const phones = phonesIn(joined, areaCode).filter(
    (p) => !/(?:FAX|fax|Fax|ファ[クッ]ス|ファクシミリ)[】\s:：・]*$/.test(joined.slice(Math.max(0, p.at - 9), p.at)),
  );
  const form =
    notice.links.find((l) => /form|logo|shinsei|denshi|apply|yoyaku|entry/i.test(l.href) && /^https?:/.test(l.href))?.href ?? null;
  const contacts = phones.map((p, i): Contact => {
    const from = phones[i - 1]?.end ?? 0;
    const before = joined.slice(Math.max(from, p.at - 120), p.at);
    const extension = /^[^\d\n]{0,6}内線[\s:：]*(\d{2,5})/.exec(joined.slice(p.end, p.end + 16))?.[1] ?? null;
    return { department: departmentBefore(before), phone: p.number, extension, email: null, url: null };
  });
  const only = /内線[\s:：]*(\d{2,5})/.exec(joined);
  if (contacts.length === 0 && only !== null)
    contacts.push({
      department: departmentBefore(joined.slice(Math.max(0, only.index - 60), only.index)),
      phone: null,
      extension: only[1] ?? null,
      email: null,
      url: null,
    });
  if (contacts.length === 0) {
    const named = /(?:問い?合わ?せ(?:先)?|担当(?:課)?|提出先|申込先|申請先)[\s:：=＝】]*([^。]+)/.exec(joined)?.[1] ?? '';
    for (const [department] of named.replace(/\n/g, '').matchAll(DEPARTMENT))
      contacts.push({ department: clean(department), phone: null, extension: null, email: null, url: null });
  }
  const first = contacts[0];
  if (first !== undefined && (emails[0] !== undefined || form !== null)) contacts[0] = { ...first, email: emails[0] ?? null, url: form };
  else if (first === undefined && emails[0] !== undefined)
    contacts.push({ department: null, phone: null, extension: null, email: emails[0], url: form });
  const seen = new Set<string>();
  return contacts.filter((c) => {
    const key = JSON.stringify([c.phone, c.extension, c.phone === null ? c.department : '']);
    if (seen.has(key)) return false;
    seen.add(key);
    return true;
  });
}

type Phone = { number: string; at: number; end: number };

function phonesIn(text: string, areaCode: string | undefined): Phone[] {
  const out: Phone[] = [];
  for (const m of text.matchAll(FULL)) out.push({ number: `${m[1] ?? m[2]}-${m[3]}-${m[4]}`, at: m.index, end: m.index + m[0].length });
  for (const m of text.matchAll(PHONE)) {
    const inside = out.some((p) => m.index < p.end && m.index + m[0].length > p.at);
    const marked = /(?:☎|℡|電話|TEL|Tel|tel|】)[】\s:：番号]*[(（]?$/.test(text.slice(Math.max(0, m.index - 8), m.index));
    if (inside || !marked || m[1] !== undefined) continue;
    out.push({ number: `${areaCode === undefined ? '' : `${areaCode}-`}${m[2]}-${m[3]}`, at: m.index, end: m.index + m[0].length });
  }
  return out.sort((a, b) => a.at - b.at);
}

function commonAreaCode(text: string): string | undefined {
  const counts = new Map<string, number>();
  for (const m of text.matchAll(FULL)) {
    const code = m[1] ?? m[2] ?? '';
    if (!/^0(?:120|570|800|[789]0)$/.test(code)) counts.set(code, (counts.get(code) ?? 0) + 1);
  }
  return [...counts].sort((a, b) => b[1] - a[1])[0]?.[0];
}

const clean = (name: string): string =>
  name
    .replace(/^(?:このページに関する)?(?:お?問い?合わ?せ(?:先)?|担当(?:課)?|申込・?|申請・?|又は|または|及び|へ|は)+[\s:：=＝]*/, '')
    .trim();

function departmentBefore(before: string): string | null {
  const lines = before.split('\n').reverse();
  for (const line of lines) {
    const names = [...line.matchAll(DEPARTMENT)].map((m) => clean(m[0])).filter((n) => n.length > 1);
    const last = names.at(-1);
    if (last !== undefined) return last;
  }
  return null;
}

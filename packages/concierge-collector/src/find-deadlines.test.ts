// By when: the ways municipalities write periods and last days; all texts are invented.
import { expect, it } from 'vitest';
import { read } from './testing/read-notice.ts';

const CASES: readonly [text: string, deadlines: string][] = [
  ['申請期間は、令和8年5月1日（金）から令和8年5月29日（金）までです。', 'period-start 2026-05-01, application-deadline 2026-05-29'],
  ['募集期間　5月7日〜21日（消印有効）', 'period-start 2026-05-07, application-deadline 2026-05-21'],
  ['提出期限：令和８年７月３１日必着', 'application-deadline 2026-07-31'],
  ['6月30日が締切です。', 'application-deadline 2026-06-30'],
  ['７月１日より受付開始', 'period-start 2026-07-01'],
  ['とき：６月１４日（日）　午前１０時〜', 'event-date 2026-06-14'],
  ['6/20（土）・21（日）開催', 'event-date 2026-06-20, event-date 2026-06-21'],
  ['有効期限は令和9年3月31日までです', 'validity-end 2027-03-31'],
  ['申込み：5月15日(金)午前9時から電話で（先着順）', 'period-start 2026-05-15'],
  ['令和8年度分は4月1日から申請できます。', 'period-start 2026-04-01'],
  ['平成31年4月1日以降に生まれた児童', ''],
  ['4月30日（木）までに申請すると4月分から支給されます。', 'application-deadline 2026-04-30'],
  ['オンライン申請は6月12日まで、窓口は6月15日まで受け付けます。', 'online-deadline 2026-06-12, application-deadline 2026-06-15'],
  ['休館日：6月8日（月）', ''],
  ['事前予約制です（予約締切：6月10日（水））', 'reservation-deadline 2026-06-10'],
  ['申請は、生まれた日の翌日から起算して15日以内に', 'application-deadline 15 day events.birth.date'],
  ['転入した日から14日以内に届け出てください', 'application-deadline 14 day events.moving.date'],
  ['利用を希望する日の2週間前までに申し込んでください', 'application-deadline -2 week use-date'],
  ['離婚の日の翌日から15日以内', 'application-deadline 15 day events.divorce.date'],
  ['相続の開始があったことを知った日から３か月以内に申述', 'application-deadline 3 month events.death.knownDate'],
  ['受付期間：令和八年六月一日から同月三十日まで', 'period-start 2026-06-01, application-deadline 2026-06-30'],
  ['申請締切日　12月25日（金）17時（必着）', 'application-deadline 2026-12-25'],
  ['対象：令和8年1月1日から令和8年12月31日までに生まれたお子さん', ''],
  ['支給日：6月15日（月）', 'event-date 2026-06-15'],
  ['説明会　6月20日（土）10時から。申込みは6月12日（金）まで。', 'event-date 2026-06-20, application-deadline 2026-06-12'],
  ['現況届は6月1日～6月30日の間に提出してください。', 'period-start 2026-06-01, application-deadline 2026-06-30'],
  ['申請期限は、令和9年2月末日です。', 'application-deadline 2027-02-28'],
  ['申込期限：6月末', 'application-deadline 2026-06-30'],
];

it.each(CASES)('%s', (text, deadlines) => {
  const notice = read('児童手当の申請', `<p>${text}</p>`, '2026-04-10');
  const found = notice.deadlines.map((d) => `${d.kind} ${d.date ?? `${d.relative?.n} ${d.relative?.unit} ${d.relative?.anchor}`}`);
  expect(found.join(', ')).toBe(deadlines);
});

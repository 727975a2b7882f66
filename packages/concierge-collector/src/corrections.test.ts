import { expect, it } from 'vitest';
import { applyCorrections, type Correction, titleKey } from './corrections.ts';
import { read } from './testing/read-notice.ts';

const correction: Correction = {
  file: 'old.html',
  locator: null,
  municipality: null,
  title: '令和7年度　水辺の清掃のお知らせ',
  by: 'clerk-1',
  at: '2025-06-01',
  relevant: true,
  lifeEvents: ['home-acquisition'],
};

it('takes the clerk’s word for the same notice next year', () => {
  const notice = read('令和8年度 水辺の清掃のお知らせ', '<p>清掃します。</p>');
  expect(notice.relevant).toBe(false);
  expect(applyCorrections([notice], [correction])[0]).toMatchObject({
    relevant: true,
    lifeEvents: ['home-acquisition'],
    review: { state: 'carried-over', by: 'clerk-1' },
  });
});
it('tells a confirmation from a correction and leaves the rest open', () => {
  const notice = read('児童手当の申請', '<p>申請してください。</p>');
  const { relevant: _, lifeEvents: __, ...confirmed } = { ...correction, file: 'notice.html', title: 'x' };
  expect(applyCorrections([notice], [confirmed])[0]?.review.state).toBe('confirmed');
  expect(applyCorrections([notice], [{ ...confirmed, procedures: [] }])[0]).toMatchObject({
    procedures: [],
    confidence: 1,
    review: { state: 'corrected' },
  });
  expect(applyCorrections([notice], [])[0]?.review.state).toBe('open');
});
it('keeps different notices apart', () => {
  expect(titleKey('第3回 空き家相談会')).toBe(titleKey('第4回空き家相談会'));
  expect(titleKey('転入届')).not.toBe(titleKey('転出届'));
});

// Two fictional insurers: an employees' society and the region's National Health Insurance. Prefecture 99 does not exist, so no number here is anyone's.
import { AgencyProfile } from '@shishobako/agency-sdk/agency-profile';

const notice = {
  id: 'insurance-notice/v1',
  name: { ja: '健康保険のお知らせ', en: 'Health insurance notice' },
  class: 'C3',
  level: 'L3',
  purpose: 'health-insurance-notice',
  purposeText: { ja: '健康保険の通知', en: 'Notice of health insurance' },
  openEvidence: false,
} as const;

export const society = AgencyProfile.parse({
  id: 'shionagi-kenpo',
  name: { ja: '汐凪健康保険組合（架空）', en: 'Shionagi Health Insurance Society (fictional)' },
  corporateNumber: '3000020993013',
  fictional: true,
  documentTypes: [{ ...notice, basis: '健康保険法 第51条の3' }],
});

export const national = AgencyProfile.parse({
  id: 'aomine-kokuho',
  name: { ja: '青嶺県国民健康保険（架空）', en: 'Aomine National Health Insurance (fictional)' },
  corporateNumber: '3000020993021',
  fictional: true,
  documentTypes: [{ ...notice, basis: '国民健康保険法 第9条' }],
});

/** 保険者番号 by agency. */
export const insurerNumbers: Readonly<Record<string, string>> = { [society.id]: '06990017', [national.id]: '00990028' };

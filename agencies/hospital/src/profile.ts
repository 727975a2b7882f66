// 汐凪中央病院 (fictional).
import { AgencyProfile } from '@shishobako/agency-sdk/agency-profile';

export const profile = AgencyProfile.parse({
  id: 'shionagi-hospital',
  name: { ja: '汐凪中央病院（架空）', en: 'Shionagi Central Hospital (fictional)' },
  corporateNumber: '2000020993030',
  fictional: true,
  documentTypes: [
    {
      id: 'examination-result/v1',
      name: { ja: '検査結果のお知らせ', en: 'Result of an examination' },
      class: 'C4',
      level: 'L3',
      purpose: 'examination-result',
      purposeText: { ja: '検査結果の通知', en: 'Notice of an examination’s result' },
      basis: '診療契約',
      openEvidence: false,
    },
  ],
});

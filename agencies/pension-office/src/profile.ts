// 青嶺年金事務所 (fictional): what it sends and on which basis.
import { AgencyProfile } from '@shishobako/agency-sdk/agency-profile';

export const profile = AgencyProfile.parse({
  id: 'aomine-pension',
  name: { ja: '青嶺年金事務所（架空）', en: 'Aomine Pension Office (fictional)' },
  corporateNumber: '4990001000020',
  fictional: true,
  documentTypes: [
    {
      id: 'nenkin-teikibin/v1',
      name: { ja: 'ねんきん定期便', en: 'Yearly pension statement' },
      class: 'C3',
      level: 'L3',
      purpose: 'pension-record-notice',
      purposeText: { ja: '年金加入記録と見込額のお知らせ', en: 'Notice of pension record and expected pension' },
      basis: '国民年金法 第14条の5',
      openEvidence: true,
    },
    {
      id: 'pension-notice/v1',
      name: { ja: '年金に関するお知らせ', en: 'Notice about your pension' },
      class: 'C2',
      level: 'L2',
      purpose: 'pension-guidance',
      purposeText: { ja: '年金の手続のご案内', en: 'Guidance on pension procedures' },
      basis: '国民年金法 第14条の5',
      openEvidence: false,
    },
  ],
});

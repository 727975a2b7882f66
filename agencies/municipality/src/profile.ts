// 汐凪市 (fictional): what it sends and on which basis.
import { AgencyProfile } from '@shishobako/agency-sdk/agency-profile';
import { forms } from './forms.ts';

export const profile = AgencyProfile.parse({
  id: 'shionagi-city',
  name: { ja: '汐凪市（架空）', en: 'Shionagi City (fictional)' },
  corporateNumber: '7000020992011',
  fictional: true,
  documentTypes: [
    {
      id: 'municipal-notice/v1',
      name: { ja: '広報・お知らせ', en: 'Municipal notice' },
      class: 'C1',
      level: 'L2',
      purpose: 'municipal-information',
      purposeText: { ja: '市からのお知らせ', en: 'Information from the city' },
      basis: '地方自治法 第1条の2',
      openEvidence: false,
    },
    {
      id: 'tax-notice/v1',
      name: { ja: '市税のお知らせ', en: 'City tax notice' },
      class: 'C3',
      level: 'L3',
      purpose: 'local-tax-notice',
      purposeText: { ja: '市税の通知', en: 'Notice of city tax' },
      basis: '地方税法 第319条の2',
      openEvidence: true,
    },
    {
      id: 'health-notice/v1',
      name: { ja: '健診のご案内', en: 'Health check invitation' },
      class: 'C2',
      level: 'L2',
      purpose: 'health-check-invitation',
      purposeText: { ja: '健康診査の案内', en: 'Invitation to a health check' },
      basis: '健康増進法 第17条',
      openEvidence: false,
    },
    {
      id: 'application-result/v1',
      name: { ja: '申請の結果', en: 'Result of an application' },
      class: 'C3',
      level: 'L3',
      purpose: 'application-result',
      purposeText: { ja: '申請への回答', en: 'Answer to an application' },
      basis: '行政手続法 第7条',
      openEvidence: false,
    },
  ],
  forms,
});

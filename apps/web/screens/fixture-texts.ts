// Letters of the screen sheet. Fictional.
import type { NenkinTeikibin } from '@shishobako/contracts/documents/nenkin-teikibin';

export const seikyuText = `見本 花子 様

固定資産税（令和8年度 第3期分）の納付期限が近づいています。

# 納める額と期限

- 納める額　48,300円
- 納付期限　令和8年11月24日（火）

# 納める方法

1. 口座振替をお申し込みの方は、期限の日に引き落とします。手続きはいりません。
2. それ以外の方は、同封の納付書（PDF）の番号を使って、金融機関やコンビニエンスストアで納めてください。

期限を過ぎると延滞金がかかることがあります。納めることがむずかしいときは、早めにご相談ください。

汐凪市 税務課 収納係
https://www.city.shionagi.example/tax/
`;

export const kohoText = `# 年末年始のごみ収集

12月31日から1月3日まで、収集を休みます。1月4日からは、いつもの曜日に戻ります。

# 歳末たすけあい運動

12月の1か月間、市役所と各支所に募金箱を置きます。集まったお金は、市内の福祉施設に届けます。
`;

export const teikibin: NenkinTeikibin = {
  document: 'nenkin-teikibin/v1',
  asOf: '2026-09',
  name: '見本 太郎',
  periods: { national1: 38, national3: 0, employees: 214, other: 0, total: 252 },
  contributions: { national: 612_480, employees: 6_184_200, total: 6_796_680 },
  pension: { kind: 'accrued', basic: 436_590, employees: 598_412, total: 1_035_002, fromAge: 65 },
  months: Array.from({ length: 12 }, (_, n) => ({
    month: `${n < 3 ? 2025 : 2026}-${String(((n + 9) % 12) + 1).padStart(2, '0')}`,
    scheme: 'employees' as const,
    state: 'covered' as const,
    standardMonthly: 320_000,
    standardBonus: n === 2 || n === 8 ? 640_000 : null,
    premium: n === 2 || n === 8 ? 87_840 : 29_280,
  })),
  contact: { office: '青嶺年金事務所', telephone: '000-000-0000' },
  fictional: true,
};

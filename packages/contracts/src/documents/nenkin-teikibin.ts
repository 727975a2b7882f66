// ねんきん定期便 as data (requirements PRN-18, NTC-05): what the yearly pension statement says, beside its PDF. Document type `nenkin-teikibin/v1`,
// carried as the `record` part of a letter. Amounts in yen, periods in months.
import { z } from 'zod';

const Yen = z.int().min(0);
const Months = z.int().min(0).max(900);
const YearMonth = z.string().regex(/^[0-9]{4}-(?:0[1-9]|1[0-2])$/);

export const NenkinTeikibin = z.strictObject({
  document: z.literal('nenkin-teikibin/v1'),
  /** Month the record was taken. */
  asOf: YearMonth,
  /** 公的年金加入者の氏名: as the pension office knows it. */
  name: z.string().min(1).max(100),
  /** これまでの年金加入期間. */
  periods: z.strictObject({
    /** 国民年金 第1号. */
    national1: Months,
    /** 国民年金 第3号. */
    national3: Months,
    /** 厚生年金保険. */
    employees: Months,
    /** 合算対象期間等. */
    other: Months,
    /** 受給資格期間. */
    total: Months,
  }),
  /** これまでの保険料納付額（累計額）. */
  contributions: z.strictObject({ national: Yen, employees: Yen, total: Yen }),
  /** これまでの加入実績に応じた年金額, or 老齢年金の種類と見込額 from 50 on; yearly. */
  pension: z.strictObject({
    kind: z.enum(['accrued', 'expected']),
    basic: Yen,
    employees: Yen,
    total: Yen,
    fromAge: z.int().min(60).max(75),
  }),
  /** 最近の月別状況, oldest first. */
  months: z
    .array(
      z.strictObject({
        month: YearMonth,
        scheme: z.enum(['national1', 'national3', 'employees']),
        /** 国民年金の納付状況. */
        state: z.enum(['paid', 'exempt', 'unpaid', 'covered']),
        /** 標準報酬月額; null outside 厚生年金保険. */
        standardMonthly: Yen.nullable(),
        /** 標準賞与額. */
        standardBonus: Yen.nullable(),
        /** 保険料納付額 (the person's share). */
        premium: Yen,
      }),
    )
    .max(24),
  /** お問い合わせ先. */
  contact: z.strictObject({ office: z.string(), telephone: z.string() }),
  fictional: z.boolean(),
});
export type NenkinTeikibin = z.infer<typeof NenkinTeikibin>;

// Codes of the attribute model in words, for explanations; a code without an entry is shown as it is.
import type { Bilingual } from './text.ts';

const w = (ja: string, en: string): Bilingual => ({ ja, en });

const WORDS: Readonly<Record<string, Bilingual>> = {
  self: w('本人', 'self'), employer: w('勤務先', 'employer'), heir: w('相続人', 'heir'), proxy: w('代理人', 'proxy'),
  male: w('男', 'male'), female: w('女', 'female'), JP: w('日本', 'Japan'),
  employee: w('会社員など雇われている人', 'employee'), officer: w('役員', 'company officer'), selfEmployed: w('自営業', 'self-employed'), unemployed: w('失業中', 'unemployed'),
  student: w('学生', 'student'), homemaker: w('専業主婦・主夫', 'homemaker'), retired: w('退職した人', 'retired'), none: w('なし', 'none'),
  'kyokai-kenpo': w('協会けんぽ', 'Kyokai Kenpo'), 'kenpo-kumiai': w('健康保険組合', 'health insurance society'), kyosai: w('共済組合', 'mutual aid association'), dependent: w('家族の健康保険の扶養', 'dependant of a family member'),
  voluntary: w('任意継続', 'voluntary continuation'), kokuho: w('国民健康保険', 'National Health Insurance'), 'kokuho-kumiai': w('国民健康保険組合', 'NHI society'), 'late-elderly': w('後期高齢者医療', 'late-elderly medical care'),
  special: w('給与からの天引き（特別徴収）', 'deducted from wages'), ordinary: w('自分で納める（普通徴収）', 'paid by oneself'),
  corporate: w('企業型', 'corporate'), ideco: w('iDeCo', 'iDeCo'), physical: w('身体', 'physical'), intellectual: w('知的', 'intellectual'), mental: w('精神', 'mental'),
  support1: w('要支援1', 'support level 1'), support2: w('要支援2', 'support level 2'), care1: w('要介護1', 'care level 1'), care2: w('要介護2', 'care level 2'), care3: w('要介護3', 'care level 3'), care4: w('要介護4', 'care level 4'), care5: w('要介護5', 'care level 5'),
  registered: w('登録自動車（普通車）', 'registered car'), kei: w('軽自動車', 'kei car'), moped: w('原動機付自転車', 'moped'), motorcycle: w('二輪車', 'motorcycle'),
  owned: w('持ち家', 'owned'), rented: w('賃貸', 'rented'), company: w('会社', 'company'), family: w('家族の家', "family's home"), public: w('公立・公営', 'public'), private: w('私立', 'private'),
  'child-allowance': w('児童手当', 'child allowance'), 'child-rearing-allowance': w('児童扶養手当', 'child-rearing allowance'), 'special-child-rearing-allowance': w('特別児童扶養手当', 'special child-rearing allowance'), 'school-expense-support': w('就学援助', 'school expense support'),
  spouse: w('配偶者', 'spouse'), child: w('子', 'child'), parent: w('父母', 'parent'), grandparent: w('祖父母', 'grandparent'), sibling: w('兄弟姉妹', 'sibling'), grandchild: w('孫', 'grandchild'), other: w('その他', 'other'),
  nursery: w('保育所など', 'nursery'), kindergarten: w('幼稚園', 'kindergarten'), elementary: w('小学校', 'elementary school'), juniorHigh: w('中学校', 'junior high school'), highSchool: w('高校', 'high school'), university: w('大学など', 'university'),
  mother: w('母', 'mother'), father: w('父', 'father'), partner: w('パートナー', 'partner'), undecided: w('未定', 'undecided'), unknown: w('わからない', 'unknown'),
  personal: w('自己都合', 'own reasons'), termExpired: w('契約期間の満了', 'end of contract'), retirementAge: w('定年', 'retirement age'), illness: w('病気', 'illness'), pregnancy: w('妊娠・出産', 'pregnancy'),
  agreement: w('協議', 'agreement'), mediation: w('調停', 'mediation'), judgment: w('裁判', 'judgment'), total: w('全壊', 'destroyed'), large: w('大規模半壊', 'large-scale half destroyed'), medium: w('中規模半壊', 'medium-scale half destroyed'), half: w('半壊', 'half destroyed'), semiHalf: w('準半壊', 'semi-half destroyed'), partial: w('一部損壊', 'partly damaged'),
  repair: w('修理', 'repair'), rebuild: w('建替え', 'rebuild'), demolish: w('解体', 'demolish'), rent: w('賃借', 'rent'), sole: w('個人事業', 'sole proprietor'), kabushiki: w('株式会社', 'stock company'), godo: w('合同会社', 'LLC'), ippan: w('一般社団法人など', 'general association'),
  food: w('飲食', 'food'), new: w('新しく', 'new'), used: w('中古', 'used'), scrap: w('廃車', 'scrap'), handwritten: w('自筆', 'handwritten'), notarial: w('公正証書', 'notarial'), 'handwritten-home': w('自宅で保管した自筆の遺言', 'handwritten, kept at home'), depository: w('法務局保管', 'depository'),
};

const PENSION: Readonly<Record<string, Bilingual>> = { '1': w('第1号', 'category 1'), '2': w('第2号', 'category 2'), '3': w('第3号', 'category 3') };

export const codeWords = (path: string, code: string): Bilingual => (/pension/i.test(path) ? PENSION[code] : undefined) ?? WORDS[code] ?? { ja: code, en: code };

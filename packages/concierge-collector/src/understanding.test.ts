// Notices in everyday municipal wording, none from a real place: what they are about and by when.
import { describe, expect, it } from 'vitest';

import { read } from './testing/read-notice.ts';

type Case = { title: string; body: string; procedures: string[]; events?: string[]; dates?: string[]; relative?: string[] };
const CASES: Case[] = [
  {
    title: '児童扶養手当の現況届をお忘れなく',
    body: '<p>ひとり親家庭などで児童扶養手当を受給している方は、8月1日（土）から8月31日（月）までに現況届を提出してください。</p>',
    procedures: ['child-rearing-allowance'],
    dates: ['2026-08-01', '2026-08-31'],
  },
  {
    title: '未熟児養育医療の給付',
    body: '<p>赤ちゃんが生まれてから1か月以内に、健康づくり課へ申請してください。</p>',
    procedures: ['premature-infant-medical'],
    events: ['childbirth'],
    relative: ['1 month'],
  },
  {
    title: '保育所等の入所申込みについて（令和9年4月入所）',
    body: '<p>受付期間：令和8年10月1日(木)～10月30日(金)　※郵送は10月28日(水)必着</p>',
    procedures: ['nursery-application'],
    dates: ['2026-10-01', '2026-10-30', '2026-10-28'],
  },
  {
    title: '住宅を新築・増築された方へ　家屋調査にご協力ください',
    body: '<p>固定資産税の評価のため、職員がお伺いします。新築住宅は一定期間、固定資産税が減額されます。</p>',
    procedures: ['fixed-asset-survey'],
    events: ['home-acquisition'],
  },
  {
    title: '死亡に伴う手続き',
    body: '<ul><li>死亡届は、死亡の事実を知った日から7日以内に提出してください。</li><li>国民健康保険に加入していた方：資格確認書の返却、葬祭費の申請（葬祭を行った日の翌日から2年以内）</li><li>介護保険の被保険者証の返却</li></ul>',
    procedures: ['death-notification', 'nhi-death-loss', 'funeral-expense-nhi', 'care-insurance-death-loss'],
    events: ['death'],
    relative: ['7 day', '2 year'],
  },
  {
    title: 'マイナンバーカードの休日交付窓口を開設します',
    body: '<p>6月14日（日）と6月28日（日）の午前9時から正午まで。要予約（3日前まで）。</p>',
    procedures: ['my-number-card-application'],
    dates: ['2026-06-14', '2026-06-28'],
  },
  {
    title: '狂犬病予防注射と飼い犬の登録',
    body: '<p>犬を飼い始めた日から30日以内に登録してください。飼い主の住所が変わったときも届出が必要です。</p>',
    procedures: ['dog-registration-change'],
    events: ['moving-between-cities', 'moving-within-city'],
  },
  {
    title: '罹災証明書の発行について',
    body: '<p>令和8年5月20日の台風による被害を受けた住家が対象です。申請期限　令和8年8月20日（木曜日）</p>',
    procedures: ['disaster-victim-certificate'],
    events: ['disaster'],
    dates: ['2026-08-20'],
  },
  {
    title: '粗大ごみの出し方',
    body: '<p>粗大ごみは事前申込制です。収集日の1週間前までに受付センターへ電話でお申し込みください。引っ越しシーズンは混み合います。</p>',
    procedures: ['bulky-waste-collection'],
    relative: ['-1 week'],
  },
  { title: '令和8年度　高齢者インフルエンザ予防接種', body: '<p>対象：65歳以上の方。実施期間：10月1日～12月31日</p>', procedures: [] },
  {
    title: '軽自動車税（種別割）の減免申請',
    body: '<p>身体障害者手帳などをお持ちの方の軽自動車税を減免します。申請期限：5月31日まで（土・日・祝日の場合は翌開庁日）</p>',
    procedures: ['disability-car-tax-reduction'],
    events: ['disability'],
  },
  {
    title: '後期高齢者医療制度のご案内',
    body: '<p>75歳の誕生日を迎える方は、誕生日当日から後期高齢者医療制度に加入します。手続きは不要です。</p>',
    procedures: ['late-elderly-enrolment-75'],
    events: ['turning-75'],
  },
  {
    title: '介護保険負担限度額認定証の更新申請',
    body: '<p>有効期限は7月31日です。引き続き利用する方は、7月1日（水）から7月31日（金）までに申請してください。</p>',
    procedures: ['care-burden-limit'],
    events: ['long-term-care'],
    dates: ['2026-07-01', '2026-07-31'],
  },
  {
    title: '水道の使用開始・中止の届出',
    body: '<p>引っ越しの予定が決まったら、使用開始日・中止日の5日前までに水道お客さまセンターへご連絡ください。</p>',
    procedures: ['water-start', 'water-stop'],
    events: ['moving-between-cities', 'moving-within-city'],
    relative: ['-5 day'],
  },
  {
    title: '生活困窮者自立支援制度のご案内',
    body: '<p>離職などで住まいを失うおそれのある方には住居確保給付金を支給します。まずはご相談ください。</p>',
    procedures: ['livelihood-consultation', 'housing-security-benefit'],
    events: ['financial-hardship', 'job-leaving'],
  },
  { title: '市営住宅の入居者募集', body: '<p>申込期間　6月8日（月）～19日（金）</p>', procedures: [] },
  {
    title: '国民年金の手続き',
    body: '<h2>会社を退職したとき</h2><p>退職日の翌日から14日以内に国民年金第1号被保険者への種別変更の届出をしてください。</p><h2>20歳になったとき</h2><p>国民年金に加入します。日本年金機構から通知が届きます。</p><h2>保険料を納めるのが難しいとき</h2><p>申請により保険料の免除や納付猶予を受けられます。</p>',
    procedures: ['national-pension-category-1', 'national-pension-20', 'national-pension-exemption'],
    events: ['job-leaving', 'turning-20'],
    relative: ['14 day'],
  },
  {
    title: '戸籍に氏名のフリガナが記載されます',
    body: '<p>通知書のフリガナが誤っている場合は、令和8年5月25日までに届け出てください。</p>',
    procedures: ['name-reading-correction'],
    dates: ['2026-05-25'],
  },
  {
    title: '結婚新生活支援事業',
    body: '<p>新婚世帯の住居費を補助します。申請は令和9年2月26日（金）まで。予算がなくなり次第終了します。</p>',
    procedures: ['newlywed-support-subsidy'],
    events: ['marriage'],
    dates: ['2027-02-26'],
  },
  { title: '空き家の相談会を開催します', body: '<p>7月5日（日）午後1時から。予約は6月30日（火）まで。</p>', procedures: [] },
  {
    title: '学童保育（放課後児童クラブ）入会案内',
    body: '<p>夏休み期間の利用申込みは、6/1（月）～6/15（月）17:00必着。</p>',
    procedures: ['after-school-club'],
    events: ['school-entry'],
    dates: ['2026-06-01', '2026-06-15'],
  },
  {
    title: '離婚届を出すとき',
    body: '<p>離婚届のほか、児童扶養手当や国民健康保険の加入の手続きが必要になることがあります。</p>',
    procedures: ['divorce-registration', 'child-rearing-allowance', 'nhi-enrolment'],
    events: ['divorce'],
  },
  {
    title: '乳幼児健康診査の日程',
    body: '<table><tr><th>健診</th><th>日</th></tr><tr><td>4か月児健診</td><td>6月17日（水）</td></tr><tr><td>1歳6か月児健診</td><td>6月24日（水）</td></tr></table>',
    procedures: ['infant-checkup-and-immunisation'],
    events: ['child-rearing'],
    dates: ['2026-06-17', '2026-06-24'],
  },
  {
    title: '障害者手帳をお持ちの方のNHK受信料の免除',
    body: '<p>市区町村で証明を受けてNHKへ申し込みます。</p>',
    procedures: ['nhk-fee-exemption'],
    events: ['disability'],
  },
  {
    title: '出産・子育て応援給付金の申請はお済みですか',
    body: '<p>妊娠届出時の面談の後に申請してください。</p>',
    procedures: ['pregnancy-support-benefit-1', 'pregnancy-support-benefit-2'],
    events: ['pregnancy', 'childbirth'],
  },
  { title: '森林環境譲与税の使途を公表します', body: '<p>令和7年度の使途です。</p>', procedures: [] },
  {
    title: '海外へ転出される方へ',
    body: '<p>国外転出届を提出すると、マイナンバーカードは国外でも継続して利用できます。出国の14日前から受け付けます。在外選挙人名簿への登録の申請もできます。</p>',
    procedures: ['moving-abroad-notification', 'my-number-card-overseas-continuation', 'overseas-voter-registration'],
    events: ['moving-abroad'],
  },
  {
    title: '相続登記の申請が義務化されました',
    body: '<p>相続により不動産の所有権を取得したことを知った日から3年以内に申請が必要です。</p>',
    procedures: ['inheritance-registration'],
    events: ['inheritance'],
    relative: ['3 year'],
  },
  {
    title: '身体障害者手帳の交付申請',
    body: '<p>指定医の診断書を添えて障がい福祉課に申請してください。</p>',
    procedures: ['physical-disability-handbook'],
    events: ['disability'],
  },
  {
    title: '要介護認定の申請',
    body: '<p>介護サービスを利用するには、要介護・要支援認定の申請が必要です。</p>',
    procedures: ['care-need-certification'],
    events: ['long-term-care'],
  },
  {
    title: '創業支援補助金の申請を受け付けます',
    body: '<p>市内で新たに開業する方の費用を補助します。募集期間 令和8年6月1日から同年7月31日まで</p>',
    procedures: [],
    events: ['business-start'],
    dates: ['2026-06-01', '2026-07-31'],
  },
  {
    title: '自立支援医療（精神通院医療）の更新',
    body: '<p>有効期間満了日の3か月前から申請できます。</p>',
    procedures: ['self-support-medical'],
    events: ['disability'],
    relative: ['-3 month'],
  },
  {
    title: '転入・転居の届出',
    body: '<p>転入届・転居届は、新しい住所に住み始めてから14日以内に届け出てください。転出届は転出予定日のおおむね14日前からお届けできます。</p>',
    procedures: ['moving-in-notification', 'address-change-within-city', 'moving-out-notification'],
    events: ['moving-between-cities', 'moving-within-city'],
    relative: ['14 day', '-14 day'],
  },
  {
    title: '高額療養費の支給申請が簡単になります',
    body: '<p>国民健康保険に加入している世帯で、1か月の自己負担額が限度額を超えた場合に支給します。診療月の翌月1日から2年を過ぎると申請できません。</p>',
    procedures: ['high-cost-medical-refund'],
    events: ['illness-injury'],
  },
  {
    title: '限度額適用認定証の更新',
    body: '<p>有効期限は7月31日です。8月以降も必要な方は申請してください。マイナ保険証を利用する方は不要です。</p>',
    procedures: ['limit-certificate'],
    events: ['illness-injury'],
  },
  {
    title: '被災者生活再建支援金の申請受付',
    body: '<p>住宅が全壊した世帯などが対象です。基礎支援金は災害のあった日から13か月以内、加算支援金は37か月以内に申請してください。</p>',
    procedures: ['livelihood-recovery-support'],
    events: ['disaster'],
  },
  {
    title: '応急仮設住宅の入居申込みについて',
    body: '<p>受付期間　4月20日（月）～5月15日（金）</p>',
    procedures: ['emergency-temporary-housing'],
    events: ['disaster'],
  },
  {
    title: '住宅の応急修理制度',
    body: '<p>準半壊以上の被害を受けた住宅の応急修理を市が行います。</p>',
    procedures: ['emergency-repair'],
    events: ['disaster'],
  },
  {
    title: '被災家屋の公費解体の受付',
    body: '<p>半壊以上の家屋が対象です。申請は令和8年9月30日（水）まで。</p>',
    procedures: ['public-demolition'],
    events: ['disaster'],
  },
  {
    title: 'コンビニ交付サービスの停止',
    body: '<p>6月20日（土）はメンテナンスのため、コンビニでの住民票の写し等の交付を停止します。</p>',
    procedures: ['residence-record-copy-issue'],
    events: [],
  },
  {
    title: '二十歳のつどいを開催します',
    body: '<p>日時：令和9年1月10日（日）午後1時～　対象：平成18年4月2日から平成19年4月1日までに生まれた方</p>',
    procedures: ['coming-of-age-ceremony'],
    events: ['turning-20'],
  },
  {
    title: '特別児童扶養手当',
    body: '<p>20歳未満の障害のある児童を養育する方に支給します。</p>',
    procedures: ['special-child-rearing-allowance'],
    events: ['disability', 'child-rearing'],
  },
  {
    title: 'パスポートの申請窓口',
    body: '<p>市民課で旅券の新規申請・切替申請ができます。</p>',
    procedures: ['passport-new', 'passport-renewal'],
    events: ['overseas-travel'],
  },
  { title: '不妊治療費の助成', body: '<p>治療終了日から6か月以内に申請してください。</p>', procedures: [], events: ['pregnancy'] },
  {
    title: '出生届と一緒にできる手続き',
    body: '<ul><li>出生届（14日以内）</li><li>児童手当の認定請求（15日以内）</li><li>子ども医療費受給者証の申請</li><li>国民健康保険の加入（国保に入る場合）</li><li>出産育児一時金（国保加入者）</li></ul>',
    procedures: ['birth-notification', 'child-allowance-application', 'child-medical-subsidy', 'nhi-enrolment', 'birth-lump-sum-nhi'],
    events: ['childbirth'],
  },
  { title: '固定資産税の納期のお知らせ', body: '<p>第1期の納期限は6月1日（月）です。</p>', procedures: [], events: [] },
  { title: '令和8年国勢統計調査員を募集', body: '<p>6月30日まで</p>', procedures: [], events: [] },
  { title: '市民課窓口の混雑予想', body: '<p>3月下旬は大変混み合います。</p>', procedures: [], events: [] },
  { title: '飼い犬が死亡したとき', body: '<p>死亡から30日以内に届け出てください。</p>', procedures: [], events: [] },
  { title: 'ふるさと納税のお礼の品を募集', body: '<p>事業者の方</p>', procedures: [], events: [] },
  {
    title: '住民票の写しの郵送請求',
    body: '<p>転出された方など、遠方にお住まいの方は郵送で請求できます。</p>',
    procedures: ['residence-record-copy-issue'],
    events: ['moving-between-cities'],
  },
  {
    title: '年金生活者支援給付金の請求手続き',
    body: '<p>対象者には日本年金機構から封書が届きます。10月1日（木）までに請求してください。</p>',
    procedures: ['pension-supplement-benefit'],
    events: ['retirement-age'],
  },
  {
    title: '介護保険の住宅改修',
    body: '<p>手すりの取付けなどの費用を支給します。工事の前に申請が必要です。</p>',
    procedures: ['care-home-renovation'],
    events: ['long-term-care'],
  },
  {
    title: '精神障害者保健福祉手帳の更新',
    body: '<p>有効期限の3か月前から申請できます。</p>',
    procedures: ['mental-disability-handbook'],
    events: ['disability'],
  },
  {
    title: '市・県民税の納税通知書を発送しました',
    body: '<p>6月12日に発送。退職した方など給与天引きでない方は普通徴収となります。</p>',
    procedures: ['resident-tax-ordinary-payment'],
    events: ['job-leaving'],
  },
  { title: '奨学金返還支援補助金', body: '<p>若者の定住を応援します。申請期間：6月1日～7月31日</p>', procedures: [], events: [] },
  {
    title: '避難所を閉鎖しました',
    body: '<p>大雨警報の解除に伴い、すべての避難所を閉鎖しました。</p>',
    procedures: [],
    events: ['disaster'],
  },
  {
    title: '災害ごみの仮置場を開設',
    body: '<p>8月20日から8月31日まで、運動公園で受け入れます。</p>',
    procedures: [],
    events: ['disaster'],
  },
  {
    title: '選挙人名簿の登録',
    body: '<p>18歳以上で、転入届をした日から3か月以上住んでいる方を登録します。</p>',
    procedures: ['voter-list-registration-18'],
    events: ['turning-18'],
  },
  {
    title: '葬祭費の支給',
    body: '<p>国民健康保険または後期高齢者医療の被保険者が亡くなったとき、葬祭を行った方に5万円を支給します。申請期間は葬祭を行った日の翌日から2年間です。</p>',
    procedures: ['funeral-expense-nhi'],
    events: ['death'],
  },
  {
    title: '婚姻届・離婚届は24時間受け付けています',
    body: '<p>夜間・休日は守衛室へ。</p>',
    procedures: ['marriage-registration', 'divorce-registration'],
    events: ['marriage', 'divorce'],
  },
  {
    title: 'ひとり親家庭の方へ　自立支援教育訓練給付金',
    body: '<p>講座の受講前に相談してください。</p>',
    procedures: [],
    events: ['divorce'],
  },
  {
    title: 'おむつ代の助成（在宅高齢者）',
    body: '<p>要介護3以上の方を介護している家族に助成します。</p>',
    procedures: [],
    events: ['long-term-care'],
  },
  {
    title: '在留カードの住居地の届出',
    body: '<p>引っ越しをした外国人の方は14日以内に届け出てください。</p>',
    procedures: ['residence-card-address-notification'],
    events: ['moving-between-cities', 'moving-within-city'],
  },
  { title: '軽自動車税の納税証明書', body: '<p>車検に使えます。</p>', procedures: [], events: [] },
  { title: '春の火災予防運動', body: '<p>3月1日～7日</p>', procedures: [], events: [] },
  {
    title: '新生児聴覚検査の費用助成',
    body: '<p>生後50日までに受けた検査が対象です。出生日から1年以内に申請を。</p>',
    procedures: [],
    events: ['childbirth'],
  },
  {
    title: '市営墓地の使用者を募集します',
    body: '<p>申込期間：9月1日（火）～9月30日（水）　対象：焼骨をお持ちの方</p>',
    procedures: ['grave-interment'],
    events: ['death'],
  },
  {
    title: '子どもの定期予防接種の予診票を送付',
    body: '<p>転入された方は母子健康手帳を持って保健センターへ。</p>',
    procedures: ['infant-checkup-and-immunisation'],
    events: ['child-rearing', 'moving-between-cities'],
  },
  {
    title: '法人市民税の申告',
    body: '<p>法人を設立したときは設立届を1か月以内に提出してください。</p>',
    procedures: ['corporation-establishment-notification-local'],
    events: ['company-establishment'],
  },
  { title: '指定ごみ袋の値上げ', body: '<p>10月1日から</p>', procedures: [], events: [] },
];

describe('what notices are about', () => {
  it.each(CASES)('$title', ({ title, body, procedures, events, dates, relative }) => {
    const notice = read(title, body);
    expect([...notice.procedures].sort()).toEqual([...procedures].sort());
    if (events !== undefined) expect(notice.lifeEvents).toEqual(expect.arrayContaining(events));
    if (dates !== undefined) expect([...new Set(notice.deadlines.flatMap((d) => d.date ?? []))].sort()).toEqual([...dates].sort());
    if (relative !== undefined)
      expect(notice.deadlines.flatMap((d) => (d.relative === undefined ? [] : [`${d.relative.n} ${d.relative.unit}`]))).toEqual(
        expect.arrayContaining(relative),
      );
    expect(notice.relevant).toBe(procedures.length + (events?.length ?? 0) > 0);
  });
});

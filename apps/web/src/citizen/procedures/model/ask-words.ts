// The questions in people's words, in plain Japanese, easy Japanese and English. An attribute without an entry is asked by its catalogue name.
export type AskWords = { readonly ja: string; readonly easy: string; readonly en: string };
const q = (ja: string, easy: string, en: string): AskWords => ({ ja, easy, en });

export const askWords: Readonly<Record<string, AskWords>> = {
  'events.moving.date': q(
    'いつ引っ越しますか（引っ越しましたか）',
    'いつ 引(ひ)っ越(こ)しますか。引っ越した人は、引っ越した日を 入れてください',
    'When do you move, or when did you move?',
  ),
  'events.moving.hasBulkyWaste': q(
    '引越しで出る粗大ごみはありますか',
    '引っ越しのとき、大(おお)きい ごみを 捨(す)てますか',
    'Will you have bulky waste to throw away?',
  ),
  'events.moving.schoolDistrictChanges': q(
    '引越しで、お子さんの学校の区域が変わりますか',
    '引っ越して、子どもの 学校(がっこう)が 変(か)わりますか',
    'Does the move change your child’s school district?',
  ),
  'events.moving.overseasMonths': q(
    '海外には何か月いる予定ですか',
    '外国(がいこく)に 何(なん)か月(げつ) いますか',
    'How many months will you be abroad?',
  ),
  'events.moving.taxRemainsInJapan': q(
    '日本を出たあとも、日本で納める税金がありますか',
    '日本(にほん)を 出(で)たあとも、日本に はらう 税金(ぜいきん)が ありますか',
    'Will you still have tax to pay in Japan?',
  ),
  'events.moving.forwardToDomesticAddress': q(
    '郵便を国内の別の住所へ転送しますか',
    '手紙(てがみ)を 日本(にほん)の ほかの 住所(じゅうしょ)へ 送(おく)ってほしいですか',
    'Should mail be forwarded to another address in Japan?',
  ),
  'events.moving.insuranceAfter': q(
    '帰国後の医療保険はどれになりますか',
    '日本に 帰(かえ)ったあと、どの 健康保険(けんこうほけん)に 入(はい)りますか',
    'Which health insurance will you have after returning?',
  ),
  'person.dateOfBirth': q('生年月日を教えてください', '生(う)まれた日は いつですか', 'What is your date of birth?'),
  'person.sex': q('性別を教えてください', '性別(せいべつ)を えらんでください', 'What is your sex as registered?'),
  'household.members': q('いっしょに手続きを考えるご家族はいますか', '家族(かぞく)は いますか', 'Do you have family members to think of?'),
  'household.headIsSelf': q(
    'あなたが世帯主ですか',
    'あなたは 世帯主(せたいぬし：家(いえ)の 代表(だいひょう)の人)ですか',
    'Are you the head of the household?',
  ),
  'household.residentTaxExempt': q(
    '世帯の全員が、住民税のかからない方ですか',
    '家族(かぞく)の みんなが 住民税(じゅうみんぜい)を はらわなくて よいですか',
    'Is everyone in the household exempt from resident tax?',
  ),
  'household.needsChildcare': q(
    'お仕事などのため、保育園などに預けることが必要ですか',
    '仕事(しごと)などで、子どもを 保育園(ほいくえん)に あずけますか',
    'Do you need childcare because of work or the like?',
  ),
  'household.selfIsMainEarner': q(
    'ご両親のうち、あなたのほうが収入が多いですか',
    '父(ちち)と 母(はは)の うち、あなたの ほうが お金を 多(おお)く もらっていますか',
    'Of the two parents, do you earn more?',
  ),
  'household.dependentChildren': q(
    '扶養しているお子さんは何人ですか',
    'あなたが 育(そだ)てている 子どもは 何人(なんにん)ですか',
    'How many children do you support?',
  ),
  'person.myNumberCard.held': q(
    'マイナンバーカードを持っていますか',
    'マイナンバーカードを 持(も)っていますか',
    'Do you have a My Number Card?',
  ),
  'person.myNumberCard.signingCert': q(
    'マイナンバーカードに、署名用電子証明書（英数字6〜16桁の暗証番号）が入っていますか',
    'カードに 6文字(もじ)から 16文字の 長(なが)い 暗証番号(あんしょうばんごう)が ありますか',
    'Does your card hold a signing certificate (the 6–16 character password)?',
  ),
  'person.myNumberCard.healthInsuranceRegistered': q(
    'マイナンバーカードを健康保険証として使えるようにしていますか',
    'マイナンバーカードを 病院(びょういん)で 保険証(ほけんしょう)として 使(つか)っていますか',
    'Is your My Number Card registered as a health insurance card?',
  ),
  'person.publicMoneyAccountRegistered': q(
    '国からのお金を受け取る口座（公金受取口座）を登録していますか',
    '国(くに)から お金を もらう 銀行口座(ぎんこうこうざ)を 登録(とうろく)していますか',
    'Have you registered an account for public payments?',
  ),
  'person.sealRegistered': q(
    '市区町村で印鑑登録をしていますか',
    '市役所(しやくしょ)などで はんこの 登録(とうろく)を していますか',
    'Is your seal registered with your municipality?',
  ),
  'person.healthInsurance.type': q(
    'いまの健康保険はどれですか',
    'いま どの 健康保険(けんこうほけん)に 入(はい)っていますか',
    'Which health insurance do you have now?',
  ),
  'person.healthInsurance.insuredMonths': q(
    'いまの健康保険に、続けて何か月入っていますか',
    'いまの 健康保険(けんこうほけん)に 何か月(なんかげつ) 入っていますか',
    'For how many months without a break have you had this insurance?',
  ),
  'person.employment.status': q(
    'いまのお仕事は、どれに近いですか',
    'いまの 仕事(しごと)は どれですか',
    'Which of these describes your work?',
  ),
  'person.employment.employmentInsured': q(
    '雇用保険に入っていますか',
    '雇用保険(こようほけん：仕事(しごと)を やめたとき お金が もらえる 保険)に 入っていますか',
    'Are you covered by employment insurance?',
  ),
  'person.employment.employmentInsuredMonths': q(
    'この2年で、雇用保険に入っていた期間は何か月ですか',
    'この 2年(ねん)で、雇用保険(こようほけん)に 何か月(なんかげつ) 入っていましたか',
    'In the last two years, for how many months were you covered by employment insurance?',
  ),
  'person.employment.hoursPerWeek': q(
    '1週間に何時間働きますか',
    '1週間(しゅうかん)に 何時間(なんじかん) 働(はたら)きますか',
    'How many hours a week do you work?',
  ),
  'person.pension.category': q(
    '国民年金の種別はどれですか',
    '国民年金(こくみんねんきん)は どれですか',
    'Which pension category are you in?',
  ),
  'person.pension.receiving': q('年金を受け取っていますか', '年金(ねんきん)を もらっていますか', 'Do you receive a pension?'),
  'person.pension.qualifyingMonths': q(
    '年金の受給資格期間は合わせて何か月ですか',
    '年金(ねんきん)の お金を はらった 月(つき)は 合(あ)わせて 何か月(なんかげつ)ですか',
    'How many qualifying months do you have in total?',
  ),
  'person.tax.residentTaxCollection': q(
    '住民税は、どのように納めていますか',
    '住民税(じゅうみんぜい)は どうやって はらっていますか',
    'How do you pay resident tax?',
  ),
  'person.drivingLicence.held': q(
    '運転免許を持っていますか',
    '車(くるま)や バイクの 運転免許(うんてんめんきょ)を 持(も)っていますか',
    'Do you have a driving licence?',
  ),
  'person.passport.held': q(
    '有効な旅券（パスポート）を持っていますか',
    '使(つか)える パスポートを 持(も)っていますか',
    'Do you have a valid passport?',
  ),
  'person.passport.expiry': q(
    'パスポートの有効期限はいつですか',
    'パスポートは いつまで 使(つか)えますか',
    'When does your passport expire?',
  ),
  'person.vehicles': q('車やバイクを持っていますか', '車(くるま)や バイクを 持(も)っていますか', 'Do you own a car or motorbike?'),
  'person.dogs': q('犬を何匹飼っていますか', '犬(いぬ)を 何匹(なんびき) かっていますか', 'How many dogs do you keep?'),
  'person.housing.tenure': q('いまのお住まいはどれですか', 'いまの 家(いえ)は どれですか', 'What kind of home do you live in now?'),
  'person.housing.ownsRealEstate': q(
    '土地や建物を持っていますか',
    '自分(じぶん)の 土地(とち)や 家(いえ)が ありますか',
    'Do you own land or a building?',
  ),
  'person.contracts': q(
    'あなたの名前で契約しているものを選んでください',
    'あなたの 名前(なまえ)で 契約(けいやく)しているものを えらんでください',
    'Which of these do you have in your own name?',
  ),
  'events.leaving.date': q('退職日はいつですか', '仕事(しごと)を やめる日は いつですか', 'What is your last day of employment?'),
  'events.leaving.reason': q('辞める理由はどれに近いですか', 'どうして やめますか', 'Why are you leaving?'),
  'events.leaving.hasNextJob': q(
    '次の勤め先が決まっていて、退職の翌日から社会保険に入りますか',
    '次(つぎ)の 会社(かいしゃ)が 決(き)まっていますか。やめた 次の日から そこの 健康保険(けんこうほけん)に 入りますか',
    'Do you start a new job with social insurance the very next day?',
  ),
  'events.leaving.severance': q(
    '退職金を受け取りますか',
    '会社(かいしゃ)から 退職金(たいしょくきん：やめるときの お金)を もらいますか',
    'Will you receive severance pay?',
  ),
  'events.leaving.seekingWork': q(
    'すぐに働くつもりで、働ける状態ですか',
    'すぐに 働(はたら)きたいですか。働くことが できますか',
    'Are you able and willing to work right away?',
  ),
  'events.leaving.wantsSeparationSlip': q(
    '離職票を受け取りたいですか（失業の給付に要ります）',
    '離職票(りしょくひょう：やめたことを 書(か)いた 紙(かみ))が ほしいですか',
    'Do you want a separation slip? It is needed for unemployment benefit.',
  ),
  'events.leaving.wantsLeavingCert': q(
    '退職証明書を受け取りたいですか',
    '退職証明書(たいしょくしょうめいしょ)が ほしいですか',
    'Do you want a certificate of leaving?',
  ),
  'events.leaving.wantsTraining': q(
    '職業訓練を受けたいですか',
    '仕事(しごと)のための 勉強(べんきょう)（職業訓練(しょくぎょうくんれん)）を したいですか',
    'Would you like vocational training?',
  ),
  'events.leaving.yearEndAdjusted': q(
    '今年の年末調整を受けましたか（受ける予定ですか）',
    '今年(ことし)の 年末調整(ねんまつちょうせい：会社(かいしゃ)が する 税金(ぜいきん)の 計算(けいさん))を しましたか',
    'Has your employer done this year’s year-end tax adjustment, or will it?',
  ),
  'events.hiring.date': q('入社日はいつですか', '仕事(しごと)が 始(はじ)まる日は いつですか', 'When do you start?'),
  'events.hiring.socialInsurance': q(
    '新しい勤め先で社会保険に入りますか',
    '新(あたら)しい 会社(かいしゃ)の 健康保険(けんこうほけん)に 入りますか',
    'Will you be covered by social insurance there?',
  ),
  'events.hiring.hadPreviousJobThisYear': q(
    '今年、ほかの勤め先で働いていましたか',
    '今年(ことし)、ほかの 会社(かいしゃ)で 働(はたら)いていましたか',
    'Did you have another job this year?',
  ),
  'events.marriage.date': q(
    '結婚の日（婚姻届を出す日）はいつですか',
    '結婚(けっこん)の 紙(かみ)を 出(だ)す日は いつですか',
    'When is the marriage registered?',
  ),
  'events.marriage.selfSurnameChanges': q(
    '結婚で、あなたの名字が変わりますか',
    '結婚(けっこん)して、あなたの 名字(みょうじ)が 変(か)わりますか',
    'Will your surname change?',
  ),
  'events.divorce.date': q(
    '離婚の日（離婚届を出す日）はいつですか',
    '離婚(りこん)の 紙(かみ)を 出(だ)す日は いつですか',
    'When is the divorce registered?',
  ),
  'events.divorce.minorChildren': q(
    '18歳未満のお子さんは何人ですか',
    '18歳(さい)より 若(わか)い 子どもは 何人(なんにん)ですか',
    'How many children under 18 are there?',
  ),
  'events.divorce.agreementReached': q(
    '養育費や財産の分け方は決まっていますか',
    '子どもを 育(そだ)てる お金や、お金の 分(わ)け方(かた)は 決(き)まっていますか',
    'Have you agreed on child support and property?',
  ),
  'events.divorce.employeesPensionDuringMarriage': q(
    '結婚していた間に、どちらかが厚生年金に入っていましたか',
    '結婚(けっこん)していたとき、会社(かいしゃ)の 年金(ねんきん)に 入っていましたか',
    'Was either of you in employees’ pension during the marriage?',
  ),
  'events.pregnancy.dueDate': q(
    '出産の予定日はいつですか',
    '赤(あか)ちゃんが 生(う)まれる 予定(よてい)の 日は いつですか',
    'When is the baby due?',
  ),
  'events.pregnancy.role': q('あなたの立場はどちらですか', 'あなたは どちらですか', 'Which are you?'),
  'events.birth.date': q('お子さんが生まれた日はいつですか', '赤(あか)ちゃんが 生(う)まれた日は いつですか', 'When was the child born?'),
  'events.birth.parentRole': q(
    'あなたは、お母さんですか、お父さんですか',
    'あなたは お母(かあ)さんですか、お父(とう)さんですか',
    'Are you the mother or the father?',
  ),
  'events.birth.dependentOfSelf': q(
    'お子さんを、あなたの健康保険の扶養に入れますか',
    '子どもを あなたの 健康保険(けんこうほけん)に 入れますか',
    'Will the child be covered by your health insurance?',
  ),
  'events.birth.directPayment': q(
    '出産の費用は、病院へ直接支払われる制度を使いますか',
    '出産(しゅっさん)の お金を、保険(ほけん)から 病院(びょういん)に 直接(ちょくせつ) はらって もらいますか',
    'Is the birth paid to the hospital directly?',
  ),
  'events.birth.costBelowLumpSum': q(
    '出産の費用は、一時金より少なかったですか',
    '出産(しゅっさん)の お金は、もらえる お金より 少(すく)なかったですか',
    'Did the birth cost less than the lump sum?',
  ),
  'events.leave.wantsParentalLeave': q(
    '育児休業を取りますか',
    '子どもを 育(そだ)てるために 仕事(しごと)を 休(やす)みますか',
    'Will you take parental leave?',
  ),
  'events.leave.startDate': q(
    '休業はいつから始まりますか',
    '仕事(しごと)を 休(やす)む 最初(さいしょ)の日は いつですか',
    'When does the leave begin?',
  ),
  'events.leave.endDate': q('休業はいつまでですか', '仕事(しごと)を 休(やす)む 最後(さいご)の日は いつですか', 'When does the leave end?'),
  'events.leave.days': q(
    '出産のあとの8週間（お母さんは16週間）のうち、何日休みますか',
    '子どもが 生まれたあとの 8週間(しゅうかん)で、何日(なんにち) 休(やす)みますか',
    'How many days do you take off in the first 8 weeks (16 for the mother)?',
  ),
  'events.school.kind': q('入学するのはどの学校ですか', 'どの 学校(がっこう)に 入(はい)りますか', 'Which school is it?'),
  'events.death.date': q('亡くなった日はいつですか', '亡(な)くなった日は いつですか', 'When did the person die?'),
  'events.death.knownDate': q(
    '亡くなったことを知った日はいつですか',
    '亡(な)くなったことを 知(し)った日は いつですか',
    'When did you learn of the death?',
  ),
  'events.death.relationToSelf': q(
    '亡くなった方は、あなたから見てどなたですか',
    '亡(な)くなった人は、あなたの だれですか',
    'Who was the person to you?',
  ),
  'events.death.deceased.dateOfBirth': q(
    '亡くなった方の生年月日を教えてください',
    '亡(な)くなった人の 生(う)まれた日は いつですか',
    'What was the person’s date of birth?',
  ),
  'events.death.deceased.wasHouseholdHead': q(
    '亡くなった方は世帯主でしたか',
    '亡(な)くなった人は 世帯主(せたいぬし：家(いえ)の 代表(だいひょう))でしたか',
    'Was the person the head of the household?',
  ),
  'events.death.deceased.healthInsuranceType': q(
    '亡くなった方の健康保険はどれでしたか',
    '亡(な)くなった人の 健康保険(けんこうほけん)は どれでしたか',
    'Which health insurance did the person have?',
  ),
  'events.death.deceased.pensionReceiving': q(
    '亡くなった方は年金を受け取っていましたか',
    '亡(な)くなった人は 年金(ねんきん)を もらっていましたか',
    'Did the person receive a pension?',
  ),
  'events.death.deceased.employmentStatus': q(
    '亡くなった方のお仕事は、どれに近かったですか',
    '亡(な)くなった人の 仕事(しごと)は どれでしたか',
    'What work did the person do?',
  ),
  'events.death.sharedLivelihood': q(
    '亡くなった方と、生計をともにしていましたか',
    '亡(な)くなった人と 同(おな)じ お金で くらしていましたか',
    'Did you share a livelihood with the person?',
  ),
  'events.death.selfIsChiefMourner': q('あなたが葬儀を行いましたか', 'あなたが 葬式(そうしき)を しましたか', 'Did you hold the funeral?'),
  'events.death.selfIsHeir': q('あなたは相続人ですか', 'あなたは 亡(な)くなった人の お金や ものを もらう人ですか', 'Are you an heir?'),
  'events.death.considersRenunciation': q(
    '相続しないこと（相続放棄）を考えていますか',
    '亡(な)くなった人の お金や 借金(しゃっきん)を もらわないことを 考(かんが)えていますか',
    'Are you thinking of renouncing the inheritance?',
  ),
  'events.death.survivingChildUnder18': q(
    '18歳になった年度末までのお子さんが残されましたか',
    '18歳(さい)までの 子どもが いますか',
    'Is there a surviving child up to the school year of turning 18?',
  ),
  'events.age.wantsDeferral': q(
    '年金を65歳より後に繰り下げて受け取りますか',
    '年金(ねんきん)を 65歳(さい)より あとから もらいますか',
    'Do you want to defer your pension beyond 65?',
  ),
  'events.business.startDate': q(
    '開業日はいつですか',
    '仕事(しごと)や 店(みせ)を 始(はじ)める日は いつですか',
    'When does the business start?',
  ),
  'events.business.form': q(
    '事業の形はどちらですか',
    '一人(ひとり)の 仕事(しごと)ですか、会社(かいしゃ)ですか',
    'What form does the business have?',
  ),
  'events.business.industry': q('どの業種ですか', 'どんな 仕事(しごと)ですか', 'Which industry is it?'),
  'events.disaster.date': q('被害にあった日はいつですか', '災害(さいがい)に あった日は いつですか', 'When did the disaster happen?'),
  'events.disaster.homeDamaged': q('お住まいに被害がありましたか', '家(いえ)が 壊(こわ)れましたか', 'Was your home damaged?'),
  'events.disaster.needsHousing': q('住むところに困っていますか', '住(す)む ところが ありませんか', 'Are you without a place to live?'),
  'events.disaster.damage': q(
    '罹災証明書に書かれた被害の程度はどれですか',
    '罹災証明書(りさいしょうめいしょ)に 書(か)いてある 被害(ひがい)は どれですか',
    'What degree of damage does your certificate state?',
  ),
  'events.vehicle.class': q('どの種類の車ですか', 'どの 車(くるま)ですか', 'Which kind of vehicle?'),
  'events.vehicle.kind': q(
    '新車ですか、中古車ですか、廃車ですか',
    '新(あたら)しい 車(くるま)ですか、古(ふる)い 車ですか、捨(す)てる 車ですか',
    'New, used, or to be scrapped?',
  ),
  'events.home.kind': q('取得したのは、どのような住まいですか', 'どんな 家(いえ)を 買(か)いましたか', 'What kind of home did you acquire?'),
  'events.home.hasLoan': q('住宅ローンを借りますか', '家(いえ)を 買(か)うために お金を 借(か)りますか', 'Do you take out a mortgage?'),
  'events.travel.date': q('いつ出発しますか', 'いつ 外国(がいこく)へ 行(い)きますか', 'When do you leave?'),
  'events.illness.workRelated': q(
    'お仕事や通勤が原因ですか',
    '仕事(しごと)や、仕事に 行(い)くときの ことが 原因(げんいん)ですか',
    'Was it caused by work or commuting?',
  ),
  'events.illness.unableToWork4Days': q(
    '4日以上、働けませんか',
    '4日(よっか)より 長(なが)く 働(はたら)けませんか',
    'Are you unable to work for four days or more?',
  ),
  'events.illness.expectsHighCost': q(
    '医療費が高くなりそうですか',
    '病院(びょういん)の お金が 高(たか)く なりそうですか',
    'Do you expect high medical costs?',
  ),
};

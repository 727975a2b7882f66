// How municipalities say it in a title and a sentence, and the procedures that are meant: no more and no fewer;
// “relevant” alone: about a life event without a procedure in the catalogue; nothing: not for the database.
import { describe, expect, it } from 'vitest';
import { read } from './testing/read-notice.ts';

const SAYINGS = `
お引っ越しされる方へ|市外へ引っ越すときは転出の届け出をしてください。|moving-out-notification
マイナポータルで転出の手続きができます|マイナンバーカードを使って転出届をオンラインで提出できます。|moving-out-notification
市内で引っ越したとき|新しい住所に移ってから14日以内に届け出てください。|address-change-within-city
世帯主を変えるとき・世帯を分けるとき|世帯主の変更や世帯分離をしたときは14日以内に届け出てください。|household-change-notification
海外へ引っ越す方の手続き|1年以上海外に住む方は国外への転出の届け出が必要です。|moving-abroad-notification
海外から帰国された方へ|パスポートを持って転入の届け出をしてください。|moving-in-from-abroad
引っ越した方はマイナンバーカードもお持ちください|カードに新しい住所を記載します。|my-number-card-address-update
マイナンバーカードを海外でも使えるようになりました|国外転出後もカードを継続して利用できます。|my-number-card-overseas-continuation
国保をやめる届け出（市外へ引っ越すとき）|国民健康保険をやめる手続きをしてください。|nhi-moving-out
国民健康保険への加入手続き|勤め先を辞めて健康保険がなくなった方は14日以内に国保に加入する届け出をしてください。|nhi-enrolment
就職して会社の保険に入った方へ|国保を脱退する手続きが必要です。|nhi-withdrawal-employed
解雇などで仕事を失った方の国保料の軽減|申請してください。|nhi-premium-reduction-involuntary
出産する方の国民健康保険税を免除します|産前産後4か月分の所得割・均等割を免除します。|nhi-maternity-premium-reduction
介護保険の被保険者が転出・転入したとき|受給資格証明書を14日以内に提出してください。|care-insurance-moving
児童手当を受けている方が市外へ引っ越すとき|受給事由消滅届を提出してください。|child-allowance-termination
児童手当の申請はお済みですか|生まれた日の翌日から15日以内に請求してください。|child-allowance-application
児童手当 第2子が生まれた方|額改定請求書を提出してください。|child-allowance-application
マル福・子ども医療費助成の手続き|高校生までの医療費を助成します。資格登録の申請をしてください。|child-medical-subsidy
転校するときの手続き|転入届のあと、教育委員会で転入学通知書を受け取ってください。|school-transfer
実印の登録|印鑑を登録するには本人がお越しください。|seal-registration
犬の飼い主さんへ|市外から転入したときは、犬の登録の変更を届け出てください。|dog-registration-change
飼っている犬の所有者が変わったとき|30日以内に所有者の変更を届け出てください。|dog-registration-change
ミニバイクのナンバープレートの返却|使わなくなった125cc以下のバイクの廃車手続き|moped-scrap
50ccバイクを譲り受けたとき|名義変更の手続きとナンバーの交付|moped-registration
大型ごみの申し込み方法|インターネットでも申し込めます。|bulky-waste-collection
家具などの大きなごみを捨てるとき|戸別収集の予約をしてください。|bulky-waste-collection
水道の開栓・閉栓の届け出|引っ越しの5日前までに電話してください。|water-start water-stop
上下水道の使用開始と中止|インターネットで申し込みできます。|water-start water-stop
住民票の写しの郵送請求|申請書に必要事項を書いて送ってください。|residence-record-copy-issue
戸籍謄本が最寄りの市区町村で取れます（広域交付）|本籍地以外でも請求できます。|family-register-certificate-issue
所得証明書・課税証明書の取得方法|コンビニでも取れます。|income-certificate-issue
妊娠届と親子手帳|妊娠がわかったら早めに届け出て、親子健康手帳を受け取ってください。|pregnancy-notification
妊婦のための支援給付金|妊娠届出時に5万円、出産予定日の8週前から胎児1人につき5万円を支給します。|pregnancy-support-benefit-1 pregnancy-support-benefit-2
妊婦健診の費用を助成します|14回分の受診票を交付します。里帰り出産の方は払い戻しができます。|prenatal-checkups
出生の届け出|お子さんが生まれた日から14日以内に届け出てください。|birth-notification
国保に加入している方が出産したとき|出産育児一時金50万円を世帯主に支給します。|birth-lump-sum-nhi
国民年金 出産前後の保険料が免除されます|出産予定日の6か月前から届け出ができます。|np-maternity-exemption
国民年金　1歳未満のお子さんを育てる方の保険料免除|令和8年10月から始まります。|np-childcare-exemption
4か月児健診・1歳6か月児健診・3歳児健診|対象の方に個別に通知します。|infant-checkup-and-immunisation
乳幼児の予防接種スケジュール|予診票を持って医療機関へ。|infant-checkup-and-immunisation
はじめまして赤ちゃん 助産師が家庭を訪問します|生後4か月までのお子さんのいる家庭すべてに伺います。|newborn-home-visit
小さく生まれた赤ちゃんの医療費を給付します|入院が必要な未熟児の養育医療|premature-infant-medical
お母さんの体の回復と育児を助ける産後のケア|宿泊型・通所型・訪問型があります。|postpartum-care
保育施設の利用申し込み|令和9年4月からの入所を希望する方|nursery-application
幼稚園の預かり保育料が無償になります|利用前に認定の申請が必要です。|facility-use-benefit-certification
誰でも通園制度が始まります|0歳6か月から満3歳未満のお子さんが時間単位で利用できます。|nursery-for-all-application
新入学児童の健康診断|来年4月に小学校へ入学するお子さんが対象です。|school-entry-notice
通学する学校を変更したいとき|指定された学校以外への通学を希望するときの申立て|school-change-application
学用品費や給食費を援助します|経済的にお困りのご家庭に、就学に必要な費用の一部を援助します。|school-expense-support
学童クラブの入会受付|令和9年度の入会申請を受け付けます。|after-school-club
児童クラブ（学童）利用者募集|保護者が仕事などで昼間家庭にいない小学生|after-school-club
高校の授業料を支援します|国の就学支援金の申請|high-school-tuition-support
大学生向け給付型奨学金|日本学生支援機構の給付奨学金の申込み|higher-education-support
学生の国民年金|保険料を納めるのが難しい学生は学生納付特例を申請できます。|np-student-deferral
20歳になったら国民年金に加入|日本年金機構から通知が届きます。|national-pension-20
マイナ保険証の登録をお手伝いします|健康保険証として使うには利用の申込みが必要です。|health-insurance-card-registration
はたちの集い|対象者に案内状を送ります。|coming-of-age-ceremony
り災証明の申請受付|被害状況の写真を持って申請してください。|disaster-victim-certificate
被災した家屋の解体・撤去|市が費用を負担して解体します（公費解体）。|public-demolition
市外へ避難された方は届け出をお願いします|避難先の情報を登録してください。|evacuee-registration
被災者向け市営住宅の提供|応急仮設住宅として提供します。|emergency-temporary-housing
災害で家族を亡くした方へ|災害弔慰金を支給します。|disaster-condolence-money
災害援護資金の貸付|住居や家財に被害を受けた世帯へ貸し付けます。|disaster-support-loan
壊れた住宅の応急修理|災害救助法に基づき市が業者に依頼して修理します。|emergency-repair
児童扶養手当のお知らせ|ひとり親家庭などに手当を支給します。|child-rearing-allowance
ひとり親家庭の医療費|受給者証の更新手続き|single-parent-medical-subsidy
結婚の届け出|婚姻届は24時間受け付けます。|marriage-registration
結婚した二人の新生活を応援|新居の家賃や引っ越し費用を補助します。|newlywed-support-subsidy
戸籍のフリガナ|届いた通知を確認し、誤りがあれば届け出を。|name-reading-correction
離婚の届け出|協議離婚は証人2人が必要です。|divorce-registration
障害のあるお子さんを育てる方への手当|特別児童扶養手当の申請|special-child-rearing-allowance
身体障害者手帳の申請|指定医の診断書が必要です。|physical-disability-handbook
療育手帳を取得するには|児童相談所の判定が必要です。|intellectual-disability-handbook
精神障害者保健福祉手帳|初診から6か月以上経過した方が申請できます。|mental-disability-handbook
精神科の通院医療費を軽減します|自立支援医療受給者証の申請|self-support-medical
障がい福祉サービスを使うには|サービスの利用には支給申請と障がい支援区分の認定が必要です。|disability-services
車いす・義足・補聴器などの購入費を支給します|補装具費の支給申請|assistive-device
重度障がい者医療費助成|受給者証の交付申請|severe-disability-medical-subsidy
障害基礎年金の請求|初診日のある方|disability-basic-pension
障がいのある方の軽自動車税の減免申請|納期限までに申請してください。|disability-car-tax-reduction
NHK受信料の免除|市が証明します。|nhk-fee-exemption
医療費が高額になったとき|国保の高額療養費の支給申請|high-cost-medical-refund
入院する前に限度額認定証を|国保の窓口で申請してください。|limit-certificate
指定難病の医療費の助成|保健所で申請を受け付けます。|intractable-disease-medical
国保の傷病手当金|働けなくなった期間に支給します。|sickness-allowance
暮らしに困ったら 生活保護のしおり|申請の手順を説明します。|livelihood-protection
お金や仕事の悩みを相談ください|自立相談支援窓口|livelihood-consultation
家賃が払えない方へ|住居確保給付金の申請|housing-security-benefit
会社を辞めた方の国民年金|厚生年金から国民年金への切り替えは14日以内に届け出を。|national-pension-category-1
国民年金保険料を納めるのが困難なとき|申請により免除や納付猶予になります。|national-pension-exemption
60歳以降も国民年金に入れます|年金額を増やしたい方は任意で加入できます。|national-pension-voluntary-60
65歳になったら年金の請求を|請求書に必要書類を添えて提出してください。|old-age-pension-claim
年金の受け取り開始を遅らせると増えます|繰下げ受給の案内|pension-deferral
年金生活者支援給付金の請求書（はがき）|返送してください。|pension-supplement-benefit
市税の納付にお困りの方|納税の猶予や分割納付の相談|resident-tax-reduction
会社を退職した後の住民税|残りの税額は納付書で納めていただきます（普通徴収）。|resident-tax-ordinary-payment
死亡の届け出|死亡を知った日から7日以内に届け出てください。火葬の許可証をお渡しします。|death-notification cremation-permit
市営斎場の予約|火葬の予約は葬儀社を通じて行ってください。|cremation-permit
市営墓地の使用者募集|申込みは8月31日まで。|grave-interment
世帯主が亡くなったとき|世帯主の変更の届け出が必要です。|head-of-household-change-death
国保の方が亡くなったとき|資格確認書を返してください。葬祭費5万円を支給します。|nhi-death-loss funeral-expense-nhi
固定資産の所有者が亡くなったとき|相続人の代表者を届け出てください。現所有者の申告も必要です。|heir-representative-notification fixed-asset-owner-declaration
相続した土地・建物の登記|相続登記が義務になりました。3年以内に申請してください。|inheritance-registration
遺言書を法務局に預けられます|自筆証書遺言書保管制度|will-depository-application
成年後見の申し立て|市長申立て・費用助成|adult-guardianship
介護サービスを使いたいとき|要介護認定の申請をしてください。|care-need-certification
介護認定の更新|有効期間満了の60日前から申請できます。|care-certification-renewal
介護保険施設の食費・部屋代の軽減|負担限度額の認定申請|care-burden-limit
自宅に手すりを付けたい|介護保険で住宅改修費を支給します。工事前に申請してください。|care-home-renovation
腰掛け便座や入浴用いすの購入費|介護保険の特定福祉用具の購入|care-welfare-equipment
介護サービスの利用料が高額になったとき|高額介護サービス費を支給します。|high-cost-care-refund
要介護の方の税の障害者控除|認定書を交付します。|care-tax-deduction-cert
運転免許を返納した方へ|タクシー券を交付します。|licence-voluntary-return
75歳になる方へ|後期高齢者医療の資格確認書を送ります。|late-elderly-enrolment-75
65歳になると届く介護保険証|第1号被保険者となり、介護保険被保険者証を郵送します。|care-insurance-65
後期高齢者医療に65歳から加入できる場合|一定の障害のある方は申請により加入できます。|late-elderly-disability-enrolment
新築住宅の固定資産税が減額されます|申告書を1月31日までに提出してください。|fixed-asset-survey
住宅用家屋証明書の発行|登録免許税が軽減されます。|residential-building-certificate
食品営業の許可|飲食店や菓子製造業を始めるには許可が必要です。|food-business-permit
開業する方へ|開業届は税務署へ提出します。|business-opening-notification
市内に会社を設立した方|法人等の設立届を提出してください。|corporation-establishment-notification-local
公金受取口座を登録しませんか|給付金の受け取りが早くなります。|public-money-account-registration
在留カードの住所の届け出|引っ越した外国人住民の方は14日以内に届け出てください。|residence-card-address-notification
海外で投票するには|在外選挙人名簿への登録申請|overseas-voter-registration
医療費控除の申告|領収書をもとに明細書を作成してください。|medical-expense-deduction
ごみ収集の年末年始のお休み|12月31日から1月3日まで|
市民文化祭の出演者募集|9月30日まで|
道路の陥没を見つけたら|道路管理課へ|
国勢調査の調査員を募集|8月31日まで|
熱中症にご注意ください|こまめに水分を取りましょう。|
特定健診・がん検診のお申し込み|40歳以上の方|
住民税の納税通知書を発送します|6月10日に発送します。|
市営プールの営業|7月18日から8月31日まで|
小児科の休日当番医|1月の当番医です。|
子育て支援センターの催し|親子で遊びましょう。|
固定資産税第1期の納期限|4月30日|
市議会議員一般選挙の期日前投票|1月18日から24日まで|
防災ラジオを貸し出します|市内の世帯|
住宅の耐震診断の補助|昭和56年以前の木造住宅|
ふるさと納税の返礼品事業者募集|随時|
介護予防体操教室|65歳以上の方。申込みは6月1日から。|
水道メーターの交換|期間満了メーターの取替え|
犬のふん放置はやめましょう|マナーを守りましょう。|
戦没者追悼式|8月15日|
年金受給者が亡くなったときの届け出|年金事務所で未支給年金の請求もできます。|unpaid-pension-claim
国民健康保険の資格をなくす方へ|会社の健康保険に入った方は脱退の届け出が必要です。|nhi-withdrawal-employed
国保の世帯主や氏名が変わったとき|14日以内に届け出てください。|nhi-name-change
産前産後の国民年金保険料免除制度|第1号被保険者の方が対象です。|np-maternity-exemption
離婚後の氏（苗字）について|婚姻中の氏を名乗り続けるときは3か月以内に届け出てください。|surname-retention-notification
養育費の公正証書作成費用を補助します|取り決めた文書の作成費用を助成します。|child-support-notarial-deed
パートナーシップ宣誓制度を始めます|10月1日から受け付けます。|relevant
生ごみ処理機の購入補助|購入前に申請してください。|
空き店舗で開業する方に家賃を補助|市内の空き店舗で新たに開業する方が対象です。|relevant
創業塾 受講生募集|起業を考えている方のための講座です。|relevant
認可外保育施設の保育料を助成|利用している保護者に月額2万円を上限に助成します。|relevant
ブックスタート|4か月児健診のときに絵本を贈ります。|infant-checkup-and-immunisation
病児保育を始めました|病気の子どもを一時的に預かります。|relevant
チャイルドシート購入費補助|6歳未満の子どもがいる保護者が対象です。|relevant
不妊治療費の助成|治療が終わった日から6か月以内に申請してください。|relevant
妊婦さんのためのタクシー券|母子健康手帳をお持ちの妊婦の方にお渡しします。|relevant
ひとり親家庭の就職を支援します|高等職業訓練促進給付金を支給します。|relevant
高校生等奨学給付金|生活保護世帯や非課税世帯の高校生に返済不要の給付金を支給します。|high-school-tuition-support
介護保険負担割合証を送付します|8月から使う証です。|relevant
要介護認定を受けている方へ紙おむつを支給|月額5千円まで|relevant
認知症高齢者等見守りシール|行方不明に備え、QRコードのシールを配ります。|relevant
福祉タクシー利用券を交付します|身体障害者手帳1・2級の方など|relevant
軽自動車税の減免（身体障がい者等）|納期限までに申請してください。|disability-car-tax-reduction
特別障がい者手当などの現況届|8月12日から9月11日まで|special-disability-allowance
ヘルプマークを配布しています|援助が必要な方が身に着けるマークです。|relevant
難病の方への見舞金|指定難病の受給者証をお持ちの方に年額1万円を支給します。|intractable-disease-medical
がん患者のウィッグ購入費助成|医療用ウィッグの費用を助成します。|relevant
高額療養費の申請が簡単になります|国保の世帯で一度申請すると次回から自動で振り込みます。|high-cost-medical-refund
交通事故にあったら国保に届け出を|第三者行為による傷病届が必要です。|relevant
土地・家屋の名義が変わったとき|未登記家屋の所有者が変わったときは届け出てください。|
長期優良住宅の固定資産税の減額|新築した翌年の1月31日までに申告してください。|fixed-asset-survey
住宅取得支援補助金|市内に住宅を新築・購入した若者世帯に補助します。|relevant
空き家を買って移住しませんか|改修費を補助します。移住者が対象です。|relevant
バイクを盗まれたとき|警察に届け、市民税課で廃車の申告をしてください。125cc以下の原付が対象です。|moped-scrap
パスポートの受け取り|申請した本人がお越しください。|relevant
海外に住む方の年金|国民年金に任意で加入できます。|national-pension-abroad-voluntary
ウクライナから避難された方への支援|相談窓口を設けています。|
災害ごみの出し方|大雨で浸水した家財の仮置き場を設けました。|relevant
義援金の配分申請|住家が全壊・半壊した世帯に義援金を配ります。申請は12月28日まで。|relevant
災害時に備えて食料を備蓄しましょう|家庭で3日分の備蓄を。|
地震体験車がやってくる|防災フェアで体験できます。|
避難訓練を実施します|11月1日（日）午前9時から|
感震ブレーカーの設置を補助します|地震による火災を防ぎます。|
法人市民税の申告書様式|エルタックスで提出できます。|
インボイスの登録はお済みですか|適格請求書発行事業者の登録申請|qualified-invoice-registration
小規模企業共済の掛金を補助|市内の個人事業主が対象です。|small-enterprise-mutual-aid
中小企業の融資制度|事業資金の利子を補給します。|
個人住民税の給与からの特別徴収に関する届出|退職などの異動があったときは給与所得者異動届出書を提出してください。|employer-resident-tax-transfer-report
市税の納期限カレンダー|口座振替が便利です。|
年末年始のごみ収集|12月29日まで通常どおりです。|
市民農園の利用者募集|1月20日まで|
敬老会のご案内|75歳以上の方をお招きします。|
金婚式の夫婦をお祝いします|結婚50年を迎えるご夫婦は申し出てください。|
献血にご協力ください|2月10日（火）|
こども食堂の運営を補助します|団体に補助します。|
子育てサークルの会員募集|0歳から3歳の親子|
学校給食調理員の募集|会計年度任用職員|
学校の統合について|新しい小学校の名称が決まりました。|
放課後児童支援員の募集|夏休みに働ける方|
小学校入学お祝い品|新1年生にランドセルカバーを贈ります。|relevant
中学校の制服リユース|卒業生から寄付された制服を譲ります。|
大学生の就職活動交通費を補助|市内企業の面接を受ける学生が対象です。|relevant
シニアの就職面接会|60歳以上の方|relevant
無料法律相談（相続・離婚など）|毎月第2火曜日|
行政書士による相続・遺言相談会|10月3日（土）|
終活セミナー 参加者募集|11月8日|
`;

describe('everyday words', () => {
  it.each(
    SAYINGS.trim()
      .split('\n')
      .map((line) => line.split('|')),
  )('%s', (title = '', body = '', wanted = '') => {
    const notice = read(title, `<p>${body}</p>`);
    const procedures = wanted.split(' ').filter((w) => w !== '' && w !== 'relevant');
    expect([...notice.procedures].sort()).toEqual(procedures.sort());
    expect(notice.relevant).toBe(wanted !== '');
  });
});

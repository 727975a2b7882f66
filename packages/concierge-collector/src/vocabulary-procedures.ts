// Everyday words for the catalogue's procedures as municipalities write about them. Every pattern of a rule must be found
// in the title, the heading or the block; a rule is a clue with a reason, not a verdict.
import type { ProcedureWords } from './procedure-words.ts';
import { r } from './procedure-words.ts';

const KOKUHO = /国民健康保険|国保/;
const NENKIN = /国民年金|年金保険料/;
const KOUKI = /後期高齢者?(?:医療)?/;
const KAIGO = /介護保険|介護が必要|介護(?:認定|サービス)|要介護|要支援/;
const DEATH = /死亡|亡くな|おくやみ|お悔やみ|ご遺族|遺族/;
const CARD = /マイナンバーカード|個人番号カード/;
const MOVING = /引っ?越|転入|転居|転出/;
const ABROAD =
  /(?:国外|海外)(?:へ|に)(?:の)?(?:転出|引っ?越|移住|転勤|赴任|住)|日本(?:を|から)(?:出[るてま]|離れ)|(?:自分の国|母国)(?:へ|に)帰|(?:外国|海外|国)に帰る/;
const NOT_ABROAD = new RegExp(`国外転出届|${ABROAD.source}`);
const CHILD_ALLOWANCE = /(?<!特別)児童手当/;
const DISASTER = /災害|被災|[罹り]災|地震|大雨|豪雨|台風|洪水|半壊|全壊/;
const GENTSUKI = /(?<!\d)50cc|ミニバイク|原付|原動機付自転車|小型特殊|ミニカー|125cc以下/;
const HOIKU = /保育(?:所|園|施設)|(?:認定)?こども園|保育利用|保育所等/;

export const PROCEDURE_WORDS: readonly ProcedureWords[] = [
  // moving
  r(
    'moving-out-notification',
    /住民異動(?:届|の(?:届|手続)|$|[、。・(（\s])|住所(?:の)?異動(?:届|の届|手続)|転出届|転出の(?:届|手続)|転出証明書の(?:交付|発行)|転[入居](?:・|、|や)転出[^。]{0,8}(?:手続|届)|(?:住所変更|住所異動)[^。]{0,6}[(（][^)）]{0,6}転出/,
    NOT_ABROAD,
  ),
  r(
    'moving-in-notification',
    [
      /住民異動(?:届|の(?:届|手続)|$|[、。・(（\s])|住所(?:の)?異動(?:届|の届|手続)|転入届(?!を(?:し|出し|提出し)た)|転入の(?:届|手続)|転入(?:・|、|や)転[出居][^。]{0,8}(?:手続|届)|(?:住所変更|住所異動)[^。]{0,6}[(（]転入/,
    ],
    /(?:国外|海外|外国)から|日本に来/,
  ),
  r(
    'address-change-within-city',
    /住民異動(?:届|の(?:届|手続)|$|[、。・(（\s])|住所(?:の)?異動(?:届|の届|手続)|転居届|転居の(?:届|手続)|転[入出](?:・|、|や)転居[^。]{0,8}(?:手続|届)|(?:住所変更|住所異動)[^。]{0,6}[(（][^)）]{0,8}転居/,
  ),
  r('address-change-within-city', [/[市町村区]内(?:で(?:の)?|の)(?:引っ?越|転居|住所(?:が|を)(?:変|移))/, /届/]),
  r('household-change-notification', [/世帯(?:主)?(?:の変更|を(?:変え|分け|一緒)|分離|合併)/, /届/], DEATH),
  r('household-change-notification', /世帯(?:変更|分離|合併)(?:届|の届)/),
  r('moving-abroad-notification', /国外転出届|(?:海外|国外)(?:へ|に)(?:の)?(?:転出|引っ?越)[^。]{0,10}(?:届|手続)/),
  r('moving-abroad-notification', [/転出(?:届|の届|の手続)/, ABROAD]),
  r('moving-in-from-abroad', [/転入届|転入の(?:届|手続)|住民登録/, /(?:国外|海外|外国)から|日本に来|帰国/]),
  r(
    'my-number-card-address-update',
    [CARD, /住所(?:変更|の変更|の書き?換え)|継続利用|券面(?:更新|記載事項)|新しい住所を(?:記|書)/],
    /国外|海外|カードなどの本人確認/,
  ),
  r('my-number-card-overseas-continuation', [CARD, /国外継続|(?:国外|海外)(?:で|へ|転出)[^。]{0,12}(?:継続|利用|使)/]),
  r('signing-certificate-reissue', /署名用電子証明書[^。]{0,14}(?:発行|更新|失効|再)|電子証明書の(?:更新|発行)/),
  r(
    'my-number-card-application',
    [
      CARD,
      /出張申請|申請(?:サポート|補助|受付|を(?:受|行|サポート)|会|窓口|時来庁|支援)|交付申請|交付(?:の)?予約|交付通知書|受け?取りの?予約|申請(?:・|や)(?:受取|交付)|新規申請|カードの?(?:作成|申請)|休日(?:交付|窓口)|つくり|作り/,
    ],
    /住所変更を受|利用登録を/,
  ),
  r('my-number-card-name-update', [
    CARD,
    /氏名(?:変更|の変更)|旧姓|旧氏|(?:氏名?|姓|名字|苗字)が変わ(?:る|った)(?:方|人|とき|場合)|(?:婚姻|結婚|離婚)[\s\S]*(?:記載|券面)(?:事項)?の?(?:変更|更新)/,
  ]),
  r(
    'health-insurance-card-registration',
    [
      /マイナ保険証|保険証(?:の|としての)?(?:利用)?(?:登録|申込)|健康保険証(?:の|として)?利用|保険証[^。]{0,16}(?:ひも付け|紐付け)/,
      /登録|ひも付け|紐付け|申込|使え|利用(?!す(?:ると|れば))|切り?替/,
    ],
    /資格確認書を(?:お持|持)/,
  ),
  r('nhi-moving-out', [KOKUHO, /転出(?:する|した|の|[)）])|[市町村区]外(?:へ|に)(?:の)?(?:引っ?越|移|転出)/, /やめ|脱退|喪失|資格|届/]),
  r(
    'nhi-enrolment',
    [
      KOKUHO,
      /(?:入る|(?<!(?:会社|職場|勤務先|社会)[^。]{0,10})加入(?!して(?:い|お)|され|者|中)|入ります|入らなければ)(?!.{0,4}世帯の)|加入(?:の)?(?:届|手続)|資格取得/,
    ],
    /任意加入/,
  ),
  r('nhi-enrolment', [KOKUHO, /退職|離職|会社を(?:辞|や)め/, /手続|届/], /軽減/),
  r('nhi-address-change', [KOKUHO, /市内(?:で)?転居|転居した(?:とき|場合)|住所(?:変更|が変わ)/]),
  r('nhi-withdrawal-employed', [
    KOKUHO,
    /(?:職場|会社|勤務先|社会保険|(?<!国民)健康保険)[^。]{0,12}(?:に入った|に加入|へ加入)|就職した|脱退(?:の)?(?:届|手続)/,
  ]),
  r('nhi-premium-reduction-involuntary', [
    KOKUHO,
    /非自発的(?:な)?(?:に)?(?:失業|離職)|特定(?:受給資格|理由離職)|(?:倒産|解雇|雇い止め|離職|失業)[^。]{0,60}(?:軽減|減額|減免|軽く|安く)|離職[^。]{0,10}(?:軽減|軽く)/,
  ]),
  r('nhi-maternity-premium-reduction', [KOKUHO, /産前産後|出産(?:する|される|予定)[^。]{0,20}(?:減額|免除|軽減)/]),
  r('nhi-death-loss', [KOKUHO, DEATH, /やめ|喪失|資格|返却|返還|お?返し/]),
  r('nhi-name-change', [KOKUHO, /氏名(?:変更|が変わ|・世帯)|世帯主(?:が|の)変/]),
  r('late-elderly-moving', [KOUKI, MOVING]),
  r('late-elderly-enrolment-75', [
    KOUKI,
    /75歳(?:に(?:なる|なった|到達)|の誕生日|を迎え|以上)[^。]{0,40}(?:加入|移行|移[りる]|資格確認書|被保険者|切り替)|制度(?:に|へ)の?(?:加入(?!して(?:い|お)|者)|移行)/,
  ]),
  r('late-elderly-enrolment-75', [KOUKI, /資格確認書|保険証|加入/, /75歳(?:に|を)(?:なる|なった|迎え)/]),
  r('late-elderly-disability-enrolment', [KOUKI, /障[害がい]+認定|65歳(?:以上|から)[^。]{0,16}障[害がい]/]),
  r('late-elderly-disability-enrolment', [KOUKI, /65歳/, /障[害がい]+/, /加入|障[害がい]+認定/], /医療費(?:の)?助成/),
  r('late-elderly-death-loss', [KOUKI, DEATH, /喪失|資格|返却|返還|お?返し/]),
  r('care-insurance-moving', [KAIGO, /受給資格証明|転[入出](?:する|した|の|者)/]),
  r('care-insurance-death-loss', [KAIGO, DEATH, /喪失|資格|返却|返還|お?返し|保険(?:者)?証/]),
  r('care-insurance-65', [/介護保険/, /65歳(?:[)）]|に(?:なる|なった|到達)|を迎え|の誕生日)/]),
  r(
    'child-allowance-application',
    [CHILD_ALLOWANCE, /認定請求|新規|申請|生まれ|出生|転入|手続|拡充|制度改正|額改定|請求/],
    /現況届のみ|受付のみ/,
  ),
  r('child-allowance-termination', [CHILD_ALLOWANCE, /消滅届|転出(?:する|した|の)/]),
  r('child-allowance-address-change', [CHILD_ALLOWANCE, /(?:氏名|住所)[^。]{0,6}変更届?|転居した/]),
  r('child-allowance-recipient-change', [CHILD_ALLOWANCE, /受給者(?:の)?変更|離婚(?:協議|前提|した)/]),
  r(
    'child-medical-subsidy',
    /(?:子ども|こども|乳幼児|小児|児童|マル乳|高校生)[^。、]{0,6}医療(?:費(?:の)?(?:助成|支給|受給)|証)|医療費助成[^。]{0,10}(?:子ども|こども|小児)/,
    /ひとり親|障/,
  ),
  r('school-transfer', /転校(?:の)?(?:手続|届|する)|転入学(?:通知|の手続|届)/),
  r(
    'school-change-application',
    /指定校(?:の)?変更|学校(?:を)?選択(?:でき|制)|特認校|通学区域外(?:から|の)|区域外就学|指定され(?:た|ている)学校(?:以外|の変更|を変更)|(?:通学|就学)する学校(?:を|の)変更|学区外(?:就学|通学)|通学区域(?:の)?(?:変更|弾力)/,
  ),
  r('nursery-transfer', [HOIKU, /転園|広域入所|転[出入]/]),
  r('seal-registration', /(?:印鑑|実印)(?:の|を)?登録(?!証明書|証の)/, /印鑑登録証明書(?:が|を|の)(?:発行|取得|交付)/),
  r(
    'dog-registration-change',
    [
      /(?:飼い?犬|犬の|犬を|愛犬|畜犬)/,
      /(?<!未)登録(?!手数料|料)|鑑札(?:と|を)(?:交換|持)|所在地|変更届|転入|引っ?越|住所|マイクロチップ|(?:所有者|飼い主)(?:が|の)変/,
    ],
    /^(?![\s\S]*(?:引っ?越|転入|転出|所在地|住所|飼い主が変))[\s\S]*(?:死亡|亡くな|おくやみ)/,
  ),
  r(
    'dog-registration-change',
    [/狂犬病/, /所在地|変更届|登録事項|引っ?越|転[入出]|飼い主が変/],
    /^(?![\s\S]*(?:引っ?越|転[入出]|所在地|住所|飼い主が変))[\s\S]*死亡/,
  ),
  r('moped-scrap-moving-out', [GENTSUKI, /廃車/, /転出/]),
  r('moped-scrap', [GENTSUKI, /廃車/]),
  r('moped-scrap', [/バイク/, /廃車/], /(?:126|251)cc|二輪の(?:小型|軽)/),
  r(
    'moped-registration',
    [GENTSUKI, /登録|(?:新規)?取得|標識(?:の)?(?:交付|取得)|ナンバー(?:の)?(?:交付|取得)|購入した|譲り受け/],
    /廃車の(?:申告|手続)|廃車手続/,
  ),
  r('vehicle-registration-address-change', /(?:自動車|普通車|車検証)[^。]{0,10}(?:変更登録|住所変更)/),
  r('drivers-licence-address-change', [/運転免許/, /住所(?:変更|の変更|が変わ)|記載事項(?:の)?変更/], /氏名|本籍/),
  r('residence-card-address-notification', /在留カード|住居地(?:の)?届|特別永住者証明書/),
  r('bulky-waste-collection', [/(?:粗大|大型|大きな)(?:ご|ゴ)み/, /申込|申し込|予約|出し方|収集|手数料|処理|処分|受付/]),
  r('water-start', [/水道|給水/, /使用(?:を)?開始|(?:使用|使い)を?始め|開栓|使い始め/]),
  r('water-stop', [/水道|給水/, /使用(?:を)?(?:中止|停止|休止)|やめる|閉栓|(?:開始|始める)[^。]{0,6}(?:中止|やめ)|開始・?(?:中止|休止)/]),
  r('water-start', [/水道/, /(?:開始|中止)[・(（][^。]{0,6}(?:中止|開始)|引っ?越し[^。]{0,30}(?:届|連絡|手続)/]),
  r('electricity-start', [/電気/, /使用開始/]),
  r('gas-start', [/ガス/, /使用開始|開栓/]),
  r('postal-forwarding', [/郵便/, /転居届|転送(?!不要|不可|され|でき)/]),
  r('pension-address-change-np', [/年金/, /住所変更/], /受給者/),
  r('pensioner-address-change', [/年金(?:受給者|を受け)/, /住所変更/]),
  r(
    'residence-record-copy-issue',
    /住民票(?:の写し)?(?:等)?(?:の|を|が|・|、)?[^。]{0,24}(?:交付|発行|取得|請求|コンビニ)|コンビニ[^。]{0,20}(?:証明書?|住民票)/,
  ),
  r('income-certificate-issue', /(?:所得|課税|非課税)(?:・?(?:課税|非課税))*(?:証明書?)[^。]{0,16}(?:交付|発行|取得|請求|コンビニ)/),
  r(
    'family-register-certificate-issue',
    /戸籍(?:証明書|謄本|抄本|全部事項)[^。]{0,16}(?:交付|発行|取得|請求|広域|コンビニ)|戸籍[^。]{0,8}広域交付/,
    /相続|死亡/,
  ),
  r('family-register-certificate-issue', [/戸籍(?:証明書|謄本|抄本|全部事項)/, /コンビニ/], /相続|死亡/),
  r('income-certificate-issue', [/(?:課税|所得|非課税)[^。]{0,8}証明書?/, /コンビニ/]),
  r('voter-list-registration-18', [/選挙人名簿/, /18歳|登録/], /在外/),
  r('overseas-voter-registration', /在外選挙(?:人)?/),
  r('public-money-account-registration', /公金受取口座(?:の|と)?[^。]{0,10}(?:登録|ひも付け|紐付け)/),
  // pregnancy and children
  r('pregnancy-notification', /妊娠(?:の)?届出?(?!時|後|を(?:し|出)た)|母子(?:健康)?手帳(?:の|を)?(?:交付|受け取|もらう|配布)/),
  r(
    'pregnancy-support-benefit-1',
    /妊婦(?:のための)?支援給付|妊婦給付認定|出産・?子育て応援(?:給付金|ギフト|交付金)|出産応援(?:給付金|ギフト|金)/,
  ),
  r(
    'pregnancy-support-benefit-2',
    /妊婦(?:のための)?支援給付|胎児の数の届|出産・?子育て応援(?:給付金|ギフト|交付金)|子育て応援(?:給付金|ギフト)/,
  ),
  r('prenatal-checkups', /妊(?:産)?婦(?:さん)?(?:の|無料)*(?:健康診査|健診|歯科健診|歯科健康診査)/),
  r('birth-notification', /出生(?:届|の届)/),
  r('birth-lump-sum-nhi', [/出産育児一時金/, KOKUHO]),
  r('birth-lump-sum-nhi', /出産育児一時金/, /社会保険|健保組合/),
  r('np-maternity-exemption', [/年金|保険料/, /産前産後/], KOKUHO),
  r('np-maternity-exemption', [NENKIN, /出産(?:する|した|予定|[)）])/, /免除/], KOKUHO),
  r('np-childcare-exemption', [NENKIN, /育児(?:期間)?(?:の)?免除|(?:子|子ども|お子さ[んま])を(?:養育|育て)/]),
  r(
    'infant-checkup-and-immunisation',
    /(?:乳幼児|乳児|\d+(?:か|カ|ヶ)月児|\d歳(?:\d+(?:か|カ|ヶ)月)?児|幼児|5歳児)(?:健康診査|健診|歯科健診|歯科健康診査|相談|健康調査)|(?:定期|こども|子ども|子供|乳幼児|小児)の?予防接種|予診票|(?:BCG|麻[しし]ん|MR|ヒブ|ポリオ|日本脳炎|ロタ|HPV|子宮頸がん|五種混合|四種混合|水痘)[^。]{0,14}(?:接種|ワクチン)/,
    /帯状疱疹|高齢者|コロナ|インフルエンザ|65歳/,
  ),
  r('newborn-home-visit', /新生児訪問|こんにちは赤ちゃん|赤ちゃん訪問(?!員)|乳児家庭全戸訪問|出生連絡票/),
  r(
    'newborn-home-visit',
    [/赤ちゃん|新生児|生後\d/, /(?:家庭|ご?自宅|お宅)(?:を|に|へ)[^。]{0,4}(?:訪問|伺)|(?:助産師|保健師)[^。]{0,10}訪問/],
    /訪問員|介護/,
  ),
  r('premature-infant-medical', /養育医療|未熟児[^。]{0,10}(?:医療|給付)/),
  r('postpartum-care', /産後の?ケア/),
  r('paternity-acknowledgement', /認知届/),
  r('medical-expense-deduction', /医療費控除/),
  r('nursery-application', [HOIKU, /入所|入園|利用申(?:込|請)|申込|申し込|募集|空き状況/], /職員|保育士(?!不足)|会計年度|就職|ガイダンス/),
  r('nursery-application', /(?:教育・保育|保育)給付認定|保育(?:所|園)等?(?:の)?(?:入所|入園)|一斉(?:入所|受付)/, /職員|保育士募集/),
  r('facility-use-benefit-certification', /施設等利用(?:給付)?認定|幼児教育・?保育(?:の)?無償化|幼稚園[^。]{0,10}(?:補助|無償)/),
  r('nursery-for-all-application', /(?:誰|だれ)でも通園|乳児等(?:通園)?支援/),
  r(
    'school-entry-notice',
    /就学(?:時)?(?:健康診断|健診|通知)|(?<!転)入学通知|小学校(?:に|へ)?(?:の)?入学(?:説明|手続|通知)|新1年生[^。]{0,20}(?:健康診断|通知|入学)/,
  ),
  r('school-entry-notice', [/新入学|小学校(?:へ|に)?(?:の)?入学|新1年生/, /健康診断|健診|入学通知/], /中学校|\d歳児|予防接種/),
  r('school-expense-support', /就学援助|就学奨励|学用品費[^。]{0,10}(?:援助|助成)|入学準備金/),
  r(
    'after-school-club',
    /(?:放課後|学童)?児童クラブ(?!連合)|学童(?:保育|クラブ)|留守家庭児童|放課後児童健全|児童ホーム|学童室/,
    /支援員(?:の)?募集|職員/,
  ),
  r('high-school-tuition-support', /高等学校(?:等)?就学支援金|高校生?等?(?:奨学)?給付金|高校[^。]{0,6}授業料/),
  r('higher-education-support', /高等教育(?:の)?修学支援|給付型?奨学金/),
  r(
    'jasso-loan-application',
    /(?:貸与|貸付)(?:型)?奨学金|奨学(?:金|生)(?:の)?(?:貸与|貸付)|日本学生支援機構(?!の給付)[^。]{0,20}(?:申込|募集|予約)/,
    /返還(?:支援|補助)/,
  ),
  r('np-student-deferral', /学生納付特例/, /承認(?:期間|を受けた期間)|追納/),
  r(
    'national-pension-20',
    [NENKIN, /20歳(?:[)）]|到達|に(?:なった|なる|到達)|から|を迎え|の誕生日)/],
    /(?:59|60)歳|学生納付特例|国民健康保険/,
  ),
  r('national-pension-return', [NENKIN, /帰国|海外から|外国人|日本に来|入国/]),
  r('national-pension-abroad-voluntary', [NENKIN, /海外(?:に|へ|で|居住|在住)|国外/, /任意(?:で|に)?加入/]),
  r('lump-sum-withdrawal', /脱退一時金/),
  r('coming-of-age-ceremony', /成人式|(?:二十歳|はたち|20歳|ハタチ)(?:の|を祝う)?(?:つどい|集い|式典|記念)/, /実行委員|運営委員|スタッフ/),
  // family
  r('child-rearing-allowance', /(?<!特別)児童扶養手当/),
  r(
    'single-parent-medical-subsidy',
    /(?:ひとり親|母子|父子)(?:家庭)?(?:等|など)?(?:の)?医療(?:費|証)|福祉医療費[^。]{0,12}(?:ひとり親|母子)/,
  ),
  r('marriage-registration', /婚姻届(?!受理|が受理|を(?:提出|出)した)|(?:婚姻|結婚)の届/),
  r('divorce-registration', /離婚(?:届|の届)(?!を(?:提出|出)した)/),
  r('newlywed-support-subsidy', /結婚[^。]{0,10}新生活|新婚(?:世帯|さん)[^。]{0,20}(?:補助|支援|助成)|新婚生活[^。]{0,8}(?:補助|支援)/),
  r('name-reading-correction', /戸籍[^。]{0,16}(?:振り?仮名|フリガナ|ふりがな)|(?:振り?仮名|フリガナ)の(?:届|通知書?|確認|記載)/),
  r('child-support-notarial-deed', /養育費[^。]{0,20}(?:公正証書|取り?決め|保証)/),
  r('child-support-notarial-deed', [/養育費|親子交流|離婚/, /公正証書/], /遺言/),
  r('child-custody-mediation', /(?:養育費|親子交流|面会交流)[^。]{0,16}(?:調停|相談)/),
  // disability and health
  r('special-child-rearing-allowance', /特別児童扶養手当/),
  r('physical-disability-handbook', /身体障[害がい]+者手帳(?:の|を)?(?:交付|申請|新規|取得)/),
  r('intellectual-disability-handbook', /(?:療育手帳|愛の手帳)(?:の|を)?(?:交付|申請|新規|取得|更新)/),
  r('mental-disability-handbook', /精神障[害がい]+者保健福祉手帳(?:の|を)?(?:交付|申請|新規|更新)/),
  r('physical-disability-handbook', /^身体障[害がい]+者手帳(?:について|とは|制度)?$/m),
  r('intellectual-disability-handbook', /^(?:療育手帳|愛の手帳)(?:について|とは|制度)?$/m),
  r('mental-disability-handbook', /^精神障[害がい]+者保健福祉手帳(?:について|とは|制度)?$/m),
  r('self-support-medical', /自立支援医療/),
  r('disability-services', /障[害がい]+(?:福祉サービス|支援区分)[^。]{0,16}(?:申請|利用|認定|支給|受給)/),
  r('assistive-device', /補装具|日常生活用具[^。]{0,8}給付|ストーマ(?:装具|用品)|補聴器[^。]{0,12}(?:助成|補助|支給)/),
  r('severe-disability-medical-subsidy', /(?:重度)?(?:心身)?障[害がい]+者?(?:・?児)?(?:等)?医療(?:費|証)|重度[^。]{0,10}医療費(?:の)?助成/),
  r(
    'special-disability-allowance',
    /特別障[害がい]+者手当|障[害がい]+児福祉手当|(?:心身|重度|在宅)[^。]{0,6}障[害がい]+者?(?:等)?(?:福祉)?手当/,
  ),
  r('disability-basic-pension', /障[害がい]+(?:基礎)?年金(?!を受け(?:て|る(?:よう|方)))/),
  r('disability-car-tax-reduction', [/(?:軽)?自動車税/, /減免/]),
  r('nhk-fee-exemption', [/NHK|放送受信料/, /免除|減免/]),
  r('high-cost-medical-refund', /高額療養費(?!の?(?:自己負担)?限度額|制度の)/, DEATH),
  r('limit-certificate', /限度額(?:適用)?(?:・標準負担額減額)?認定証/, /介護/),
  r('intractable-disease-medical', /(?:指定)?難病[^。]{0,12}(?:医療費|助成|受給者証|見舞金)/),
  r('sickness-allowance', /傷病手当金/),
  r('livelihood-protection', /生活保護(?:の|を)?(?:申請|相談|制度|受け|しおり|あらまし|案内|とは)|^生活保護$/m),
  r(
    'livelihood-consultation',
    /生活困窮|自立相談(?:支援)?|(?:生活|家計)(?:に|の)(?:お困り|困りごと)[^。]{0,20}相談|暮らしの相談(?:窓口|支援)/,
  ),
  r('housing-security-benefit', /住居確保給付金/),
  r('vocational-training-application', /(?<!高等)職業訓練|求職者支援訓練/),
  // pension and tax
  r('national-pension-category-1', [NENKIN, /退職|会社を(?:辞|や)め|離職|種別変更|第?1号(?:被保険者)?(?:へ|に)/, /手続|届|変更|加入/]),
  r('spouse-pension-category-1', [/配偶者/, /3号[^。]{0,12}1号/], /死亡|亡くな|おくやみ|遺族|離婚/),
  r(
    'national-pension-exemption',
    [/年金|保険料/, /(?<!産前産後[^。、・]{0,16})免除(?:制度|申請|・|や|の申請|を申請)|納付猶予|納付が(?:難しい|困難)/],
    /承認(?:期間|を受けた期間)|追納|国民健康保険[料税]の|後期高齢|介護保険料/,
  ),
  r('np-statutory-exemption', /法定免除/),
  r('national-pension-voluntary-60', [NENKIN, /任意(?:で|に)?加入/, /60(?:歳|[~～〜])|65歳/]),
  r(
    'old-age-pension-claim',
    /老齢(?:基礎|厚生)?年金(?:の)?(?:請求|手続)|(?<!遺族)(?<!障害)(?<!基礎)年金(?:の)?請求(?:手続|書|の手続)|65歳[^。]{0,16}(?<!遺族)(?<!障害)年金の?請求/,
  ),
  r('pension-deferral', [/年金/, /繰り?下げ/]),
  r('pension-early-claim', [/年金/, /繰り?上げ/]),
  r('pension-supplement-benefit', /年金生活者支援給付金/),
  r('resident-tax-ordinary-payment', /(?:住民税|[市町村県]民税)の普通徴収/, /特別徴収(?:へ|に)の?切り?替/),
  r('resident-tax-ordinary-payment', [
    /住民税|市民税|県民税|町民税|村民税/,
    /普通徴収|天引き(?:が|され)|納税通知書[^。]{0,10}納め/,
    /退職|離職|会社を(?:辞|や)め/,
  ]),
  r(
    'resident-tax-reduction',
    /(?:住民税|[市町村県]民税|市税|町税|村税)[^。]{0,60}(?:減免|納付(?:の)?猶予|徴収猶予|納税相談|納付(?:が|の|に)(?:困難|相談|お?困)|納め[^。]{0,10}(?:難し|困難))|納税(?:相談|の猶予)/,
    /軽自動車税/,
  ),
  r('final-tax-return-after-leaving', [/確定申告/, /退職|還付申告/]),
  r(
    'local-tax-reduction-disaster',
    [/(?:固定資産|住民|市民|町民|村民|県民|市|町|都市計画)税|保険料|税金?/, /減免/, DISASTER],
    /災害(?:や|、|・|など)[^。]{0,12}(?:失業|病気|倒産|離職|廃業)/,
  ),
  r(
    'job-seeker-registration',
    /雇用保険[^。]{0,6}求職申込|(?:基本手当|失業保険)[^。]{0,12}(?:手続|申請|受け取|もら)|ハローワーク[^。]{0,16}(?:離職票|求職|失業)|(?:失業(?:給付|手当|保険)|雇用保険(?!受給資格|被保険者))[^。]{0,20}(?:手続|申請|離職票|ハローワーク)/,
  ),
  r('hi-voluntary-continuation', /任意継続/),
  r('hi-dependent-of-family', /(?:家族|ご家族|親族)[^。]{0,10}扶養に(?:入|な)|被扶養者になる/),
  // death
  r('death-notification', /(?<!年金の?)死亡届(?!の提出後|提出後|を(?:提出|出)した)/),
  r('death-notification', /死亡の届/, /年金|犬|ペット/),
  r('cremation-permit', /火葬(?:許可|の許可)|埋葬許可|火葬の(?:予約|申込)|(?:火葬場|斎場)[^。]{0,8}(?:予約|利用|使用)/, /斎場を廃止/),
  r('grave-interment', /納骨|埋蔵|墓地(?:の)?(?:使用|募集|貸出)|墓(?:所|園|地)[^。]{0,10}(?:募集|使用|申込)|合葬墓|合祀墓|改葬/),
  r('head-of-household-change-death', [/世帯主(?:の)?変更/, DEATH]),
  r('funeral-expense-nhi', /葬祭費|埋葬(?:料|費)の(?:支給|申請)/),
  r('pension-death-report', [/年金/, /死亡(?:届(?!を?(?:提出|出)(?:した|され))|の届)/], /戸籍/),
  r('unpaid-pension-claim', /未支給年金|未支給(?:の)?年金/),
  r('survivors-basic-pension', /遺族(?:基礎)?年金(?!が(?:受給でき|受けられ|受け取れ))/),
  r('widows-pension-or-death-lump-sum', /寡婦年金|死亡一時金/),
  r('heir-representative-notification', /相続人(?:の)?代表者?|納税義務者代表|代表相続人/),
  r('fixed-asset-owner-declaration', /現所有者(?:の)?申告|現に所有する者/),
  r('utilities-name-change-death', [DEATH, /(?:水道|電気|ガス|公共料金)[^。]{0,8}(?:名義|使用者)(?:の)?変更/]),
  r('disability-handbook-return', [DEATH, /障[害がい]+者手帳[^。]{0,8}返(?:却|還|納)/]),
  r('inheritance-registration', /相続登記/),
  r('heir-info-list', /法定相続情報/),
  r('inheritance-tax-return', /相続税/),
  r('inheritance-renunciation', /相続放棄/),
  r('farmland-inheritance-notification', [/農地/, /相続/]),
  r('family-register-collection', [/戸籍/, /相続|出生から死亡/, /請求|取得|交付|広域/]),
  r('high-cost-medical-claim-heirs', [/高額(?:療養費|介護)/, DEATH]),
  r('will-depository-application', /遺言書?(?:の)?保管|遺言書?を[^。]{0,10}(?:預け|保管)/),
  r('notarial-will', /公正証書遺言/),
  r('voluntary-guardianship-contract', /任意後見/),
  r('adult-guardianship', /成年後見/),
  // care and age
  r(
    'care-need-certification',
    [/要介護|要支援|介護/, /認定(?:の)?(?:新規)?(?:申請|を受け(?!て|た|られ))|認定(?:を)?申請/],
    /^(?![\s\S]*(?:介護が必要になっ|申請[・と]更新))[\s\S]*更新|負担限度|障[害がい]+者控除/,
  ),
  r('care-certification-renewal', [/要介護|要支援|介護/, /認定[^。]{0,6}更新|更新(?:申請|認定|の申請)/], /負担限度/),
  r('care-burden-limit', /負担限度額(?:の)?認定/),
  r('care-home-renovation', [/住宅改修|手すりの取り?付け/, KAIGO]),
  r('care-welfare-equipment', [/福祉用具/, /購入/]),
  r('high-cost-care-refund', /高額介護(?:\(予防\)|・?予防)?サービス費|高額医療・?高額介護合算|高額介護合算/),
  r('care-tax-deduction-cert', /障[害がい]+者控除(?:対象者)?(?:の)?認定|障[害がい]+者控除対象者/),
  r('care-tax-deduction-cert', [/障[害がい]+者控除/, /要介護|要支援|介護/, /認定書|証明/]),
  r('licence-voluntary-return', /(?:運転)?免許(?:証)?[^。]{0,6}(?:自主)?返納|運転経歴証明書/),
  r('elderly-driver-renewal', /高齢者講習|認知機能検査/),
  // home and vehicles
  r('fixed-asset-survey', /(?:家屋|新築|増築)[^。]{0,8}(?:家屋)?調査(?!士)|新築(?:住宅)?[^。]{0,14}(?:固定資産税)?(?:の)?減額/),
  r('fixed-asset-survey', /(?:長期優良|認定)住宅[^。]{0,14}減額/),
  r('residential-building-certificate', /住宅用家屋証明/),
  r('housing-loan-deduction', /住宅(?:ローン|借入金)[^。]{0,6}控除/),
  r('building-indication-registration', /(?:建物|家屋)[^。]{0,6}(?:表題|表示)登記/),
  r('real-estate-address-name-change-registration', /住所(?:・氏名)?等?変更登記/),
  r(
    'passport-new',
    /(?:旅券|(?<![ァ-ヶー一-龥]|[ぁ-ん](?<![のをにはがとへやもで]))パスポート)[^。]{0,14}(?:申請|新規|交付|窓口|発給|手続)/,
    /を持って|紛失|切替|氏名/,
  ),
  r('passport-renewal', [/旅券|(?<![ァ-ヶー一-龥])パスポート/, /(?:切替|切り替え|更新)(?:の)?(?:申請|手続)|残存有効期間|残りの有効期間/]),
  r('passport-renewal', /(?:旅券|パスポート)[^。]{0,10}(?:切替|更新)/),
  // disaster
  r('disaster-victim-certificate', /[罹り]災証明書?(?!書|が必要|の交付を受けた|を(?:お持|持|受けた)|等|の写し)/),
  r('disaster-damage-certificate', /被災(?:届出)?証明(?:書)?|[罹り]災届出証明/),
  r('livelihood-recovery-support', /生活再建支援(?:金|制度)/),
  r('disaster-condolence-money', /災害弔慰金|災害障[害がい]+見舞金/),
  r('disaster-support-loan', /災害援護資金/),
  r('emergency-temporary-housing', /仮設住宅|みなし仮設|賃貸型応急住宅/),
  r('emergency-temporary-housing', [DISASTER, /(?:[市町村県]営|公営)住宅[^。]{0,8}(?:一時)?(?:提供|入居|使用)/]),
  r('emergency-repair', /応急修理/),
  r('public-demolition', /公費(?:による|での)?解体|自費解体/),
  r('income-tax-disaster-relief', /雑損控除|災害減免法/),
  r('medical-copay-exemption-disaster', [DISASTER, /一部負担金[^。]{0,8}(?:免除|減免)|窓口負担[^。]{0,6}免除/]),
  r('evacuee-registration', /全国避難者情報|避難先(?:の|を)?(?:届|(?:情報|所在地|住所)[^。]{0,10}(?:登録|届|知らせ|連絡))/),
  r('insurance-claim-disaster', /地震保険金|火災保険金/),
  // business
  r('qualified-invoice-registration', /インボイス(?:制度)?[^。]{0,10}登録|適格請求書発行事業者/),
  r('food-business-permit', [/飲食店|食堂|食品/, /営業|開店|開業/, /許可/], /職員|講習会/),
  r('food-business-permit', /(?:飲食店|食品)(?:等)?(?:の)?営業(?:など)?(?:の|を)?(?:許可|始め)|営業許可[^。]{0,12}(?:飲食|食品)/),
  r('business-opening-notification', /開業(?:・廃業等?)?届/),
  r('corporation-establishment-notification-national', [/法人(?:等)?(?:の|を)?設立[^。]{0,12}届/, /税務署/]),
  r('corporation-establishment-notification-local', /法人(?:等)?(?:の|を)?設立[^。]{0,12}届/),
];

/** Titles of what is not for the life-event database, whatever else they name. */
/** Lessons and lectures: the hour is announced, whatever it speaks of. */
export const LESSON =
  /(?:講演会?|講座|研修会?|セミナー|講習会?|教室|勉強会|ワークショップ|学習会|出前講座)(?:(?:の|へ)?(?:受講|参加|聴講)(?:者|生)(?:を?募集)?)?[」』)）!！]*$|受講(?:者|生)|(?:講演会|講座|セミナー|講習会)[「『]/m;
export const LESSON_TEXT = /(?:による|をテーマに(?:した)?|がテーマの|を学ぶ)(?:講座|講演|講話|セミナー|勉強会)/;

export const NEVER =
  /(?:サービス|システム|窓口|交付|発行)(?:の|を|が)?(?:一時)?(?:停止|休止)|メンテナンス|^【?募集】?.*(?:リーダー|指導員|会員|委員|ボランティア)$|入札|落札|プロポーザル|企画提案|(?:業務|管理|運営)委託|指定管理|広告(?:主|掲載|を募集)|協定(?:を|の)?締結|応援協定|施策評価|評価結果|編集後記|NEWS|ニュース|特集|フォトコンテスト|コンクール|川柳|指導員|支援員|サポーター|提供会員|まかせて会員|モニター|(?:ボランティア|アドバイザー|リーダー|委員|奉仕員|サポーター)(?:.{0,10}(?:募集|講習|養成|なろう))|相談のページ|各種相談|(?:知事|[市区町村]長|議員|議会|参議院|衆議院|総)[^。]{0,6}選挙|(?:記録誌|追悼|慰霊|献花|戦没者)|会計年度任用|(?:員|師|士|教諭|スタッフ|職)(?:の|を)?募集|働いてみませんか|収集(?:日程|カレンダー)|職員採用|採用試験|庁務|人事異動|働きませんか(?!.*(?:フェア|就職))|詐欺|防犯|人権週間|賞/;

/** Titles of classes, gatherings, closures and the like: not for the database unless the title itself names a procedure. */
export const OFF_TOPIC =
  /(?:保険料|税額|料金|手数料)(?:率)?(?:の|が|を)?(?:改定|決定|改正)|公告(?!第)|議会|本会議|定例会|休館|蔵書|審議会|パブリック・?コメント|意見(?:等|など)?(?:を|の)?募集|[(（](?:素)?案[)）]|委員(?:を|の)?募集|交通安全|交通事故(?!に(?:あ|遭))|空き家バンク|工事|通行止|規制|選挙(?:の)?(?:結果|開票)|市長|コラム|日記|表彰|コンサート|まつり|祭り|フェスタ|フェア|マルシェ|展覧会|企画展|写真展|スポーツ|マラソン|講座|教室|体操|講演|講習|セミナー|サロン|カフェ|ミーティング|交流会|フォーラム|シンポジウム|上映会|アンケート|つどい(?!の)|相談会|法律相談|ボランティア|契約|統計調査|国勢調査|献血|花火|カレンダー|歳時記|図書館|プラネタリウム|映画|完成|リニューアル|開館|週間|月間|デジタルマップ|読み聞かせ|LIVE|備品|イベント|催し/;

/** Titles that speak of a life event even where they invite to a meeting. */
export const ON_TOPIC =
  /就職|就活|企業説明会|しごと|仕事フェア|起業|創業|就学相談|おくやみ|(?:両親|母親|父親|マタニティ|プレパパ・?ママ|パパ・?ママ|プレママ|プレパパ)(?:学級|教室|クラス)?|成人式|(?:はたち|二十歳|20歳)の/;

/** Parts of a notice that name papers or people rather than procedures. */
export const PAPERS =
  /^[【▽○●・■◇※\s]*(?:必要(?:なもの|書類|な物)|持ち物|持参(?:する)?(?:もの|物)|お持ち(?:いただく(?:もの|物)|ください)|提出書類|添付書類|申請書類|用意するもの|届出に必要な)/;

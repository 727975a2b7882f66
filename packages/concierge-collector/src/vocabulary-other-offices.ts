// Everyday words for procedures of other offices (pension office, employment office, courts, registries, police, insurers) that
// municipal notices point to. Same form as vocabulary-procedures.ts.
import type { ProcedureWords } from './procedure-words.ts';
import { r } from './procedure-words.ts';

const LEAVING = /退職|離職|失業|会社を(?:辞|や)め/;
const DIVORCE = /離婚/;
const DEATH = /死亡|亡くな|おくやみ|お悔やみ|ご?遺族/;
const NAME = /氏名|名字|苗字|姓(?:が|の|を)変|本籍/;
const DISASTER = /災害|被災|[罹り]災|地震|大雨|豪雨|台風|洪水|浸水/;
const KEI = /軽自動車/;

export const OTHER_OFFICE_WORDS: readonly ProcedureWords[] = [
  // moving
  r('school-leaving-notice', [/在学証明書|教科書給与証明書/, /転校|転出|転学/]),
  r('kei-vehicle-address-change', [KEI, /(?:検査証|車検証)[^。]{0,12}(?:記入|住所)|住所(?:変更|が変わ)/], /税/),
  r('motorcycle-address-change', /(?:二輪車?|バイク|オートバイ)[^。、]{0,16}住所(?:変更|が変わ)/),
  r('parking-space-certificate', /車庫証明|保管場所証明/),
  r('kei-parking-notification', /軽自動車[^。]{0,8}保管場所/),
  r('disability-handbook-address-change', /障[害がい]+者(?:保健福祉)?手帳[^。]{0,24}(?:住所|居住地)(?:の)?変更/),
  r('overseas-residence-report', /在留届/),
  r('tax-agent-notification', /納税管理人/),
  r('nhi-leave-abroad', [/国民健康保険|国保|国民年金/, /(?:国外|海外)(?:へ|に)?(?:転出|引っ?越)/, /喪失|やめ|脱退/]),
  r('electricity-stop', [/電気/, /使用(?:の)?(?:停止|中止)|止め/, /引っ?越|転居|転出/]),
  r('gas-stop', [/ガス/, /使用(?:の)?(?:停止|中止)|閉栓/, /引っ?越|転居|転出/]),
  r('nhk-address-change', [/NHK|放送受信/, /住所変更|引っ?越|解約/]),
  // birth and work
  r('birth-lump-sum-employees', [/出産育児一時金/, /社会保険|(?<!国民)健康保険(?:組合)?|協会けんぽ|勤務先/], /国民健康保険に(?:加入|入)/),
  r('maternity-allowance', /出産手当金/),
  r('parental-leave-request', /育児休業(?:の)?(?:申出|申し出|取得|制度)|育休(?:の)?(?:申出|取得)/),
  r('parental-leave-benefit', /育児休業給付/),
  r('postnatal-leave-support-benefit', /出生後休業支援給付/),
  r('short-hours-childcare-benefit', /育児時短就業給付/),
  r('jasso-repayment-deferral', [/奨学金/, /返還(?:期限)?(?:の)?猶予|減額返還/]),
  r('unemployment-certification', /失業(?:の)?認定/),
  r('elderly-job-seeker-benefit', /高年齢求職者給付/),
  r('ei-benefit-period-extension', [/雇用保険|失業(?:給付|手当|保険)|基本手当/, /受給期間(?:の)?延長/]),
  r('reemployment-allowance', /再就職手当/),
  r('education-training-benefit', /(?<!自立支援)教育訓練給付/, /自立支援教育訓練/),
  r('leaving-certificate-request', /退職証明書(?:の|を)(?:請求|発行|もら)/),
  r('employer-separation-certificate', /離職(?:票|証明書)(?:の)?(?:交付|発行|提出)/),
  r('hi-cert-return', [/資格確認書|保険証|被保険者証|高齢受給者証/, /返(?:却|還|納)|お?返し/, LEAVING]),
  r('voluntary-continuation-withdrawal', /任意継続[^。]{0,12}(?:やめ|脱退|喪失)/),
  r('dc-transfer', [/確定拠出年金|iDeCo|イデコ/, /移換/]),
  r('ideco-benefit-claim', [/確定拠出年金|iDeCo|イデコ/, /老齢給付金|受け取/]),
  r('year-end-adjustment', /年末調整(?:の)?(?:書類|申告書|手続)/),
  r('dependent-declaration', /扶養控除等(?:\(異動\))?申告書/),
  r('retirement-income-declaration', /退職所得の受給に関する申告/),
  // family
  r('marriage-acceptance-certificate', /(?:婚姻)?届(?:出)?受理証明/),
  r('drivers-licence-name-change', [/運転免許/, NAME, /変更|変わ/], /住所のみ/),
  r('passport-name-change', [/旅券|パスポート/, NAME, /変更|変わ/]),
  r('residence-status-change-spouse', /在留資格(?:の)?変更/),
  r(
    'surname-retention-notification',
    /称していた氏|婚氏(?:を)?続称|(?:婚姻|結婚)(?:中|していたとき)[^。]{0,6}(?:氏|姓|名字|苗字)を[^。]{0,8}(?:続|名乗|称)/,
  ),
  r('child-surname-change-permission', /子(?:ども)?の(?:氏|姓|名字|苗字)の?変更|氏の変更許可/),
  r('child-register-entry', /入籍届/),
  r('pension-division', [/年金分割|年金を分割|標準報酬改定/], /情報(?:提供|通知)/),
  r('pension-division-info-request', [/年金分割/, /情報(?:提供|通知)/]),
  r('single-parent-tax-deduction', /ひとり親控除|寡婦控除/),
  // health
  r('disability-employees-pension', /障[害がい]+厚生年金|障[害がい]+手当金/),
  r('disability-job-support', [/障[害がい]+/, /ハローワーク/, /求職|就職|就労/]),
  r('workers-compensation', /労災(?:保険)?/),
  // death and inheritance
  r('burial-fee-employees', /(?:家族)?埋葬[料費]/),
  r('survivors-employees-pension', /遺族厚生年金/),
  r('quasi-final-tax-return', /準確定申告/, /出国/),
  r('will-search', /遺言(?:書)?(?:の)?(?:有無|検索)|遺言書保管事実/),
  r('will-probate', /遺言(?:書)?(?:の)?検認/),
  r('owned-real-estate-list-request', /所有不動産記録/),
  r('heir-declaration-registration', /相続人申告登記/),
  r('estate-division-agreement', /遺産分割/),
  r('vehicle-inheritance-transfer', [/自動車|車/, /相続/, /移転登録|名義/], /軽自動車税|固定資産/),
  r('drivers-licence-return-death', [/運転免許証?|旅券|パスポート/, DEATH, /返(?:却|還|納)|お?返し/]),
  r('spouse-category-change-after-death', [/第?3号/, DEATH, /第?1号/]),
  r('marital-relationship-termination', /姻族関係終了|復氏届/),
  r('bank-inheritance', [/銀行|預貯?金|口座/, /相続/]),
  r('life-insurance-death-claim', /死亡保険金/),
  r('mobile-cancel-death', [/携帯電話|インターネット/, DEATH, /解約|承継|名義/]),
  // age and care
  r('pension-dependents-declaration', [/年金/, /扶養親族等?申告書/]),
  r('continuing-employment-benefit', /高年齢雇用継続/),
  r('dependent-nhi-after-75', [/国民健康保険|国保/, /被扶養者/, /75歳|後期高齢/]),
  r('care-plan-notification', /居宅サービス計画(?:作成)?[^。]{0,6}(?:届|依頼)/),
  r('care-leave-request', /介護休[業暇](?!給付)/),
  r('care-leave-benefit', /介護休業給付/),
  // home and vehicles
  r('ownership-preservation-registration', /(?:所有権)?保存登記/),
  r('ownership-transfer-registration', /所有権移転登記/, /相続/),
  r('mortgage-registration', /抵当権(?:の)?設定/),
  r('real-estate-acquisition-tax', /不動産取得税/),
  r('housing-gift-tax-return', [/住宅取得等?資金/, /贈与/]),
  r('vehicle-transfer-registration', [/(?<!軽)自動車|普通車/, /名義変更|移転登録/], /相続|原付|原動機付/),
  r('kei-vehicle-acquisition', [KEI, /名義変更|新規検査/], /相続/),
  r('compulsory-auto-insurance', /自賠責/),
  r('vehicle-deregistration', [/(?<!軽)自動車|普通車/, /抹消登録/]),
  r('kei-vehicle-return', [KEI, /解体返納|自動車検査証返納|一時使用中止/]),
  r('passport-loss', [/旅券|パスポート/, /紛失|なくし|盗難/]),
  r('tabireji-registration', /たびレジ/),
  r('international-driving-permit', /国外運転免許|国際(?:運転)?免許/),
  // disaster
  r(
    'utility-disaster-relief',
    [DISASTER, /電気|ガス|水道|下水道|電話|NHK|受信料|公共料金/, /料金[^。]{0,10}(?:減免|免除|減額|猶予|特別)|減免|免除/],
    /税/,
  ),
  r('debt-relief-guideline', /債務整理/),
  r('lost-documents-reissue', [DISASTER, /(?:通帳|免許証|カード|証明書|権利証|保険証)[^。]{0,16}(?:再発行|再交付|なくし|紛失|流失|焼失)/]),
  r('tax-deadline-extension', [DISASTER, /(?:申告|納付|納税|納期)[^。]{0,10}(?:期限)?(?:の)?延長/]),
  r('disaster-special-unemployment', [DISASTER, /雇用保険|失業/, /特例|休業/]),
  // business
  r('blue-return-approval', /青色申告(?:承認|の承認)/, /法人税/),
  r('labour-insurance-establishment', [/労働保険/, /成立届|加入/]),
  r('ei-office-establishment', /雇用保険適用事業所/),
  r('company-registration', /会社(?:の)?設立(?:の)?登記/),
  r('gbizid-prime', /gBizID|GビズID/i),
  r('small-enterprise-mutual-aid', /小規模企業共済/),
];

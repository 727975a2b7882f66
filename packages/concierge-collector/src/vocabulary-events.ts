// Everyday words for the catalogue's life events. `mention` is read where a procedure is already found; `strong` stands alone.

export type EventWords = { readonly event: string; readonly mention: RegExp; readonly strong?: RegExp };

export const EVENT_WORDS: readonly EventWords[] = [
  {
    event: 'moving-within-city',
    mention: /転居届|転居|引っ?越|市内で(?:の)?(?:住所|引)|区内で|町内で(?:の)?(?:住所|引)|住所(?:変更|が変わ|を変)/,
    strong: /引っ?越し/,
  },
  {
    event: 'moving-between-cities',
    mention: /転入|転出|引っ?越|住所(?:変更|が変わ|を変)|他(?:の)?市(?:区)?町村(?:へ|から|に)|市外(?:から|へ)|町外(?:から|へ)/,
    strong: /転入された|転出され|引っ?越し/,
  },
  { event: 'moving-abroad', mention: /国外(?:へ|に|転出)|海外(?:へ|に)?(?:転出|移住|転勤|赴任|引っ?越)|出国/ },
  {
    event: 'moving-from-abroad',
    mention: /(?:国外|海外|外国)から|帰国|日本に来|在留カード|入国/,
    strong: /日本に来た|(?:国外|海外)から(?:転入|帰国)/,
  },
  {
    event: 'pregnancy',
    mention: /妊娠|妊婦|妊産婦|母子(?:健康)?手帳|出産予定日|産前|プレママ|胎児/,
    strong: /不妊(?:治療|検査)|(?:妊娠|妊婦|妊産婦|プレママ|両親学級|母親学級|マタニティ)/,
  },
  {
    event: 'childbirth',
    mention: /出産|出生|生まれ|産後|産婦|新生児|赤ちゃん|産前産後|誕生/,
    strong: /出産(?:費|育児|した|後)|産後|新生児/,
  },
  {
    event: 'child-rearing',
    mention: /乳幼児|幼児|子育て|育児|未就学|保育|幼稚園|児童|子(?:ども|供)|小・?中学生|小中学|就学援助|保護者/,
    strong:
      /子育て(?:支援(?!センター)|相談|世帯)|乳幼児(?:健診|健康診査)|育児相談|(?<!(?:高齢者|インフルエンザ|コロナ|帯状疱疹|65歳).{0,12})予防接種/,
  },
  { event: 'parental-leave', mention: /育児休業|育休|職場復帰/ },
  {
    event: 'school-entry',
    mention: /入学|新入学|新1年生|就学|進学|学生|小学(?:校|生)|中学(?:校|生)|高校(?:生)?|学童|児童クラブ/,
    strong: /(?:小学校|中学校|高校|大学)(?:等)?(?:へ|に|の)?入学|新入学|就学相談/,
  },
  { event: 'graduation', mention: /卒業/ },
  { event: 'turning-18', mention: /18歳(?!に達する日|到達|に到達|以下|未満|になり)|成年年齢/ },
  { event: 'turning-20', mention: /20歳|二十歳|はたち|成人式/, strong: /二十歳のつどい|はたちのつどい|成人式/ },
  {
    event: 'employment-start',
    mention: /就職|入社|職場の(?:健康)?保険に(?:入|加入)|就労を(?:開始|始)|再就職|社会保険に加入/,
    strong: /就職(?:支援|面接|相談|説明|フェア)|再就職支援|合同企業説明会/,
  },
  {
    event: 'job-leaving',
    mention:
      /退職|離職|失業|倒産|解雇|雇い止め|会社を(?:辞|や)め|職場の(?:健康)?保険(?:を|から)(?:や|辞|抜|脱)|社会保険(?:を|から)(?:や|辞|抜|脱|喪失)/,
    strong: /退職(?:した|された|後|後の)|離職(?:した|された)|失業(?:した|中)/,
  },
  { event: 'marriage', mention: /婚姻|結婚|新婚|入籍/, strong: /新婚|結婚(?:した|新生活|支援)|婚姻/ },
  { event: 'divorce', mention: /離婚|養育費|ひとり親|母子家庭|父子家庭|単身で子/, strong: /離婚|養育費|ひとり親/ },
  { event: 'name-change', mention: /氏名(?:が|の|を)?変|改姓|旧姓|氏の変更|名字が変/ },
  { event: 'home-acquisition', mention: /新築|住宅(?:を|の)?(?:購入|取得)|家(?:を)?(?:建て|買)|マイホーム|家屋(?:を|の)(?:新|増)/ },
  { event: 'vehicle-acquisition', mention: /(?:車|バイク|原付|車両|原動機付自転車)(?:を|の)?(?:購入|取得|譲り受け|買)|新車/ },
  { event: 'vehicle-disposal', mention: /廃車|譲渡|手放|使わなくなった|盗難/ },
  { event: 'overseas-travel', mention: /海外旅行|旅券|パスポート|渡航|海外(?:へ|に)行/ },
  { event: 'illness-injury', mention: /病気|けが|疾病|入院|医療費|難病|傷病|通院|がん患者|治療/, strong: /がん患者|難病/ },
  {
    event: 'disability',
    mention: /障[害碍がい]|手帳|補装具|療育/,
    strong: /障[害がい]+(?:者|児|のある)[^。]{0,12}(?:手当|支援|助成|相談|福祉|サービス|割引|減免)/,
  },
  {
    event: 'financial-hardship',
    mention:
      /生活(?:に|が)?(?:困|苦し)|困窮|経済的(?:な)?(?:理由|に(?:困|お困))|収入が減|低所得|非課税世帯|生活保護|納付(?:が)?困難|就学援助|給付金/,
    strong:
      /緊急支援給付金|物価高騰[^。]{0,12}(?:給付|支援金)|臨時特別給付|生活支援[^。]{0,8}給付|生活困窮|生活保護|(?:低所得|非課税)世帯[^。]{0,16}給付金|給付金[^。]{0,20}(?:低所得|非課税)世帯/,
  },
  {
    event: 'disaster',
    mention: /地震|大雨|豪雨|台風|洪水|被災|罹災|り災|災害|避難|断水|火災|暴風/,
    strong:
      /断水|給水(?:所|活動|を行)|避難(?:所(?:を|の)(?:開設|閉鎖)|指示|情報を)|被災(?:者|された|した)|[罹り]災|被災証明|災害ごみ|災害(?:義援金|見舞)/,
  },
  {
    event: 'retirement-age',
    mention: /定年|老齢(?:基礎|厚生)?年金|年金(?:を|の)(?:受け|受給|請求|繰)|60歳|65歳/,
    strong: /老齢(?:基礎|厚生)?年金/,
  },
  { event: 'turning-65', mention: /65歳/ },
  { event: 'turning-75', mention: /75歳|後期高齢|高齢(?:者|運転)/ },
  {
    event: 'long-term-care',
    mention: /介護|要支援|認知症|ケアマネ|地域包括|高齢者/,
    strong: /介護(?:保険|認定|サービス|者|用品|予防サービス)|要介護|認知症(?:の人|高齢者|カフェ|相談)|おむつ(?:代|支給)/,
  },
  {
    event: 'end-of-life-planning',
    mention: /終活|エンディング|遺言|任意後見/,
    strong: /終活|エンディングノート|公正証書遺言|遺言書?の?(?:保管|作成)/,
  },
  {
    event: 'death',
    mention: /死亡|亡くな|おくやみ|お悔やみ|ご遺族|遺族|葬|死別|火葬|喪主|ひとり親|母子家庭|父子家庭/,
    strong: /おくやみ|お悔やみ|ご遺族/,
  },
  { event: 'inheritance', mention: /相続|遺産|遺言|相続人/, strong: /相続(?:登記|税|人|手続|の)/ },
  {
    event: 'business-start',
    mention: /開業|起業|創業|個人事業|事業を始/,
    strong: /(?:創業|起業)(?:支援|塾|相談|補助|者|スクール|セミナー)/,
  },
  { event: 'company-establishment', mention: /会社(?:を|の)設立|法人(?:を|の)設立|法人設立/, strong: /法人設立/ },
  { event: 'employee-hiring', mention: /従業員を雇|雇い入れ|人を雇/ },
  { event: 'employee-leaving', mention: /従業員(?:が|の)(?:退職|離職)/ },
];

/** Events that a notice is only about when it says so; they say who is concerned, not what about. */
export const ONLY_WHEN_NAMED: ReadonlySet<string> = new Set([
  'moving-within-city',
  'moving-between-cities',
  'moving-abroad',
  'moving-from-abroad',
  'job-leaving',
  'employment-start',
  'divorce',
  'marriage',
  'name-change',
  'home-acquisition',
  'vehicle-acquisition',
  'business-start',
  'disaster',
  'graduation',
  'turning-20',
  'turning-18',
]);

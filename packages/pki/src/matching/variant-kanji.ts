// Variant forms of kanji that people and registers write for one another in names and addresses: old and new forms, and the usual family-name
// variants. A catalogue; each line is one character, its ordinary form first. 斉 and 斎 are different characters and stay apart.

const families = `
高髙 崎﨑碕嵜 辺邊邉 斉齊 斎齋 沢澤 浜濱濵 桜櫻 国國 広廣 島嶋嶌 徳德 真眞 恵惠 竜龍 渋澁 寿壽 栄榮 学學 実實 条條 浅淺 滝瀧 万萬 与與 豊豐 鉄鐵 静靜 顕顯 礼禮
会會 円圓 県縣 区區 図圖 蔵藏 曽曾 増增 寛寬 吉𠮷 柳栁 館舘 富冨 峰峯 橋槗 渡渡 藤籐 関關 塩鹽 檜桧 桑桒 栗栗 隆隆 祐祐 福福 神神 社社 祥祥 視視 都都 諸諸 緑綠 黒黑 黄黃 薫薰
亀龜 駅驛 鴎鷗 頼賴 来來 児兒 弥彌 塚塚 晴晴 朗朗 益益 精精 羽羽 靖靖 猪猪 逸逸 郎郎 隣鄰 賢贒 鷹鷹 穂穗 穣穰 総總 経經 継繼 剣劍 検檢 献獻 権權 厳嚴 巌巖 検檢 応應 奥奧 横橫 温溫 岳嶽
気氣 帰歸 旧舊 挙擧 峡峽 狭狹 尭堯 郷鄕 暁曉 勲勳 渓溪 鶏鷄 芸藝 撃擊 県縣 験驗 恒恆 晃晄 号號 済濟 剤劑 参參 蚕蠶 桟棧 歯齒 辞辭 湿濕 写寫 釈釋 収收 従從 縦縱 渚渚 緒緖 叙敍 将將
焼燒 奨奬 証證 乗乘 浄淨 剰剩 畳疊 嬢孃 譲讓 醸釀 触觸 慎愼 尽盡 粋粹 酔醉 随隨 髄髓 枢樞 数數 瀬瀨 声聲 斎齋 摂攝 専專 戦戰 銭錢 践踐 繊纖 禅禪 祖祖 壮壯 荘莊 捜搜 挿插 巣巢 争爭
層層 騒騷 臓臟 即卽 属屬 続續 堕墮 対對 体體 帯帶 台臺 択擇 単單 団團 弾彈 遅遲 昼晝 虫蟲 鋳鑄 庁廳 聴聽 勅敕 鎮鎭 逓遞 転轉 点點 伝傳 灯燈 当當 党黨 盗盜 稲稻 闘鬪 独獨 読讀 届屆
縄繩 弐貳 悩惱 脳腦 覇霸 拝拜 廃廢 売賣 麦麥 発發 髪髮 抜拔 蛮蠻 秘祕 浜濱 瓶甁 払拂 仏佛 並竝 変變 弁辨 舗舖 歩步 宝寶 豊豐 没沒 翻飜 毎每 満滿 黙默 訳譯 薬藥 余餘 誉譽 様樣 謡謠 遥遙
欄欄 覧覽 竜龍 両兩 猟獵 塁壘 励勵 霊靈 齢齡 暦曆 歴歷 恋戀 練練 錬鍊 炉爐 労勞 楼樓 湾灣 尾尾 桝枡 籠篭 蝋蠟 麺麵 葛葛 辻辻 茨茨 鯖鯖 噌噌 迩邇 侠俠 尭堯 槙槇 遥遙 凛凜 煕熙 瑶瑤 萌萠 祢禰 檜桧 渚渚 猪猪 琢琢
`;

const ordinary = new Map<string, string>();
for (const family of families.split(/\s+/)) {
  const [first, ...others] = family;
  for (const other of others) if (first !== undefined && other !== first) ordinary.set(other, first);
}

/** The ordinary form of a character; itself when it has no known variant. */
export const ordinaryForm = (character: string): string => ordinary.get(character) ?? character;

// Words of the shared parts.
export const uiJa = {
  required: '必須',
  loading: '読み込んでいます',
  close: '閉じる',
  cancel: 'やめる',
  back: '戻る',
  on: 'オン',
  off: 'オフ',
  copy: 'コピー',
  copied: 'コピーしました',
  copyFailed: 'コピーできませんでした。文字を選んでコピーしてください。',
  more: 'さらに表示',
  retry: 'もう一度試す',
  skip: '本文へ移動',
  bytes: { b: '{{n}}バイト', kb: '{{n}}KB', mb: '{{n}}MB' },
  joined: 'これはデモです。すべてのサービスを1台のコンピューターでまとめて動かしています。登場する人と機関は架空です。',
  joinedShort: 'デモ（人物は架空）',
  error: {
    code: 'エラーの番号',
    until: '{{time}}から使えます。',
    offline: {
      title: 'サービスにつながりません。',
      advice: 'インターネットの接続を確かめて、もう一度お試しください。しばらく続くときは、サービス側の不具合かもしれません。',
    },
    malformed: {
      title: '答えを読み取れませんでした。',
      advice: '画面を読み込み直してください。直らないときは、番号を添えて運営者にお知らせください。',
    },
    unexpected: {
      title: '画面を表示できませんでした。',
      advice: '画面を読み込み直してください。入力の途中だった内容は、この端末に残っています。',
      reload: '読み込み直す',
    },
  },
  notFound: { title: 'このページはありません。', advice: 'アドレスが変わったか、まちがっているようです。', home: 'はじめの画面へ' },
  table: {
    columns: '表示する列',
    empty: '当てはまる行はありません。',
    count_other: '{{count, number}}件',
  },
  receipt: {
    verdict: {
      proven: '証明できました',
      missing: '証明が足りません',
      wrong: '証明に合わないところがあります',
    },
  },
};

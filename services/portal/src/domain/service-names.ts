// How the services are called towards people.
export const serviceNames = {
  platform: { ja: '私書箱プラットフォーム', en: 'Platform' },
  portal: { ja: '私書箱ポータル', en: 'Portal' },
  keyserver: { ja: '鍵サーバ', en: 'Key server' },
} as const;

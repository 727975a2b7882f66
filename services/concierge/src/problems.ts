// Every way the concierge says no: what happened, what the caller can do, what its operator should look at (RFC 9457).
import { makeProblems, type ProblemDefinition } from '@shishobako/http/problems';

type Kind =
  | 'catalogue.none'
  | 'catalogue.invalid'
  | 'procedure.unknown'
  | 'schema.unknown'
  | 'overlay.invalid'
  | 'draft.empty'
  | 'publication.unknown'
  | 'publication.taken-back'
  | 'notice.unknown'
  | 'notice.ids-unknown'
  | 'files.missing'
  | 'credentials.wrong'
  | 'sign-in.too-many'
  | 'session.required'
  | 'console.header';

const signIn = { ja: 'もう一度サインインしてください。', en: 'Sign in again.' };
const choose = { ja: '一覧から選び直してください。', en: 'Choose again from the list.' };

const catalogue = {
  'catalogue.none': {
    status: 404,
    title: { ja: 'その日の手続一覧はありません', en: 'There is no catalogue for that day' },
    advice: { ja: '/v1/catalogue/versions にある日を指定してください。', en: 'Ask for a day listed at /v1/catalogue/versions.' },
    retry: false,
    operator: 'A day before the first version was asked for.',
  },
  'catalogue.invalid': {
    status: 503,
    title: { ja: 'この市区町村の変更が、新しい手続一覧に合いません', en: 'This municipality’s changes do not fit the catalogue in force' },
    advice: { ja: '市区町村に連絡するか、全国の一覧をお使いください。', en: 'Tell the municipality, or use the national catalogue.' },
    retry: true,
    operator: 'A new catalogue version broke a publication: the clerk sees which; publish a correction or take it back.',
  },
  'procedure.unknown': {
    status: 404,
    title: { ja: 'その手続は一覧にありません', en: 'The catalogue has no such procedure' },
    advice: choose,
    retry: false,
    operator: 'Nothing to do.',
  },
  'schema.unknown': {
    status: 404,
    title: { ja: 'その名前のスキーマはありません', en: 'There is no schema of that name' },
    advice: { ja: '/v1/schemas にある名前を指定してください。', en: 'Use a name listed at /v1/schemas.' },
    retry: false,
    operator: 'Nothing to do.',
  },
  'overlay.invalid': {
    status: 422,
    title: { ja: 'この変更は使えません', en: 'These changes cannot be used' },
    advice: { ja: '示されたファイル・手続・行を直してください。', en: 'Correct the file, procedure and line named below.' },
    retry: false,
    operator: 'A clerk’s data would give wrong plans and was refused.',
  },
  'draft.empty': {
    status: 409,
    title: { ja: '公開する変更がありません', en: 'There are no changes to publish' },
    advice: { ja: '先に変更を下書きに保存してください。', en: 'Save a change to the draft first.' },
    retry: false,
    operator: 'Nothing to do.',
  },
  'publication.unknown': {
    status: 404,
    title: { ja: 'その番号の公開はありません', en: 'There is no publication of that number' },
    advice: choose,
    retry: false,
    operator: 'Nothing to do.',
  },
  'publication.taken-back': {
    status: 409,
    title: { ja: 'この公開はすでに取り下げられています', en: 'This publication has been taken back already' },
    advice: { ja: '履歴を確かめてください。', en: 'Look at the history.' },
    retry: false,
    operator: 'Nothing to do.',
  },
  'notice.unknown': {
    status: 404,
    title: { ja: 'そのお知らせはありません', en: 'There is no such notice' },
    advice: choose,
    retry: false,
    operator: 'Nothing to do.',
  },
  'notice.ids-unknown': {
    status: 422,
    title: { ja: '一覧にない手続またはライフイベントが指定されました', en: 'A procedure or life event is not in the catalogue' },
    advice: choose,
    retry: false,
    operator: 'Nothing to do.',
  },
  'files.missing': {
    status: 400,
    title: { ja: 'ファイルも URL もありません', en: 'There is neither a file nor an address' },
    advice: { ja: 'ファイルを選ぶか、URL を入力してください。', en: 'Choose files or enter addresses.' },
    retry: false,
    operator: 'Nothing to do.',
  },
  'credentials.wrong': {
    status: 401,
    title: { ja: '職員番号かパスワードが違います', en: 'The clerk id or the password is wrong' },
    advice: { ja: '確かめて、もう一度入力してください。', en: 'Check them and try again.' },
    retry: false,
    operator: 'Many of these: somebody is guessing.',
  },
  'sign-in.too-many': {
    status: 429,
    title: { ja: '間違いが続いたため、しばらく使えません', en: 'Too many wrong attempts; wait a moment' },
    advice: { ja: '1分待ってから、もう一度お試しください。', en: 'Wait a minute and try again.' },
    retry: true,
    operator: 'Somebody is guessing a clerk’s password.',
  },
  'session.required': {
    status: 401,
    title: { ja: 'サインインが必要です', en: 'Sign-in needed' },
    advice: signIn,
    retry: false,
    operator: 'Nothing to do.',
  },
  'console.header': {
    status: 403,
    title: { ja: 'この画面以外からの操作は受け付けません', en: 'Only the editor page may do this' },
    advice: { ja: '編集画面から操作してください。', en: 'Use the editor page.' },
    retry: false,
    operator: 'A writing request without the editor’s header: another site may be trying to act for a clerk.',
  },
} as const satisfies Record<Kind, ProblemDefinition>;

export const conciergeProblems: Record<Kind, ProblemDefinition> = catalogue;
export const problem = makeProblems(conciergeProblems);

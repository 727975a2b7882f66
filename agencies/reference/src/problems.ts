// What can go wrong in an agency's own system, in words a clerk can act on.
import { makeProblems, type ProblemDefinition } from '@shishobako/http/problems';

const asIs = (status: number, ja: string, en: string, adviceJa: string, adviceEn: string, retry = false): ProblemDefinition => ({
  status,
  title: { ja, en },
  advice: { ja: adviceJa, en: adviceEn },
  retry,
  operator: 'See the activity of this agency.',
});

export const agencyProblems = {
  'session.required': asIs(
    401,
    'サインインが必要です',
    'Sign-in needed',
    '職員IDとパスワードでサインインしてください。',
    'Sign in with your clerk id and password.',
  ),
  'console.header': asIs(
    403,
    'この画面以外からの操作は受け付けません',
    'Only the console page may do this',
    '管理画面を開き直してください。',
    'Open the console page again.',
  ),
  'credentials.wrong': asIs(
    401,
    '職員IDまたはパスワードが違います',
    'Clerk id or password is wrong',
    '入力を確かめて、もう一度お試しください。',
    'Check both and try again.',
  ),
  'sign-in.too-many': asIs(
    429,
    'サインインの失敗が続いています',
    'Too many failed sign-ins',
    '1分ほど待ってからお試しください。',
    'Wait a minute, then try again.',
    true,
  ),
  'recipient.unknown': asIs(
    404,
    'この符号の人は記録にありません',
    'Nobody under this code in the records',
    '符号を確かめてください。',
    'Check the code.',
  ),
  'recipient.not-reachable': asIs(
    409,
    'この人の私書箱はまだつながっていません',
    'This person has not linked a box yet',
    '招待コードを発行して本人に渡してください。',
    'Issue an invitation code and hand it to the person.',
  ),
  'recipient.pending': asIs(
    409,
    '私書箱がつながったばかりです',
    'The box was linked a moment ago',
    '数秒待ってからもう一度お試しください。',
    'Try again in a few seconds.',
    true,
  ),
  'recipient.key-untrusted': asIs(
    502,
    '宛先の鍵を確認できませんでした。送信していません',
    'The addressee’s key could not be verified. Nothing was sent',
    'システムの運用担当者に連絡してください。',
    'Tell the operator of your system.',
  ),
  'type.unknown': asIs(
    400,
    'この文書の種類は登録されていません',
    'This document type is not registered',
    '一覧から選んでください。',
    'Choose one from the list.',
  ),
  'file.empty': asIs(400, 'ファイルが空です', 'The file is empty', '中身のあるファイルを選んでください。', 'Choose a file with content.'),
  'file.too-large': asIs(
    413,
    'ファイルが大きすぎます（上限40MB）',
    'The file is too large (limit 40 MB)',
    '分けるか、小さくしてください。',
    'Split it or make it smaller.',
  ),
  'file.name': asIs(
    400,
    'ファイル名に使えない文字があります',
    'The file name has characters that cannot be used',
    '名前を変えてください。',
    'Rename the file.',
  ),
  'file.type-unknown': asIs(
    400,
    'この種類のファイルは送れません',
    'This kind of file cannot be sent',
    'PDF、PNG、JPEG、テキスト、CSV、JSON、XMLを使ってください。',
    'Use PDF, PNG, JPEG, text, CSV, JSON or XML.',
  ),
  'file.type-mismatch': asIs(
    400,
    'ファイルの中身が名前の種類と違います',
    'The file is not what its name says',
    '正しい形式で保存し直してください。文字はUTF-8にしてください。',
    'Save it again in the right format; text must be UTF-8.',
  ),
  'letter.unknown': asIs(
    404,
    'この手紙は記録にありません',
    'No such letter in the records',
    '一覧から選び直してください。',
    'Choose it from the list.',
  ),
  'letter.invalid': asIs(
    400,
    '手紙の内容に誤りがあります',
    'The letter has errors',
    '示された項目を直してください。',
    'Correct the fields named.',
  ),
  'batch.unknown': asIs(
    404,
    'この一括送信は見つかりません',
    'No such bulk order',
    '一覧から選び直してください。',
    'Choose it from the list.',
  ),
  'batch.changed': asIs(
    409,
    '確認した件数と、今の件数が違います。送信していません',
    'The number confirmed is not the number ready. Nothing was sent',
    '件数を見直して、もう一度確認してください。',
    'Look at the counts and confirm again.',
  ),
  'batch.state': asIs(
    409,
    '今の状態ではこの操作はできません',
    'Not possible in its present state',
    '画面を更新してください。',
    'Reload the page.',
  ),
  'bulk.encoding': asIs(
    400,
    'ファイルの文字コードがUTF-8ではありません',
    'The file is not UTF-8',
    '「CSV UTF-8」で保存し直してください。',
    'Save it as “CSV UTF-8”.',
  ),
  'bulk.header': asIs(
    400,
    '1行目の見出しが違います',
    'The heading line is wrong',
    '見出しは code,type,title（必須）と text,files,record です。',
    'Headings are code,type,title (required), text,files,record.',
  ),
  'bulk.empty': asIs(
    400,
    'ファイルが空です',
    'The file is empty',
    '見出しと1行以上のデータを入れてください。',
    'Give a heading line and at least one row.',
  ),
  'bulk.format': asIs(
    400,
    'ファイルを読み取れません',
    'The file cannot be read',
    'CSVまたはNDJSONで保存し直してください。',
    'Save it as CSV or NDJSON.',
  ),
  'row.invalid': asIs(
    400,
    '行の内容に誤りがあります',
    'The row has errors',
    '行を直して、直した行だけを送ってください。',
    'Correct the row and send the corrected rows.',
  ),
  'row.encoding': asIs(
    400,
    '行の文字がUTF-8ではありません',
    'The row is not UTF-8',
    '文字コードを直してください。',
    'Correct the encoding.',
  ),
  'row.file': asIs(
    400,
    '行に書かれたファイルがありません',
    'A file the row names is missing',
    'ファイルを一緒に選んでください。',
    'Upload the file with the order.',
  ),
  'platform.unreachable': asIs(
    503,
    '私書箱プラットフォームにつながりません',
    'The platform does not answer',
    'しばらくしてからもう一度お試しください。二重には送られません。',
    'Try again in a moment; nothing is sent twice.',
    true,
  ),
  'platform.refused': asIs(
    502,
    'プラットフォームが受け付けませんでした',
    'The platform refused it',
    '詳しい理由を確かめてください。',
    'See the detail.',
  ),
  'application.unknown': asIs(
    404,
    'この番号の申請はありません',
    'There is no application under this id',
    '一覧から選び直してください。',
    'Choose one from the list.',
  ),
  'application.no-proof': asIs(
    404,
    'この申請の署名の証拠は、まだありません',
    'There is no proof of this application yet',
    '時刻認証のあと、しばらくしてからもう一度お試しください。',
    'Try again in a while, when it has been time-stamped.',
  ),
  'application.answered': asIs(
    409,
    'この申請にはすでに答えています',
    'This application has been answered',
    '画面を開き直して、答えを確かめてください。',
    'Open the page again and see the answer.',
  ),
  'application.reason': asIs(
    422,
    '補正をお願いする理由が必要です',
    'A return needs a reason',
    '申請した方が次に何をすればよいかを書いてください。',
    'Say what the applicant can do next.',
  ),
} as const satisfies Record<string, ProblemDefinition>;

export type AgencyProblem = keyof typeof agencyProblems;
export const agencyProblem = makeProblems<AgencyProblem>(agencyProblems);

/** A failure of the SDK or the platform as one of ours; unknown codes keep theirs in the detail. */
export function toAgencyProblem(failure: { readonly kind: string; readonly detail?: string | undefined }): {
  kind: AgencyProblem;
  detail: string | undefined;
} {
  if (failure.kind in agencyProblems) return { kind: failure.kind as AgencyProblem, detail: failure.detail };
  if (failure.kind.startsWith('letter.')) return { kind: 'letter.invalid', detail: failure.detail ?? failure.kind };
  return { kind: 'platform.refused', detail: [failure.kind, failure.detail].filter(Boolean).join(': ') };
}

// What the counter may answer instead of success (RFC 9457).
import { makeProblems, type ProblemDefinition } from '@shishobako/http/problems';

export const caProblems = {
  'card.unknown': {
    status: 404,
    title: { ja: 'この番号のカードは発行されていません', en: 'No card with this number was issued' },
    advice: { ja: '番号を確かめてください。', en: 'Check the number.' },
    retry: false,
    operator: 'Nothing to do.',
  },
  'holder.unknown': {
    status: 404,
    title: { ja: 'この番号の証明書は発行されていません', en: 'Nothing was issued under this number' },
    advice: { ja: '番号を確かめてください。', en: 'Check the number.' },
    retry: false,
    operator: 'Nothing to do.',
  },
  'card.ended': {
    status: 409,
    title: { ja: 'このカードはすでに使えなくなっています', en: 'This card has already ended' },
    advice: { ja: '証明書は追加できません。カードを再交付してください。', en: 'No certificate can be added. Issue a new card.' },
    retry: false,
    operator: 'Nothing to do.',
  },
  'key.refused': {
    status: 400,
    title: { ja: 'この公開鍵には証明書を発行できません', en: 'This public key cannot be certified' },
    advice: { ja: 'カードで作った鍵（RSA 2048ビット）を送ってください。', en: 'Send the key made on the card (RSA 2048 bits).' },
    retry: false,
    operator: 'The card program sends keys of another kind than the profile allows.',
  },
  'attributes.refused': {
    status: 400,
    title: { ja: '基本4情報に誤りがあります', en: 'The four attributes have errors' },
    advice: { ja: '示された項目を直してください。', en: 'Correct the field named below.' },
    retry: false,
    operator: 'Nothing to do.',
  },
  'partition.unknown': {
    status: 404,
    title: { ja: 'この失効リストはありません', en: 'There is no such revocation list' },
    advice: { ja: '市区町村コードを確かめてください。', en: 'Check the municipality code.' },
    retry: false,
    operator: 'Nothing to do.',
  },
} as const satisfies Record<string, ProblemDefinition>;

export const caProblem = makeProblems(caProblems);

// The letters that wait in every box at first: the yearly pension statement and real articles of a municipal bulletin.

import type { MunicipalNotice } from '@shishobako/contracts/documents/municipal-notice';
import { utf8 } from '@shishobako/kernel/bytes';
import { type EnvelopeId, timeOrderedId } from '@shishobako/kernel/ids';
import { bulletinFiles, readBulletin } from '@shishobako/municipality/bulletin';
import { renderTeikibinPdf } from '@shishobako/pension-office/teikibin-pdf';
import { makeTeikibin } from '@shishobako/pension-office/teikibin-record';
import type { RunningAgency } from '@shishobako/reference-agency/app';
import { sendLetter, type UploadedFile } from '@shishobako/reference-agency/desk';
import { type Citizen, displayName } from './region.ts';

const asOf = '2026-10';
const seeding = { clerk: 'system', batch: null };

const json = (name: string, value: unknown): UploadedFile => ({ name, bytes: utf8(JSON.stringify(value)), record: true });

/** A link made a moment ago has no signed proof yet: ask again for a few seconds. */
async function sendOrThrow(
  agency: RunningAgency,
  code: string,
  type: string,
  title: string,
  text: string,
  files: UploadedFile[],
): Promise<void> {
  const order = { env: timeOrderedId<EnvelopeId>(), code: code as never, type, title, text };
  for (let attempt = 0; ; attempt++) {
    const sent = await sendLetter(agency.desk, order, files, seeding);
    if (sent.ok) return;
    if (!sent.error.transient || attempt >= 40) throw new Error(`${agency.desk.profile.id}: ${JSON.stringify(sent.error)}`);
    await new Promise((resolve) => setTimeout(resolve, 250));
  }
}

export async function sendPensionStatement(agency: RunningAgency, code: string, citizen: Citizen): Promise<void> {
  if (!citizen.pension) return;
  const record = makeTeikibin({ name: displayName(citizen), dateOfBirth: citizen.dateOfBirth, scheme: citizen.pension }, asOf);
  const pdf = await renderTeikibinPdf(record, new Date('2026-11-01T00:00:00+09:00'));
  const text = [
    `${displayName(citizen)} 様`,
    '',
    'これまでの年金加入記録をお知らせします。記録に「もれ」や「誤り」がないか、ご確認ください。',
    '詳しくは、添付の「ねんきん定期便」（PDF）をご覧ください。',
    '',
    '※これは見本です。人も記録も架空のものです。',
  ].join('\n');
  const attachment = { name: 'ねんきん定期便.pdf', bytes: pdf, record: false };
  await sendOrThrow(agency, code, 'nenkin-teikibin/v1', 'ねんきん定期便（令和8年度）', text, [
    json('nenkin-teikibin.json', record),
    attachment,
  ]);
}

export const readNotices = async (): Promise<MunicipalNotice[]> => (await Promise.all(bulletinFiles.map(readBulletin))).flat();

export async function sendNotice(agency: RunningAgency, code: string, notice: MunicipalNotice): Promise<void> {
  const text = `${notice.text}\n\n（${notice.source}）`;
  await sendOrThrow(agency, code, 'municipal-notice/v1', notice.title, text, [json('municipal-notice.json', notice)]);
}

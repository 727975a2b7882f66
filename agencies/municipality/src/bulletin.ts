// Articles of the city's bulletin as notices: text for people, record for programs (document type municipal-notice/v1).
import { readFile } from 'node:fs/promises';
import { MunicipalNotice } from '@shishobako/contracts/documents/municipal-notice';
import { parse } from 'csv-parse/sync';
import { z } from 'zod';

export const bulletinFiles = ['koho-atsugi-1447.csv', 'koho-atsugi-1446.csv'].map(
  (name) => new URL(`../bulletins/${name}`, import.meta.url),
);

const Article = z.object({
  公開年月: z.string(),
  発行号タイトル: z.string(),
  記事タイトル: z.string().min(1),
  カテゴリ: z.string(),
  記事本文: z.string(),
});

/** All articles of a bulletin file, in its order; the origin is named in each record. */
export async function readBulletin(file: URL): Promise<MunicipalNotice[]> {
  const rows: unknown[] = parse(await readFile(file), { columns: true, bom: true });
  return rows.map((row) => {
    const article = Article.parse(row);
    return MunicipalNotice.parse({
      document: 'municipal-notice/v1',
      title: article.記事タイトル.slice(0, 200),
      category: article.カテゴリ,
      issue: article.発行号タイトル,
      published: article.公開年月.replaceAll('.', '-'),
      text: article.記事本文,
      source: '広報あつぎ（厚木市、CC BY 4.0）の記事を、架空の汐凪市のお知らせとして使っています。',
    });
  });
}

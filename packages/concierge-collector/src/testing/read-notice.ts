// One page with a title and a body, read by the collector, for tests.
import { readCatalogue } from '@shishobako/concierge-engine/read-catalogue';
import { readCatalogueFolder } from '@shishobako/concierge-engine/read-catalogue-folder';
import { makeCollector, type Notice } from '../collect.ts';

const catalogue = readCatalogue(readCatalogueFolder());
if (!catalogue.ok) throw new Error(JSON.stringify(catalogue.error));
const collector = makeCollector(catalogue.value);

export function read(title: string, body: string, published = '2026-06-01'): Notice {
  const updated = published.replace(/^(\d+)-0?(\d+)-0?(\d+)$/, '$1年$2月$3日');
  const html = `<!doctype html><html lang="ja"><meta charset="utf-8"><title>${title}</title><body><h1>${title}</h1><p>更新日：${updated}</p>${body}</body></html>`;
  const notice = collector.collect('notice.html', new TextEncoder().encode(html)).notices[0];
  if (notice === undefined) throw new Error('no notice');
  return notice;
}

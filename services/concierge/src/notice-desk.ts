// Bytes of a source to kept notices: understood by the collector, then by the clerks' rules, stored once with provenance (CON-19, CON-24).
import { createHash } from 'node:crypto';
import type { Collector, Notice } from '@shishobako/concierge-collector/collect';
import { describeCollectProblem } from '@shishobako/concierge-collector/problem';
import { restoreAreaCodes } from '@shishobako/concierge-collector/restore-area-codes';
import type { CollectOutcome, NoticeMeaning } from '@shishobako/contracts/concierge-api';
import type { Clock } from '@shishobako/kernel/clock';
import { timeOrderedId } from '@shishobako/kernel/ids';
import type { Kysely } from 'kysely';
import { fittingRule } from './domain/notice-rules.ts';
import { keepNotice, listRules, listSources, type SourceRow, saveSource } from './notices.repo.ts';
import type { PageSource } from './ports/page-source.ts';

type Parts = { readonly db: Kysely<unknown>; readonly clock: Clock; readonly collector: Collector; readonly pages: PageSource };
const sha256 = (bytes: Uint8Array | string): string => createHash('sha256').update(bytes).digest('hex');
const ruleConfidence = 0.95;

export function makeNoticeDesk({ db, clock, collector, pages }: Parts) {
  async function keepAll(
    municipality: string,
    source: string,
    bytes: Uint8Array,
    charset: string | null,
    url?: string,
  ): Promise<CollectOutcome> {
    const { notices, problems } = collector.collect(source, bytes, { municipality, ...(charset && { charset }), ...(url && { url }) });
    const fatal = problems.filter((p) => p.kind !== 'charset.mislabelled');
    const detail = problems.map(describeCollectProblem).join('; ') || null;
    if (notices.length === 0 && fatal.length > 0) return { source, outcome: 'refused', detail, found: 0, kept: 0 };
    const rules = await listRules(db, municipality);
    let kept = 0;
    for (const notice of restoreAreaCodes(notices)) {
      const rule = fittingRule(notice.title, rules);
      const meaning = rule === undefined ? meaningOf(notice) : { ...meaningOf(notice), ...rule.meaning };
      const clue = rule && {
        id: `rule-${rule.number}`,
        where: 'title',
        words: rule.match === 'title' ? notice.title : rule.words.join(' '),
      };
      const fingerprint = sha256([source, notice.locator ?? '', notice.title, notice.published ?? ''].join('\n'));
      const isNew = await keepNotice(db, municipality, fingerprint, {
        id: timeOrderedId(),
        source,
        read: new Date(clock()),
        sha256: sha256(bytes),
        found: {
          title: notice.title.slice(0, 500),
          published: notice.published,
          link: notice.link,
          locator: notice.locator,
          format: notice.format,
          encoding: notice.encoding,
          confidence: rule === undefined ? notice.confidence : ruleConfidence,
          clues: [...(clue ? [clue] : []), ...notice.clues].slice(0, 40),
          contacts: notice.contacts.slice(0, 10).map(({ department, phone, url: page }) => ({ department, phone, url: page })),
        },
        meaning,
        rule: rule?.number ?? null,
      });
      if (isNew) kept += 1;
    }
    return { source, outcome: 'read', detail, found: notices.length, kept };
  }

  return {
    fromFile: (municipality: string, name: string, bytes: Uint8Array) => keepAll(municipality, name, bytes, null),

    async fromUrl(municipality: string, url: string, allow: readonly string[]): Promise<CollectOutcome> {
      const before = (await listSources(db, municipality)).find((s) => s.url === url);
      const got = await pages.get(url, allow, before);
      if (got.kind === 'not-allowed') return { source: url, outcome: 'not-allowed', detail: null, found: 0, kept: 0 };
      const now = new Date(clock());
      const old: SourceRow = before ?? {
        ...{
          url,
          read: null,
          changed: null,
          sha256: null,
          etag: null,
          lastModified: null,
          status: null,
          state: 'ok',
          detail: null,
          failures: 0,
        },
      };
      if (got.kind === 'unchanged') {
        await saveSource(db, municipality, { ...old, read: now, status: 304, state: 'ok', detail: null, failures: 0 });
        return { source: url, outcome: 'unchanged', detail: null, found: 0, kept: 0 };
      }
      if (got.kind !== 'read') {
        const status = got.kind === 'robots' ? null : got.status;
        await saveSource(db, municipality, { ...old, status, state: got.kind, detail: got.detail, failures: old.failures + 1 });
        return { source: url, outcome: got.kind, detail: got.detail, found: 0, kept: 0 };
      }
      const digest = sha256(got.bytes);
      const same = digest === old.sha256;
      await saveSource(db, municipality, {
        ...old,
        ...{ read: now, changed: same ? old.changed : now, sha256: digest, etag: got.etag, lastModified: got.lastModified },
        ...{ status: got.status, state: 'ok', detail: null, failures: 0 },
      });
      return same
        ? { source: url, outcome: 'unchanged', detail: null, found: 0, kept: 0 }
        : keepAll(municipality, url, got.bytes, got.charset, got.url);
    },
  };
}
export type NoticeDesk = ReturnType<typeof makeNoticeDesk>;

const meaningOf = (notice: Notice): NoticeMeaning => ({
  relevant: notice.relevant,
  lifeEvents: [...notice.lifeEvents],
  procedures: [...notice.procedures],
  deadlines: [...new Set(notice.deadlines.flatMap((d) => (d.date === undefined ? [] : [d.date])))].slice(0, 40),
});

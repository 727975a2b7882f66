// The editor in a real browser, as a clerk uses it: sign in, find, change, see the effect, publish, take back, collect. Every screen meets WCAG 2.2 AA.
import { existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { AxeBuilder } from '@axe-core/playwright';
import { withTestDatabase } from '@shishobako/testkit/database';
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type ConciergeWorld, password, setUpConcierge } from './concierge-setup.ts';

const executablePath = process.env['CHROMIUM'] ?? '/usr/bin/chromium';
const installed = existsSync(executablePath);
if (!installed) console.warn('skipped: the editor needs Chromium (apt-get install chromium, or CHROMIUM=/path)');
/** A folder for pictures of each screen, when asked for. */
const shots = process.env['EDITOR_SHOTS'];

const database = await withTestDatabase('concierge');

describe.skipIf(!installed)('the editor', () => {
  let world: ConciergeWorld;
  let browser: Browser;
  let context: BrowserContext;
  let page: Page;
  const errors: string[] = [];
  beforeAll(async () => {
    world = await setUpConcierge(database);
    browser = await chromium.launch({ executablePath, args: ['--no-sandbox'] });
    context = await browser.newContext({ viewport: { width: 360, height: 780 }, locale: 'ja-JP' });
    page = await context.newPage();
    page.on('pageerror', (error) => errors.push(error.message));
    page.on('console', (message) => message.type() === 'error' && !/401/.test(message.text()) && errors.push(message.text()));
  }, 60_000);
  afterAll(async () => {
    await browser?.close();
    await world?.close();
  });

  const go = (hash: string) => page.goto(`${world.url}/editor${hash}`);
  const heading = (name: string | RegExp) => page.getByRole('heading', { level: 1, name }).waitFor();
  async function fine(name: string) {
    const { violations } = await new AxeBuilder({ page }).withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa']).analyze();
    expect(violations.map(({ id, nodes }) => `${name}: ${id}: ${nodes.map((n) => n.html).join(' ')}`)).toEqual([]);
    for (const width of [360, 768, 1280]) {
      await page.setViewportSize({ width, height: 800 });
      expect([name, width, await page.evaluate('document.documentElement.scrollWidth')]).toEqual([name, width, width]);
      if (shots) {
        mkdirSync(shots, { recursive: true });
        await page.screenshot({ path: join(shots, `${name}-${width}.png`) });
      }
    }
    await page.setViewportSize({ width: 360, height: 780 });
  }

  it('goes from sign-in to a publication and back', async () => {
    await go('');
    await heading('サインイン');
    await fine('sign-in');
    await page.getByLabel('職員番号').fill('clerk');
    await page.getByLabel('パスワード').fill('wrong');
    await page.getByRole('button', { name: 'サインイン' }).click();
    await page.getByRole('alert').waitFor();
    await page.getByLabel('パスワード').fill(password);
    await page.getByRole('button', { name: 'サインイン' }).click();
    await heading('手続');
    await page.getByText('見本です').waitFor();

    await page.getByLabel('手続をさがす').fill('粗大ごみ');
    await page
      .getByText('1 件')
      .or(page.getByText(/^\d{1,2} 件/))
      .first()
      .waitFor();
    await fine('procedures');
    await page.getByRole('link', { name: '粗大ごみの収集申込み' }).click();
    await heading('粗大ごみの収集申込み');
    await page.getByLabel('手数料（円）').fill('700');
    await page.getByLabel('担当課').fill('環境課');
    await page.getByText('この内容で使えます。').waitFor();
    await fine('procedure');
    await page.getByRole('button', { name: '下書きに保存' }).click();
    await page.getByText('まだ公開されていません').waitFor();
    await page.getByRole('link', { name: '下書きを見る' }).click();
    await heading('下書きと公開');
    await page.getByText('700').first().waitFor();
    await page.getByRole('button', { name: '計画を比べる' }).click();
    await page.getByText('人の計画が変わります').waitFor();
    await fine('draft');
    await page.getByLabel('公開の理由').fill('料金改定（試験）');
    await page.getByRole('button', { name: '公開する' }).click();
    await heading('公開の履歴');
    await page.getByText('料金改定（試験）').waitFor();
    await fine('history');
    await page.getByRole('button', { name: '取り下げる' }).first().click();
    await page.getByLabel('取り下げの理由').fill('誤り（試験）');
    await page.getByRole('button', { name: '取り下げる' }).click();
    await page.getByText('取り下げ済み').first().waitFor();
    expect(errors).toEqual([]);
  });

  it('collects, corrects and speaks English', async () => {
    await go('#/notices');
    await heading('お知らせの収集');
    await page.getByText('お知らせを集める').click();
    const html =
      '<!doctype html><html><head><title>転入届の受付</title></head><body><h1>転入届の受付</h1><p>転入届は令和8年12月25日までに届け出てください。</p></body></html>';
    await page.getByLabel('ファイルから').setInputFiles({ name: 'notice.html', mimeType: 'text/html', buffer: Buffer.from(html) });
    await page.getByRole('button', { name: '集める', exact: true }).click();
    await page.getByText('1 新しいお知らせ').waitFor();
    await fine('notices-collect');
    await page.getByRole('button', { name: '表示' }).click();
    await page.getByRole('heading', { name: '転入届の受付' }).waitFor();
    await page.getByRole('button', { name: '訂正する' }).click();
    await fine('notices-correct');
    await page.getByLabel('次からも使う').selectOption('title');
    await page.getByRole('button', { name: '保存' }).click();
    await page.locator('.tag', { hasText: '訂正済み' }).waitFor();
    await page.getByRole('button', { name: 'English' }).click();
    await heading('Notices');
    await fine('notices-en');
    await page.getByRole('link', { name: 'Procedures' }).click();
    await heading('Procedures');
    expect(await page.evaluate('document.documentElement.lang')).toBe('en');
    expect(errors).toEqual([]);
  });
});

// Views of the agency console and of the town square.
import type { Page } from 'playwright-core';
import type { View } from './views.ts';

const page = 'console';
const press = (name: RegExp) => async (at: Page) => {
  await at.getByRole('button', { name }).first().click();
};
const look = async (at: Page): Promise<void> => {
  await at.getByLabel(/^(件名|Title)/).fill('固定資産税 第3期分の納付のお知らせ');
  await at.getByLabel(/^(本文|Text)/).fill('# 納める額\n\n- 48,300円\n- 期限は11月24日です。\n\nお早めにお願いします。');
  await press(/内容を確かめる|Check the contents/)(at);
  await at.getByRole('button', { name: /送る手続きへ|Go on to sending/ }).waitFor();
};

export const consoleViews: View[] = [
  { name: 'sign-in', page, path: '/', box: 'out' },
  { name: 'home', page, path: '/' },
  { name: 'compose', page, path: '/compose' },
  {
    name: 'compose-find',
    page,
    path: '/compose',
    act: async (at) => {
      await at.getByLabel(/宛先を探す|Find a recipient/).fill('見本');
      await at
        .getByRole('button', { name: /この人に送る|Send to this person/ })
        .first()
        .waitFor();
    },
  },
  { name: 'compose-missing', page, path: '/compose', act: press(/内容を確かめる|Check the contents/) },
  { name: 'compose-unreachable', page, path: '/compose?code=P-0004' },
  { name: 'compose-preview', page, path: '/compose?code=P-0001', act: look },
  {
    name: 'compose-confirm',
    page,
    path: '/compose?code=P-0001',
    act: async (at) => {
      await look(at);
      await press(/送る手続きへ|Go on to sending/)(at);
      await at.getByRole('dialog').waitFor();
    },
  },
  {
    name: 'compose-sent',
    page,
    path: '/compose?code=P-0001',
    act: async (at) => {
      await look(at);
      await press(/送る手続きへ|Go on to sending/)(at);
      await at
        .getByRole('dialog')
        .getByRole('button', { name: /封をして送る|Seal and send/ })
        .click();
      await at.getByText(/送りました。|^Sent\.$/).waitFor();
    },
  },
  { name: 'batches', page, path: '/batches' },
  { name: 'batch-ready', page, path: '/batches/0190b3a0-0000-7000-8000-000000000320' },
  {
    name: 'batch-start',
    page,
    path: '/batches/0190b3a0-0000-7000-8000-000000000320',
    act: async (at) => {
      await press(/412通を送る|Send 412/)(at);
      await at.getByRole('dialog').waitFor();
    },
  },
  { name: 'batch-sending', page, path: '/batches/0190b3a0-0000-7000-8000-000000000320', box: 'sending' },
  { name: 'letters', page, path: '/letters' },
  { name: 'letters-columns', page, path: '/letters', act: async (at) => at.locator('summary').click() },
  { name: 'letters-empty', page, path: '/letters?state=failed', box: 'empty' },
  { name: 'letters-down', page, path: '/letters', box: 'down' },
  { name: 'letter', page, path: '/letters/0190b3a0-0000-7000-8000-000000000001' },
  { name: 'recipients', page, path: '/recipients' },
  {
    name: 'recipients-invite',
    page,
    path: '/recipients',
    act: async (at) => {
      await press(/招待コード|Invitation code/)(at);
      await at
        .getByRole('dialog')
        .getByRole('button', { name: /コードを作る|Make the code/ })
        .click();
      await at.getByText('7K2M-9QXA-4TRB-HW3C').waitFor();
    },
  },
  { name: 'activity', page, path: '/activity' },
];

export const squareViews: View[] = [
  { name: 'town', page: 'square', path: '/', act: async (at) => at.getByText('1111', { exact: true }).waitFor() },
  { name: 'town-fresh', page: 'square', path: '/', box: 'fresh', act: async (at) => at.getByText('1111', { exact: true }).waitFor() },
  { name: 'town-down', page: 'square', path: '/', box: 'down' },
];

// Every view of the sheet: where it is, in which state, what is pressed before the picture is taken.
import type { Page } from 'playwright-core';

export type View = {
  name: string;
  page: 'citizen' | 'console' | 'square';
  path: string;
  box?: string;
  tv?: boolean;
  act?: (page: Page) => Promise<void>;
};

const letter = '/letters/0190b3a0-0000-7000-8000-000000000001';
const second = '/letters/0190b3a0-0000-7000-8000-000000000002';
const open = async (page: Page): Promise<void> => {
  await page.getByRole('button', { name: /手紙を開く|Open the letter/ }).click();
  await page.getByText(/^(この端末だけで開いています|Open on this device only)$/).waitFor();
};

export const citizenViews: View[] = [
  { name: 'welcome', page: 'citizen', path: '/', box: 'out' },
  { name: 'start', page: 'citizen', path: '/start', box: 'out' },
  { name: 'sign-in', page: 'citizen', path: '/sign-in?interaction=x', box: 'out' },
  {
    name: 'sign-in-no-bridge',
    page: 'citizen',
    path: '/sign-in?interaction=x',
    box: 'no-bridge',
    act: (page) => page.getByText(/つながりません。|does not answer\./).waitFor({ timeout: 12_000 }),
  },
  { name: 'sign-in-unknown', page: 'citizen', path: '/sign-in?interaction=x', box: 'unknown' },
  { name: 'callback-failed', page: 'citizen', path: '/callback?code=x', box: 'out' },
  {
    name: 'ended',
    page: 'citizen',
    path: '/letters',
    box: 'ended',
    act: async (page) => {
      await page.evaluate(() => document.dispatchEvent(new Event('visibilitychange')));
      await page.getByText(/箱を閉じました|box was closed/).waitFor();
    },
  },
  { name: 'home', page: 'citizen', path: '/' },
  { name: 'home-new', page: 'citizen', path: '/', box: 'new' },
  { name: 'home-calm', page: 'citizen', path: '/', box: 'empty' },
  { name: 'letters', page: 'citizen', path: '/letters' },
  { name: 'letters-loading', page: 'citizen', path: '/letters', box: 'slow' },
  { name: 'letters-offline', page: 'citizen', path: '/letters', box: 'offline' },
  { name: 'letters-many', page: 'citizen', path: '/letters', box: 'many' },
  { name: 'letters-long', page: 'citizen', path: '/letters', box: 'long' },
  { name: 'letters-none-unread', page: 'citizen', path: '/letters?state=unread', box: 'read' },
  { name: 'letter-sealed', page: 'citizen', path: letter, box: 'sealed' },
  {
    name: 'letter-opening',
    page: 'citizen',
    path: letter,
    box: 'opening',
    act: async (page) => page.getByRole('button', { name: /手紙を開く|Open the letter/ }).click(),
  },
  { name: 'letter-pension', page: 'citizen', path: letter, act: open },
  {
    name: 'letter-pdf',
    page: 'citizen',
    path: second,
    act: async (page) => {
      await open(page);
      await page
        .getByRole('button', { name: /中を見る|View/ })
        .first()
        .click();
      await page.locator('canvas').first().waitFor();
      await page.waitForTimeout(1500);
    },
  },
  {
    name: 'letter-proof',
    page: 'citizen',
    path: second,
    act: async (page) => {
      await open(page);
      await page.getByRole('button', { name: /ここで確かめる|Check it here/ }).click();
      await page.getByText(/証明できました|^Proven$/).waitFor();
    },
  },
  {
    name: 'letter-broken',
    page: 'citizen',
    path: second,
    box: 'broken',
    act: async (page) => page.getByRole('button', { name: /手紙を開く|Open the letter/ }).click(),
  },
  { name: 'letter-unverified', page: 'citizen', path: letter, box: 'unverified' },
  { name: 'records', page: 'citizen', path: '/records' },
  { name: 'settings', page: 'citizen', path: '/settings' },
  {
    name: 'settings-connect',
    page: 'citizen',
    path: '/settings',
    act: async (page) => {
      await page.getByLabel(/招待コード|Invitation code/).fill('7k2m9qxa4trbhw3c');
      await page.getByRole('button', { name: /招待を確かめる|Check the invitation/ }).click();
      await page.getByRole('dialog').waitFor();
    },
  },
  { name: 'not-found', page: 'citizen', path: '/nowhere' },
];

// The editor's start and its addresses (`#/procedures/ID`); a page is made anew each time it is shown.
import type { OperatorSession } from '@shishobako/contracts/concierge-api';
import { call } from './calls.ts';
import { draftPage } from './draft-page.ts';
import { historyPage } from './history-page.ts';
import { noticesPage } from './notices-page.ts';
import { frame } from './page-frame.ts';
import { procedurePage } from './procedure-page.ts';
import { proceduresPage } from './procedures-page.ts';
import { signInPage } from './sign-in-page.ts';
import { state } from './state.ts';
import { t } from './texts.ts';

const app = document.getElementById('app');
let shown = 0;

async function draw(moveFocus: boolean): Promise<void> {
  shown += 1;
  const mine = shown;
  const [page = 'procedures', id] = location.hash.replace(/^#\/?/, '').split('?')[0]?.split('/').filter(Boolean) ?? [];
  const again = (): void => void draw(false);
  if (!state.session) {
    const session = await call<OperatorSession>('GET', 'session');
    if (session.ok) state.session = session.value;
  }
  const main = !state.session
    ? signInPage(() => void draw(true))
    : page === 'draft'
      ? await draftPage(again)
      : page === 'history'
        ? await historyPage(again)
        : page === 'notices'
          ? await noticesPage(again)
          : id
            ? await procedurePage(decodeURIComponent(id))
            : await proceduresPage();
  if (mine !== shown) return;
  app?.replaceChildren(frame(page, main, again));
  document.title = `${main.querySelector('h1')?.textContent ?? ''} | ${t('title')}`;
  if (moveFocus) main.querySelector('h1')?.focus();
}

addEventListener('hashchange', () => void draw(true));
void draw(false);

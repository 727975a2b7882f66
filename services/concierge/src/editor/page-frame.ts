// Head, navigation and main part of every page; problems and good news in one form.
import type { Problem } from '@shishobako/contracts/problem';
import { call } from './calls.ts';
import { button, type Child, h } from './dom.ts';
import { say, setLang, state } from './state.ts';
import { t } from './texts.ts';

const links = [
  ['procedures', 'procedures'],
  ['draft', 'draft'],
  ['history', 'history'],
  ['notices', 'notices'],
] as const;

export function frame(current: string, main: HTMLElement, redraw: () => void): HTMLElement {
  const { session } = state;
  const language = button(state.lang === 'ja' ? 'English' : '日本語', 'text', () => {
    setLang(state.lang === 'ja' ? 'en' : 'ja');
    redraw();
  });
  language.lang = state.lang === 'ja' ? 'en' : 'ja';
  const signOut = button(t('signOut'), 'text', () => {
    void call('DELETE', 'session').then(() => {
      state.session = undefined;
      redraw();
    });
  });
  document.documentElement.lang = state.lang;
  return h(
    'div',
    {},
    h('a', { class: 'skip', href: '#main', click: (event) => skip(event, main) }, t('skip')),
    session?.fictional === true && h('div', { class: 'fiction', role: 'note' }, t('fiction')),
    h(
      'header',
      { class: 'head' },
      h(
        'div',
        { class: 'head-in' },
        h(
          'p',
          { class: 'brand' },
          h('strong', {}, t('title')),
          h('span', {}, session ? `${say(session.municipality.name)}・${say(session.clerk.name)}` : t('program')),
        ),
        h('div', { class: 'tools' }, language, session && signOut),
      ),
      session &&
        h(
          'nav',
          { class: 'nav', 'aria-label': t('menu') },
          h(
            'ul',
            {},
            ...links.map(([to, text]) =>
              h('li', {}, h('a', { href: `#/${to}`, 'aria-current': to === current ? 'page' : undefined }, t(text))),
            ),
          ),
        ),
    ),
    main,
  );
}

function skip(event: Event, main: HTMLElement): void {
  event.preventDefault();
  main.querySelector('h1')?.focus();
}

export const heading = (text: string): HTMLHeadingElement => h('h1', { tabindex: '-1' }, text);

export const problemBox = (problem: Problem): HTMLElement =>
  h(
    'div',
    { class: 'alert', role: 'alert' },
    h('strong', {}, say(problem.titles)),
    h('p', {}, say(problem.advice)),
    problem.errors &&
      problem.errors.length > 0 &&
      h('ul', {}, ...problem.errors.map((e) => h('li', {}, h('code', {}, e.path), ` ${e.message}`))),
  );
export const goodBox = (text: string, ...more: readonly Child[]): HTMLElement =>
  h('div', { class: 'good', role: 'status' }, h('strong', {}, text), ' ', ...more);

/** A place for news about what was just done. */
export function newsPlace(): { readonly element: HTMLElement; show(box: HTMLElement | undefined): void } {
  const element = h('div', { 'aria-live': 'polite' });
  return { element, show: (box) => element.replaceChildren(...(box ? [box] : [])) };
}

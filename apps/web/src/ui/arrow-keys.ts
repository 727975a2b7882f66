// A remote control has four arrows: each moves to the nearest thing that can be pressed in that direction. On a desk the same
// arrows walk rows. A text field keeps left and right, a native select on the desk up and down, and what has all four keeps them.
import { useEffect } from 'react';

// The link that skips the navigation is for whoever goes through it with Tab: arrows walk past it, and would be lost in its corner.
const reachable =
  'a[href]:not([data-skip]), button:not([disabled]), input:not([type=hidden]):not([disabled]), select:not([disabled]), textarea, [tabindex="0"]';
const ownKeys = 'input[type=date], textarea, [role=grid], [role=menu], [role=listbox], [role=radiogroup]';
const writing = 'input:not([type=checkbox]):not([type=radio]), textarea, select';
const row = '[data-row]';

export type Direction = 'ArrowUp' | 'ArrowDown' | 'ArrowLeft' | 'ArrowRight';
export type Box = Pick<DOMRectReadOnly, 'left' | 'right' | 'top' | 'bottom'>;
/** The remote control's key for the screen before, by the names sets give it; Backspace where a keyboard stands in for one. */
const isBack = (key: string): boolean => key === 'GoBack' || key === 'BrowserBack' || key === 'XF86Back' || key === 'Backspace';
const isDirection = (key: string): key is Direction => /^Arrow(?:Up|Down|Left|Right)$/.test(key);

const gap = (a: [number, number], b: [number, number]): number => Math.max(0, Math.max(a[0], b[0]) - Math.min(a[1], b[1]));

/**
 * Smaller is nearer; undefined when `to` does not lie in that direction. To the left and right people keep to the line, so distance to the side
 * counts double; down and up they read from row to row, so it counts half: nothing that stands between is stepped over.
 */
export function distance(direction: Direction, from: Box, to: Box): number | undefined {
  const ahead = {
    ArrowDown: to.top - from.bottom,
    ArrowUp: from.top - to.bottom,
    ArrowRight: to.left - from.right,
    ArrowLeft: from.left - to.right,
  }[direction];
  // Boxes may touch or overlap by a border's width.
  if (ahead < -2) return undefined;
  const upright = direction === 'ArrowUp' || direction === 'ArrowDown';
  const aside = upright ? gap([from.left, from.right], [to.left, to.right]) : gap([from.top, from.bottom], [to.top, to.bottom]);
  return Math.max(0, ahead) + (upright ? 0.5 : 2) * aside;
}

function findNext(direction: Direction, from: Element, root: ParentNode, selector: string): HTMLElement | undefined {
  const start = from.getBoundingClientRect();
  const region = from.closest('main, header');
  const upright = direction === 'ArrowUp' || direction === 'ArrowDown';
  let best: { element: HTMLElement; far: number } | undefined;
  for (const element of root.querySelectorAll<HTMLElement>(selector)) {
    if (element === from || !element.checkVisibility()) continue;
    const box = element.getBoundingClientRect();
    // Up and down stay in the navigation or in the page, unless the other one stands right above or below.
    if (upright && element.closest('main, header') !== region && gap([start.left, start.right], [box.left, box.right]) > 0) continue;
    const far = distance(direction, start, box);
    if (far !== undefined && (best === undefined || far < best.far)) best = { element, far };
  }
  return best?.element;
}

/** Into the navigation one comes where one is, not beside what happened to be level: that may be 「サインアウト」. */
function findEntry(from: Element, target: HTMLElement | undefined): HTMLElement | undefined {
  const header = from.closest('main') && target?.closest('header');
  return header?.querySelector<HTMLElement>('[aria-current=page]') ?? target;
}

/** In a line of text, left and right move the caret until it is at that end. */
function isAtEnd(from: Element, direction: Direction): boolean {
  if (!(from instanceof HTMLInputElement)) return false;
  const { selectionStart, selectionEnd, value } = from;
  return selectionStart === selectionEnd && selectionEnd === (direction === 'ArrowLeft' ? 0 : value.length);
}

/** `everywhere` on a TV; elsewhere only up and down, and only between rows (`data-row`). */
export function useArrowKeys(everywhere: boolean): void {
  useEffect(() => {
    const onKey = (event: KeyboardEvent): void => {
      if (event.defaultPrevented || event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return;
      const from = document.activeElement ?? document.body;
      if (everywhere && isBack(event.key) && !from.closest(`${writing}, [role=dialog]`)) {
        event.preventDefault();
        history.back();
        return;
      }
      // Walking past a list must not choose from it: Enter opens it.
      if (everywhere && event.key === 'Enter' && from instanceof HTMLSelectElement) {
        event.preventDefault();
        from.showPicker();
        return;
      }
      if (!isDirection(event.key)) return;
      const upright = event.key === 'ArrowUp' || event.key === 'ArrowDown';
      // A group of choices keeps the arrows that lead to another of its choices; on a TV the others lead out of it.
      const group = everywhere ? from.closest('[role=radiogroup]') : null;
      if (group ? findNext(event.key, from, group, reachable) : from.closest(ownKeys)) return;
      const keepsIt = upright
        ? !everywhere && from.matches('select')
        : from.matches('input:not([type=checkbox])') && !(everywhere && isAtEnd(from, event.key));
      if (!group && keepsIt) return;
      if (!everywhere && !(upright && from.matches(row))) return;
      const root = from.closest('[role=dialog]') ?? document;
      const next = from === document.body ? undefined : findEntry(from, findNext(event.key, from, root, everywhere ? reachable : row));
      // From nothing, or from a heading with nothing that way, to where the page begins.
      const isNowhere = from === document.body || from.matches('[tabindex="-1"]');
      const begin = (): Element | null => document.querySelector(`main ${row}`) ?? document.querySelector('main a[href], main button');
      const target = next ?? (isNowhere ? begin() : undefined);
      if (!(target instanceof HTMLElement)) return;
      event.preventDefault();
      event.stopPropagation();
      target.focus();
      target.scrollIntoView({ block: 'nearest' });
    };
    // On a TV before the parts of the page, which would turn every arrow to their own use.
    document.addEventListener('keydown', onKey, everywhere);
    return () => document.removeEventListener('keydown', onKey, everywhere);
  }, [everywhere]);
}

const slot = 'shishobako.tv';

/** Asked for in the address (`?tv`), which signing in with the card does not keep: remembered for as long as the window. */
function isAskedFor(): boolean {
  const isNow = new URLSearchParams(location.search).has('tv');
  try {
    if (isNow) sessionStorage.setItem(slot, 'yes');
    return isNow || sessionStorage.getItem(slot) === 'yes';
  } catch {
    return isNow;
  }
}

/** A screen seen from ten feet: very wide, or asked for. */
export const isTelevision = (): boolean => isAskedFor() || window.matchMedia('(min-width: 1920px)').matches;

/** Larger type for `?tv`, before the first drawing. */
export function markTelevision(): void {
  if (isAskedFor()) document.documentElement.dataset['tv'] = '';
}

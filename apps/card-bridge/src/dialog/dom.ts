// Elements without a framework: text is always set as text, never parsed as HTML.

type Props = { readonly [name: string]: string | boolean | ((event: Event) => void) | undefined };
type Child = Node | string | undefined | null | false;

export function h<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  props: Props = {},
  ...children: readonly Child[]
): HTMLElementTagNameMap[K] {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(props)) {
    if (typeof value === 'function') element.addEventListener(name, value);
    else if (value === true) element.setAttribute(name, '');
    else if (typeof value === 'string') element.setAttribute(name, value);
  }
  element.append(...children.filter((child) => child !== undefined && child !== null && child !== false));
  return element;
}

const SVG = 'http://www.w3.org/2000/svg';

/** A line drawing, decoration only. */
export function icon(paths: readonly string[], name: string): SVGElement {
  const svg = document.createElementNS(SVG, 'svg');
  const attributes = { viewBox: '0 0 24 24', 'aria-hidden': 'true', focusable: 'false', class: `icon icon-${name}` };
  for (const [key, value] of Object.entries(attributes)) svg.setAttribute(key, value);
  for (const d of paths) {
    const path = document.createElementNS(SVG, 'path');
    path.setAttribute('d', d);
    svg.append(path);
  }
  return svg;
}

export const icons = {
  card: () =>
    icon(
      [
        'M3 6.5A1.5 1.5 0 0 1 4.5 5h15A1.5 1.5 0 0 1 21 6.5v11a1.5 1.5 0 0 1-1.5 1.5h-15A1.5 1.5 0 0 1 3 17.5z',
        'M6 9.5h4v3.5H6z',
        'M13 10h5M13 13h5M6 16h12',
      ],
      'card',
    ),
  phone: () =>
    icon(['M8 2.5h8A1.5 1.5 0 0 1 17.5 4v16a1.5 1.5 0 0 1-1.5 1.5H8A1.5 1.5 0 0 1 6.5 20V4A1.5 1.5 0 0 1 8 2.5z', 'M10.5 18.5h3'], 'phone'),
  alert: () => icon(['M12 3.5 22 20.5H2z', 'M12 10v5', 'M12 17.2v.8'], 'alert'),
  stop: () => icon(['M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18z', 'M12 7.5v6', 'M12 15.8v.8'], 'stop'),
  done: () => icon(['M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18z', 'm7.8 12.2 3 3 5.4-6'], 'done'),
  next: () => icon(['m9.5 6 6 6-6 6'], 'next'),
  erase: () => icon(['M9 6h11.5v12H9l-5.5-6z', 'm12 9.5 5 5m0-5-5 5'], 'erase'),
};

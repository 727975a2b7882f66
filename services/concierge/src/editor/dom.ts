// Elements without a framework: text is always set as text, never parsed as HTML.

type Props = { readonly [name: string]: string | boolean | ((event: Event) => void) | undefined };
export type Child = Node | string | undefined | null | false;

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

let counter = 0;
export type Control = HTMLInputElement | HTMLSelectElement | HTMLTextAreaElement;

/** A labelled control; the hint is read with it. */
export function field(label: string, control: Control, hint?: string): HTMLDivElement {
  counter += 1;
  control.id = `f${counter}`;
  const note = hint === undefined ? undefined : h('span', { class: 'hint', id: `h${counter}` }, hint);
  if (note) control.setAttribute('aria-describedby', note.id);
  return h('div', { class: 'field' }, h('label', { for: control.id }, label), note, control);
}

export const select = (
  options: readonly (readonly [string, string])[],
  chosen: string,
  change?: (event: Event) => void,
): HTMLSelectElement => {
  const element = h('select', { change }, ...options.map(([value, text]) => h('option', { value }, text)));
  element.value = chosen;
  return element;
};

export const button = (text: string, look: 'primary' | 'outline' | 'text', click: () => void): HTMLButtonElement =>
  h('button', { class: `button ${look}`, type: 'button', click }, text);

export const checkbox = (text: string, checked: boolean, change: (checked: boolean) => void): HTMLLabelElement => {
  const box = h('input', { type: 'checkbox', change: () => change(box.checked) });
  box.checked = checked;
  return h('label', { class: 'check' }, box, text);
};

// A notice as found: its title and blocks of text, before anything is understood. Every reader of a format gives this.

export type Block = { readonly heading: string; readonly text: string; readonly kind: 'paragraph' | 'cell' | 'item' | 'contact' };
export type RawNotice = {
  readonly locator: string | null;
  readonly title: string;
  /** What the page as a whole is about, where the notice is one part of it. */
  readonly context?: string;
  readonly published: string | undefined;
  readonly link: string | null;
  readonly blocks: readonly Block[];
  readonly links: readonly { readonly href: string; readonly text: string }[];
};
export type Format = 'html' | 'rss2' | 'rss1' | 'atom' | 'text' | 'csv';
export type ReadSource = { readonly format: Format; readonly notices: readonly RawNotice[]; readonly site: string | null };

// Where notices are fetched from. An adapter keeps to the allow-list, to each site's robots rules and to its pace.

export type Known = { readonly etag: string | null; readonly lastModified: string | null };
export type Fetched =
  | {
      readonly kind: 'read';
      readonly status: number;
      readonly url: string;
      readonly bytes: Uint8Array;
      readonly charset: string | null;
      readonly etag: string | null;
      readonly lastModified: string | null;
    }
  | { readonly kind: 'unchanged' }
  | { readonly kind: 'not-allowed' }
  | { readonly kind: 'robots'; readonly detail: string }
  | { readonly kind: 'dead'; readonly status: number | null; readonly detail: string }
  | { readonly kind: 'failed'; readonly status: number | null; readonly detail: string };

export type PageSource = {
  /** `allow`: beginnings of addresses. `known`: what was learnt at the last reading. */
  get(url: string, allow: readonly string[], known?: Known): Promise<Fetched>;
  /** Whether something answers there; reads no more than it must. */
  check(
    url: string,
    allow: readonly string[],
  ): Promise<Exclude<Fetched, { kind: 'read' | 'unchanged' }> | { readonly kind: 'alive'; readonly status: number }>;
};

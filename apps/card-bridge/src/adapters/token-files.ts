// Virtual cards of professionals, `<id>.token.json`: as durable as the citizens' cards, so that a wrong PIN stays counted.
import { readdirSync, readFileSync, renameSync } from 'node:fs';
import { join } from 'node:path';
import { TokenState } from '@shishobako/card/token-state';
import { makeVirtualToken } from '@shishobako/card/virtual-token';
import { err, ok } from '@shishobako/kernel/result';
import type { ProfessionalSlots } from '../ports/professional-slots.ts';
import { syncFolder, writeDurably } from './card-files.ts';

const SUFFIX = '.token.json';

export function makeTokenFiles(dir: string): ProfessionalSlots {
  const path = (id: string) => join(dir, id + SUFFIX);
  let turn: Promise<unknown> = Promise.resolve();

  function load(id: string): TokenState | undefined {
    if (!TokenState.shape.id.safeParse(id).success) return undefined;
    try {
      const parsed = TokenState.safeParse(JSON.parse(readFileSync(path(id), 'utf8')));
      return parsed.success && parsed.data.id === id && parsed.data.profile === 'hpki' ? parsed.data : undefined;
    } catch (error) {
      if (error instanceof SyntaxError || (error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
      throw error;
    }
  }
  function save(state: TokenState): void {
    writeDurably(`${path(state.id)}.new`, JSON.stringify(state));
    renameSync(`${path(state.id)}.new`, path(state.id));
    syncFolder(dir);
  }

  return {
    list: () =>
      readdirSync(dir)
        .filter((name) => name.endsWith(SUFFIX))
        .toSorted()
        .flatMap((name) => load(name.slice(0, -SUFFIX.length)) ?? [])
        .map(({ id, label }) => ({ id, label })),
    /** One at a time: two wrong PINs never count as one. */
    use(id, work) {
      const mine = turn.then(async () => {
        const state = load(id);
        if (!state) return err({ kind: 'no-card' } as const);
        const card = makeVirtualToken(state, { onChange: save });
        return ok(await work({ transmit: async (apdu) => card.process(apdu) }));
      });
      turn = mine.catch(() => {});
      return mine;
    },
  };
}

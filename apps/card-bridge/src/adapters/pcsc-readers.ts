// Real readers through PC/SC (`pcsc-mini`, optional). One caller holds the card in a transaction; afterwards the card is reset, because a
// card keeps its security state until it loses power (fact sheet §5) and another program must not sign on our PIN.
import { CardRemoved, type CardTransport } from '@shishobako/card/transport';
import type { ReaderService } from '@shishobako/contracts/card-bridge';
import { err, ok } from '@shishobako/kernel/result';
import type { Card, Client, Reader } from 'pcsc-mini';
import { READER_PREFIX } from '../domain/all-slots.ts';
import type { CardReaders } from '../ports/card-readers.ts';

type Module = typeof import('pcsc-mini');
type Known = { readonly reader: Reader; present: boolean };

/** Codes of a card or reader that went away (PC/SC part 10); anything else is a fault of the machine. */
const GONE =
  /NoSmartcard|RemovedCard|ResetCard|UnpoweredCard|UnresponsiveCard|ReaderUnavailable|UnknownReader|NoReadersAvailable|NotTransacted|CommError|CommDataLost/i;
const RETRY_AFTER = 2000;

export function makePcscReaders(load: () => Promise<Module> = () => import('pcsc-mini')): CardReaders {
  const known = new Map<string, Known>();
  let state: ReaderService = 'no-service';
  let client: Client | undefined;
  let pcsc: Module | undefined;
  let triedAt = 0;
  const queues = new Map<string, Promise<unknown>>();

  /** Starts watching, or watching again after the service came back; tells how it stands. */
  async function service(): Promise<ReaderService> {
    if (client?.running() || Date.now() - triedAt < RETRY_AFTER) return state;
    triedAt = Date.now();
    try {
      pcsc ??= await load();
    } catch {
      state = 'no-module';
      return state;
    }
    state = await watch(pcsc);
    return state;
  }

  function watch(module: Module): Promise<ReaderService> {
    return new Promise((done) => {
      const next = new module.Client();
      next.on('reader', (reader) => {
        const entry: Known = { reader, present: false };
        known.set(reader.name(), entry);
        reader.on('change', (status) => {
          entry.present = status.has(module.ReaderStatus.PRESENT) && !status.has(module.ReaderStatus.MUTE);
        });
        reader.on('disconnect', () => known.delete(reader.name()));
      });
      next.on('error', () => {
        if (client === next) state = 'no-service';
        known.clear();
        next.stop();
        done('no-service');
      });
      try {
        client = next.start();
      } catch {
        return done('no-service');
      }
      // The first states arrive from the watching thread; without an error by then, the service is there.
      setTimeout(() => done(next.running() ? 'running' : 'no-service'), 400);
    });
  }

  async function hold<T>(entry: Known, module: Module, work: (card: CardTransport) => Promise<T>): Promise<T> {
    let card: Card | undefined;
    try {
      card = await entry.reader.connect(module.CardMode.SHARED);
    } catch (error) {
      throw asRemoval(error);
    }
    const held = card;
    try {
      const transaction = await held.transaction().catch((error: unknown) => {
        throw asRemoval(error);
      });
      try {
        return await work({
          transmit: (apdu) =>
            held.transmit(apdu).then(
              (reply) => Uint8Array.from(reply),
              (error: unknown) => {
                throw asRemoval(error);
              },
            ),
        });
      } finally {
        await transaction.end(module.CardDisposition.RESET).catch(() => {});
      }
    } finally {
      await held.disconnect(module.CardDisposition.RESET).catch(() => {});
    }
  }

  function alone<T>(id: string, work: () => Promise<T>): Promise<T> {
    const turn = (queues.get(id) ?? Promise.resolve()).then(work, work);
    queues.set(
      id,
      turn.catch(() => {}),
    );
    return turn;
  }

  return {
    service,
    async list() {
      await service();
      return [...known].map(([name, { present }]) => ({
        id: READER_PREFIX + name,
        kind: 'reader',
        label: { ja: name, en: name },
        fictional: false,
        present,
      }));
    },
    use: (id, work) =>
      alone(id, async () => {
        await service();
        const entry = known.get(id.slice(READER_PREFIX.length));
        if (!pcsc || !entry?.present) return err({ kind: 'no-card' });
        try {
          return ok(await hold(entry, pcsc, work));
        } catch (error) {
          if (error instanceof CardRemoved) return err({ kind: 'no-card' });
          throw error;
        }
      }),
    close() {
      const last = client;
      client = undefined;
      if (last?.running()) last.stop();
    },
  };
}

function asRemoval(error: unknown): unknown {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  return GONE.test(code) ? new CardRemoved() : error;
}

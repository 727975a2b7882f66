// The card bridge: between a web page and a card, on the citizen's own computer. The only place where its parts are put together.
import type { AddressInfo } from 'node:net';
import { openKeyFolder } from '@shishobako/crypto/node/key-folder';
import { makeSecretAccess } from '@shishobako/http/secret-access';
import { makeServer } from '@shishobako/http/server';
import type { Running } from '@shishobako/http/service-config';
import { systemClock } from '@shishobako/kernel/clock';
import type { z } from 'zod';
import { makeCardFiles } from './adapters/card-files.ts';
import { makePairedFile } from './adapters/paired-file.ts';
import { makePcscReaders } from './adapters/pcsc-readers.ts';
import { makePhoneAuthority } from './adapters/phone-authority.ts';
import { makePinChannel } from './adapters/pin-channel.ts';
import { makeSlotOrder } from './adapters/slot-order.ts';
import { makeTokenFiles } from './adapters/token-files.ts';
import { makeVirtualSlots } from './adapters/virtual-slots.ts';
import { CardBridgeConfig } from './config.ts';
import { joinSlots, noReaders, READER_PREFIX } from './domain/all-slots.ts';
import { checkHost, makeDialogAccess, ownOrigins } from './domain/bridge-access.ts';
import { makeDialogSessions } from './domain/dialog-sessions.ts';
import { makePairingCodes } from './domain/pairing-code.ts';
import { changePinRoutes } from './features/citizen/change-pin.route.ts';
import { endPhoneRoute } from './features/citizen/end-phone.route.ts';
import { listCardsRoute } from './features/citizen/list-cards.route.ts';
import { lookAtCardRoute } from './features/citizen/look-at-card.route.ts';
import { pairOriginRoute } from './features/citizen/pair-origin.route.ts';
import { putOnPhoneRoute } from './features/citizen/put-on-phone.route.ts';
import { showDialogRoute } from './features/citizen/show-dialog.route.ts';
import { signStatementRoute } from './features/citizen/sign-statement.route.ts';
import { takeRequestRoute } from './features/citizen/take-request.route.ts';
import { serveCounterRoute } from './features/operator/serve-counter.route.ts';
import { servePairingsRoute } from './features/operator/serve-pairings.route.ts';
import { serveProgramsRoute } from './features/operator/serve-programs.route.ts';
import { serveTerminalRoute } from './features/operator/serve-terminal.route.ts';
import type { SecretEntry } from './ports/secret-entry.ts';

const HOST = '127.0.0.1';

/** `secrets`: asks for PINs outside the window, and nothing but this is taken then. */
export async function startCardBridge(
  input: z.input<typeof CardBridgeConfig>,
  { secrets }: { secrets?: SecretEntry } = {},
): Promise<Running> {
  const config = CardBridgeConfig.parse(input);
  const clock = systemClock;
  const files = makeCardFiles(config.cardsDir);
  const order = makeSlotOrder(config.cardsDir);
  const virtual = makeVirtualSlots(files, order);
  const slots = joinSlots(virtual, config.realReaders ? makePcscReaders() : noReaders);
  const paired = makePairedFile(config.cardsDir, config.allowedOrigins);
  const codes = makePairingCodes(clock);
  const sessions = makeDialogSessions(makePinChannel, clock);
  const secret = makeSecretAccess(config.secret);

  const server = await makeServer({
    name: 'card-bridge',
    description: 'Reaches a card for a paired web page; takes the PIN in its own dialog. Loopback only.',
    // No cross-origin reader: pages talk to the dialog by messages only.
    listen: { host: HOST, port: config.port, publicUrl: `http://${HOST}:${config.port}`, allowedOrigins: [], logLevel: config.logLevel },
    bodyLimit: 64 * 1024,
  });
  let own = ownOrigins(config.port);
  server.addHook('onRequest', async (request) => checkHost(own, request.headers.host));
  const access = makeDialogAccess(() => own);

  showDialogRoute(server, { sessions, paired, lang: config.lang, entry: secrets ? 'terminal' : 'window' });
  // In a terminal nothing but signatures is asked for: the window takes no secret then.
  const authority = makePhoneAuthority(secrets ? null : config.phoneAuthority);
  takeRequestRoute(server, { access, sessions, paired, names: config.names, authority: authority.url });
  listCardsRoute(server, { access, sessions, slots });
  lookAtCardRoute(server, { access, sessions, slots, clock });
  changePinRoutes(server, { access, sessions, slots });
  signStatementRoute(server, {
    access,
    sessions,
    slots,
    clock,
    secrets,
    names: config.names,
    onSigned: (id) => id.startsWith(READER_PREFIX) || order.noteSigned(id),
  });
  if (authority.url !== null) {
    putOnPhoneRoute(server, { access, sessions, slots, phones: virtual, authority, clock });
    endPhoneRoute(server, { access, sessions, slots, authority, clock });
  }
  serveProgramsRoute(server, { access: secret, slots, paired, clock });
  pairOriginRoute(server, { access, codes, paired });
  servePairingsRoute(server, { access: secret, codes, paired });
  serveCounterRoute(server, { access: secret, desk: virtual });
  if (config.terminal) {
    const key = await (await openKeyFolder(config.terminal.keysDir)).ensureEs256('terminal');
    const professionals = makeTokenFiles(config.cardsDir);
    serveTerminalRoute(server, { access: makeSecretAccess(config.terminal.secret), slots, professionals, key, clock });
  }

  await server.listen({ host: HOST, port: config.port });
  const { port } = server.server.address() as AddressInfo;
  own = ownOrigins(port);
  async function close() {
    slots.close();
    await server.close();
  }
  return { url: `http://${HOST}:${port}`, close };
}

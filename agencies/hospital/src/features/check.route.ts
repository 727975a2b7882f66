// One patient: nonce from the eligibility service, presence from the terminal, the question, and the insurers' answers as one line (SVC-22).
// Nothing of it is kept here: what the institution files belongs to its own systems.
import { DeskCards, DeskCheck, DeskCheckOrder } from '@shishobako/contracts/desk-api';
import type { DeskContext } from '../desk.ts';
import { verdictOf } from '../domain/verdict.ts';
import { passOn } from '../problems.ts';

export function checkRoutes({ server, config, terminal, eligibility, sessions, clock }: DeskContext): void {
  server.get('/api/cards', { config: { access: sessions.access('cards.list') }, schema: { response: { 200: DeskCards } } }, async () => {
    const found = await terminal.cards();
    if (!found.ok) throw passOn(found.error, 'reader');
    return { cards: found.value.cards };
  });

  server.post(
    '/api/checks',
    { config: { access: sessions.access('eligibility.check') }, schema: { body: DeskCheckOrder, response: { 200: DeskCheck } } },
    async (request, reply) => {
      const begun = clock();
      const { slot, servicedDate } = request.body;
      const { id } = config.terminal;
      const nonce = await eligibility.nonce(id);
      if (!nonce.ok) throw passOn(nonce.error, 'platform');
      const order = { slot, terminal: id, audience: nonce.value.audience, nonce: nonce.value.nonce, sealTo: eligibility.sealTo };
      const presence = await terminal.presence(order);
      if (!presence.ok) throw passOn(presence.error, 'reader');
      const { staff } = sessions.of(request);
      const answers = await eligibility.ask({ terminal: id, nonce: nonce.value.nonce, servicedDate, presence: presence.value, staff });
      if (!answers.ok) throw passOn(answers.error, 'platform');
      const { verdict, coverage, silent } = verdictOf(answers.value);
      reply.header('cache-control', 'no-store');
      return { verdict, coverage, silent: [...silent], servicedDate, milliseconds: clock() - begun };
    },
  );
}

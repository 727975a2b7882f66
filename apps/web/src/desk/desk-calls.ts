// The desk's own API as its page asks it (contracts/desk-api).
import { consoleHeader } from '@shishobako/contracts/console-api';
import { DeskCards, DeskCheck, DeskInfo, DeskSession } from '@shishobako/contracts/desk-api';
import { z } from 'zod';
import { answerOf, ask } from '../ui/ask.ts';

const write = (method: 'POST' | 'DELETE', json?: object) => ({ method, headers: { [consoleHeader]: '1' }, ...(json && { json }) });

export const infoQuery = { queryKey: ['desk'], queryFn: () => answerOf(ask(DeskInfo, '/api/desk')) };
/** Null: nobody is signed in. */
export const sessionQuery = {
  queryKey: ['session'],
  queryFn: async () => {
    const session = await ask(DeskSession, '/api/session');
    if (!session.ok && session.error.kind === 'call.problem' && session.error.problem.code === 'session.required') return null;
    return answerOf(Promise.resolve(session));
  },
};
export const cardsQuery = { queryKey: ['cards'], queryFn: () => answerOf(ask(DeskCards, '/api/cards')), refetchInterval: 1_500 };

export const deskCalls = {
  signIn: (professional: string, pin: string) => answerOf(ask(DeskSession, '/api/session', write('POST', { professional, pin }))),
  signOut: () => answerOf(ask(z.undefined(), '/api/session', write('DELETE'))),
  check: (slot: string, servicedDate: string) => answerOf(ask(DeskCheck, '/api/checks', write('POST', { slot, servicedDate }))),
};

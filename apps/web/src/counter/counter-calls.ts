// The counter's own API as its page asks it (contracts/counter-api).
import { ConsoleSession, consoleHeader } from '@shishobako/contracts/console-api';
import {
  CounterHistory,
  CounterInfo,
  CounterPeople,
  CounterPerson,
  type NewPerson,
  type WorkOrder,
} from '@shishobako/contracts/counter-api';
import { z } from 'zod';
import { type Ask, answerOf, ask } from '../ui/ask.ts';

const write = (method: 'POST' | 'DELETE', json?: unknown): Ask => ({
  method,
  headers: { [consoleHeader]: '1' },
  ...(json !== undefined && { json }),
});
const segment = encodeURIComponent;

export const calls = {
  counter: () => answerOf(ask(CounterInfo, '/api/counter')),
  session: () => answerOf(ask(ConsoleSession, '/api/session')),
  signIn: (id: string, password: string) => answerOf(ask(ConsoleSession, '/api/session', write('POST', { id, password }))),
  signOut: () => answerOf(ask(z.undefined(), '/api/session', write('DELETE'))),
  people: (q: string) => answerOf(ask(CounterPeople, `/api/people?q=${segment(q)}`)),
  person: (id: string) => answerOf(ask(CounterPerson, `/api/people/${segment(id)}`)),
  add: (person: NewPerson) => answerOf(ask(CounterPerson, '/api/people', write('POST', person))),
  work: (id: string, order: WorkOrder) => answerOf(ask(CounterPerson, `/api/people/${segment(id)}/works`, write('POST', order))),
  history: (id: string | null) => answerOf(ask(CounterHistory, id === null ? '/api/history' : `/api/people/${segment(id)}/history`)),
};

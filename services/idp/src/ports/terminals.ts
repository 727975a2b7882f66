// Whose terminal signed: the institution's certificate behind a binding, checked here and not taken from whoever calls.
import type { KeyObject } from 'node:crypto';
import type { Result } from '@shishobako/kernel/result';

export type TerminalRefusal = { readonly kind: 'terminal.refused' };
export type BoundTerminal = { readonly terminal: string; readonly key: KeyObject };
export type TerminalCheck = (binding: string) => Promise<Result<BoundTerminal, TerminalRefusal>>;

// What the desk's routes are given.
import type { EligibilityDesk } from '@shishobako/agency-sdk/eligibility-desk';
import type { Server } from '@shishobako/http/server';
import type { Clock } from '@shishobako/kernel/clock';
import type { HospitalConfig } from './config.ts';
import type { Sessions } from './sessions.ts';
import type { Terminal } from './terminal.ts';

export type DeskContext = {
  readonly server: Server;
  readonly config: HospitalConfig;
  readonly terminal: Terminal;
  readonly eligibility: EligibilityDesk;
  readonly sessions: Sessions;
  readonly clock: Clock;
};

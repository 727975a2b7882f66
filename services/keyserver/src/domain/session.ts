// A release session (security sheet §3, Release 3): 15 idle minutes, 30 at most, bound to one device key and one KEM key.
import { keyserverLimits } from '@shishobako/contracts/keyserver-api';
import type { Level } from '@shishobako/contracts/levels';
import type { EcPublicJwk } from '@shishobako/contracts/primitives';
import type { KeyholderId } from '@shishobako/kernel/ids';

export type DeviceSession = {
  readonly tokenHash: Uint8Array;
  readonly keyholder: KeyholderId;
  readonly jkt: string;
  readonly kemKey: EcPublicJwk;
  readonly level: Level;
  /** SHA-256 of the signed card statement. */
  readonly cardStatement: string;
  readonly opened: number;
  readonly used: number;
  readonly closed: boolean;
};

export const sessionEnd = (opened: number): number => opened + keyserverLimits.sessionSeconds * 1000;

export const isLive = (session: Pick<DeviceSession, 'opened' | 'used' | 'closed'>, now: number): boolean =>
  !session.closed && now < sessionEnd(session.opened) && now < session.used + keyserverLimits.idleSeconds * 1000;

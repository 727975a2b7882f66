// The citizen's own management of the box (管理): opening it, agencies linked to it, notification, history.

import { Box, HistoryPage, LetterEvents, Link, LinkPreparation, Links, NotificationSettings } from '@shishobako/contracts/citizen-api';
import { KeyAnswer } from '@shishobako/contracts/keyserver-api';
import { Receipt } from '@shishobako/contracts/receipt';
import { bindAlias, invitationLookup } from '@shishobako/crypto/web/invitation';
import { ok, type Result } from '@shishobako/kernel/result';
import { z } from 'zod';
import { type CallError, callJson } from './call.ts';
import type { Device } from './device.ts';
import { checkSession, type SessionError } from './session.ts';

export type BoxError = CallError | SessionError;

/** One question to the portal with the live session. */
export async function askPortal<T extends z.ZodType>(
  device: Device,
  answer: T,
  method: 'GET' | 'POST' | 'PUT' | 'DELETE',
  path: string,
  body?: unknown,
): Promise<Result<z.output<T>, BoxError>> {
  const session = await checkSession(device);
  if (!session.ok) return session;
  return callJson(device, session.value.portal, answer, method, path, body);
}

const query = (values: Record<string, string | number | undefined>): string => {
  const given = Object.entries(values).filter((entry): entry is [string, string | number] => entry[1] !== undefined);
  return given.length ? `?${new URLSearchParams(given.map(([k, v]) => [k, String(v)]))}` : '';
};

/** Makes the box at first use, else returns it. */
export const openBox = (device: Device): Promise<Result<Box, BoxError>> => askPortal(device, Box, 'PUT', '/v1/citizen/box', {});

export const listLinks = (device: Device): Promise<Result<Links, BoxError>> => askPortal(device, Links, 'GET', '/v1/citizen/links');

/** Who invites: shown before the person agrees. The alias is used by `confirmLink`. */
export const prepareLink = async (device: Device, invitation: string): Promise<Result<LinkPreparation, BoxError>> =>
  askPortal(device, LinkPreparation, 'POST', '/v1/citizen/link-preparations', { lookup: await invitationLookup(invitation) });

/** Asks the keyserver for a key of this link alone, then registers the link, bound to the invitation. Safe to repeat. */
export async function confirmLink(device: Device, invitation: string, preparation: LinkPreparation): Promise<Result<Link, BoxError>> {
  const session = await checkSession(device);
  if (!session.ok) return session;
  const { alias } = preparation;
  const key = await callJson(device, session.value.keyserver, KeyAnswer, 'POST', '/v1/device/keys', { alias });
  if (!key.ok) return key;
  return askPortal(device, Link, 'POST', '/v1/citizen/links', {
    ...{ lookup: await invitationLookup(invitation), binding: await bindAlias(invitation, alias) },
    ...{ alias, entry: key.value.entry },
  });
}

/** No letter comes by this link any more; those that came stay. */
export async function endLink(device: Device, alias: string): Promise<Result<void, BoxError>> {
  const ended = await askPortal(device, z.undefined(), 'DELETE', `/v1/citizen/links/${encodeURIComponent(alias)}`);
  return ended.ok ? ok(undefined) : ended;
}

export const readNotification = (device: Device): Promise<Result<NotificationSettings, BoxError>> =>
  askPortal(device, NotificationSettings, 'GET', '/v1/citizen/notification');

export const changeNotification = (device: Device, settings: NotificationSettings): Promise<Result<NotificationSettings, BoxError>> =>
  askPortal(device, NotificationSettings, 'PUT', '/v1/citizen/notification', settings);

/** Newest first. */
export const readHistory = (
  device: Device,
  filter: { cursor?: string; limit?: number; env?: string } = {},
): Promise<Result<HistoryPage, BoxError>> => askPortal(device, HistoryPage, 'GET', `/v1/citizen/history${query(filter)}`);

/** The evidence of one letter as a file that verifies offline. */
export const fetchReceipt = (device: Device, env: string): Promise<Result<Receipt, BoxError>> =>
  askPortal(device, Receipt, 'GET', `/v1/citizen/letters/${encodeURIComponent(env)}/receipt`);

/** What happened to one letter, oldest first. */
export const readLetterEvents = (device: Device, env: string): Promise<Result<LetterEvents, BoxError>> =>
  askPortal(device, LetterEvents, 'GET', `/v1/citizen/letters/${encodeURIComponent(env)}/events`);

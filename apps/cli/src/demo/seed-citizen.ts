// One citizen takes up the box the way anyone would: card, enrolment, box, notification, invitations of the agencies.

import type { TrustList } from '@shishobako/contracts/trust';
import { changeNotification, confirmLink, openBox, prepareLink } from '@shishobako/device/box';
import { makeMemoryStore } from '@shishobako/device/device-store';
import { makeHeadlessDevice, signInHeadless } from '@shishobako/device/headless-sign-in';
import type { AgencyCode } from '@shishobako/kernel/ids';
import type { Result } from '@shishobako/kernel/result';
import type { RunningAgency } from '@shishobako/reference-agency/app';
import { invitePerson } from '@shishobako/reference-agency/desk';
import { type BridgeAccess, makeBridgeSigner } from './bridge-signer.ts';
import type { Citizen } from './region.ts';

function orThrow<T>(step: string, result: Result<T, { kind: string }>): T {
  if (result.ok) return result.value;
  throw new Error(`${step}: ${JSON.stringify(result.error)}`);
}

export type Invited = { readonly agency: RunningAgency; readonly code: AgencyCode };

export async function seedCitizen(trust: TrustList, bridge: BridgeAccess, citizen: Citizen, agencies: readonly Invited[]): Promise<void> {
  const device = await makeHeadlessDevice({ trust, store: makeMemoryStore(), reader: bridge.origin });
  orThrow(`${citizen.id}: sign-in`, await signInHeadless(device, 'enrol', makeBridgeSigner(bridge, citizen.id, citizen.pin)));
  orThrow(`${citizen.id}: box`, await openBox(device));
  const email = `${citizen.id}@citizen.example`;
  orThrow(`${citizen.id}: notification`, await changeNotification(device, { email, enabled: true }));
  for (const { agency, code } of agencies) {
    const { desk } = agency;
    const { invitation } = orThrow(`${citizen.id}: invitation`, await invitePerson(desk, code, 30));
    const preparation = orThrow(`${citizen.id}: link`, await prepareLink(device, invitation));
    orThrow(`${citizen.id}: link`, await confirmLink(device, invitation, preparation));
  }
}

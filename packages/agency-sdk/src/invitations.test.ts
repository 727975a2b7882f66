import { randomBytes } from 'node:crypto';
import { InvitationCode, InvitationLookupId } from '@shishobako/contracts/citizen-api';
import { LinkBinding } from '@shishobako/contracts/keys';
import { bindAlias, invitationLookup } from '@shishobako/crypto/web/invitation';
import { AgencyCode, type Alias, randomId } from '@shishobako/kernel/ids';
import { describe, expect, it } from 'vitest';
import { makeInvitations } from './invitations.ts';

const person = AgencyCode.parse('P-0001');

describe('an invitation', () => {
  it('is found again from its serial alone, by the agency that made it', async () => {
    const secret = randomBytes(32);
    const { invitation, lookup, serial } = await makeInvitations(secret).draw(person);
    expect(InvitationCode.safeParse(invitation).success).toBe(true);
    expect(InvitationLookupId.parse(lookup)).toBe(await invitationLookup(invitation));
    const alias = randomId<Alias>();
    const binding = LinkBinding.parse({ serial, mac: await bindAlias(invitation, alias) });
    expect(await makeInvitations(secret).isBound(person, alias, binding)).toBe(true);
    expect(await makeInvitations(randomBytes(32)).isBound(person, alias, binding)).toBe(false);
  });

  it('binds one alias of one person', async () => {
    const invitations = makeInvitations(randomBytes(32));
    const { invitation, lookup, serial } = await invitations.draw(person);
    const alias = randomId<Alias>();
    const mac = await bindAlias(invitation, alias);
    expect(await invitations.isBound(person, randomId<Alias>(), { serial, mac })).toBe(false);
    expect(await invitations.isBound(AgencyCode.parse('P-0002'), alias, { serial, mac })).toBe(false);
    expect(await invitations.isBound(person, alias, { serial: (await invitations.draw(person)).serial, mac })).toBe(false);
    expect(await invitations.isBound(person, alias, { serial, mac: await bindAlias(lookup, alias) })).toBe(false);
    expect(await invitations.isBound(person, alias, { serial, mac: '' })).toBe(false);
  });

  it('never comes twice', async () => {
    const invitations = makeInvitations(randomBytes(32));
    const drawn = await Promise.all(Array.from({ length: 200 }, () => invitations.draw(person)));
    expect(new Set(drawn.map((d) => d.invitation)).size).toBe(200);
    expect(new Set(drawn.map((d) => d.lookup)).size).toBe(200);
  });
});

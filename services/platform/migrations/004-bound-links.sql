-- Behind an invitation now stand the person's code and the serial the agency finds its own code by (ADR 0028). `link_key` says whom it invites,
-- as in `link`: a new invitation replaces the ones before.
alter table invitation rename column sealed_code to sealed;
alter table invitation add column link_key bytea, add column replaced timestamptz;
create index invitation_open on invitation (link_key) where used is null and replaced is null;
-- Invitations made before cannot bind a link.
update invitation set replaced = now() where used is null;

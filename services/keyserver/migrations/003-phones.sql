-- A phone is a second authenticator beside the card that vouches for it: it ends with that card, or alone (ADR 0017).
alter table keyholder_card
  add column kind text collate "C" not null default 'card' check (kind in ('card', 'phone')),
  add column linked bytea references keyholder_card,
  -- Keyed hash of a phone's key alone: one that ended never comes back under another certificate.
  add column key_hash bytea unique,
  add column ended timestamptz,
  add column used timestamptz,
  add check ((kind = 'phone') = (linked is not null)),
  add check ((kind = 'phone') = (key_hash is not null));
create index on keyholder_card (linked) where linked is not null;
grant update (ended, used) on keyholder_card to {{app}};

-- Which card or phone opened the session: the end of a phone ends its sessions and no others.
alter table session add column card bytea references keyholder_card;

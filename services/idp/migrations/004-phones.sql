-- A phone is a second credential beside the card that vouches for it: it ends with that card, or alone (ADR 0017).
alter table card_credential
  add column kind text collate "C" not null default 'card' check (kind in ('card', 'phone')),
  add column linked bytea references card_credential,
  -- Keyed hash of a phone's key alone: one that ended never comes back under another certificate.
  add column key_hash bytea unique,
  add column ended timestamptz,
  add check ((kind = 'phone') = (linked is not null)),
  add check ((kind = 'phone') = (key_hash is not null));
grant update (ended) on card_credential to {{app}};

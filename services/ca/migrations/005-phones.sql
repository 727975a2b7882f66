-- Certificates on a phone belong to the card whose holder applied for them, and end with it (ADR 0017).
alter table certificate drop constraint certificate_use_check;
alter table certificate add constraint certificate_use_check
  check (use in ('signature', 'authentication', 'sender', 'hpki-signature', 'hpki-authentication', 'commercial-registration',
                 'phone-signature', 'phone-authentication'));

-- The card's own signature over the phone's key, handed to verifiers with the authority's word.
create table phone_link (
  serial text collate "C" primary key references certificate (serial),
  link jsonb not null
);

-- An application counts once.
create table phone_nonce (
  nonce_hash bytea primary key,
  expires timestamptz not null
);
create index on phone_nonce (expires);

revoke update, delete on phone_link from {{app}};

-- Who can sign in, and what the OpenID Provider remembers between two requests. No names, no card serial numbers, no messages.
create table account (
  id uuid primary key,
  created timestamptz not null
);

-- `card_hash`: HMAC over issuer, serial number and public key of the certificate, under a key of this service alone.
create table card_credential (
  card_hash bytea primary key,
  account uuid not null references account,
  not_after timestamptz not null,
  created timestamptz not null
);
create index on card_credential (account);

-- Values the card is to sign: single use, short-lived, each for one interaction.
create table nonce (
  nonce_hash bytea primary key,
  interaction text collate "C" not null,
  expires timestamptz not null
);
create index on nonce (expires);

-- One table for every model of oidc-provider.
create table oidc_state (
  model text collate "C" not null,
  id text collate "C" not null,
  payload jsonb not null,
  grant_id text collate "C",
  uid text collate "C",
  expires timestamptz not null,
  consumed timestamptz,
  primary key (model, id)
);
create index on oidc_state (grant_id) where grant_id is not null;
create unique index on oidc_state (model, uid) where model = 'Session';
create index on oidc_state (expires);

revoke update, delete on account, card_credential from {{app}};

-- Keys and who may use them. No ciphertext of letters, no names, no agencies, no card serial numbers.
create table keyholder (
  id uuid primary key,
  created timestamptz not null,
  -- Set: no key of this person is used (lost card, promise 5).
  hold_since timestamptz
);

-- `card_hash`: HMAC over issuer, serial number and public key of the certificate, under a key of this service alone.
create table keyholder_card (
  card_hash bytea primary key,
  keyholder uuid not null references keyholder,
  not_after timestamptz not null,
  created timestamptz not null
);
create index on keyholder_card (keyholder);

create table nonce (
  nonce_hash bytea primary key,
  expires timestamptz not null
);
create index on nonce (expires);

-- The card's signed word is kept with the session it opened; its certificate, which names a serial number, is not.
create table session (
  token_hash bytea primary key,
  keyholder uuid not null references keyholder,
  jkt text collate "C" not null,
  kem_key jsonb not null,
  level text collate "C" not null,
  card_statement text collate "C" not null,
  statement jsonb not null,
  signature bytea not null,
  evidence uuid not null references evidence_intake,
  opened timestamptz not null,
  used timestamptz not null,
  closed timestamptz
);
create index on session (keyholder) where closed is null;

-- One key pair for each link of a person, wrapped. `tag` binds blob and row (row 04b of the threat table).
create table box_key (
  keyholder uuid not null references keyholder,
  kid uuid not null,
  alias uuid not null,
  epoch int not null check (epoch >= 1),
  classes text collate "C" not null,
  purpose text collate "C" not null check (purpose in ('box')),
  public_key bytea not null check (octet_length(public_key) = 65),
  blob bytea not null,
  tag bytea not null check (octet_length(tag) = 32),
  kek int not null,
  entry text collate "C" not null,
  created timestamptz not null,
  primary key (keyholder, kid),
  unique (keyholder, alias, epoch)
);
create index on box_key (kek);

-- A decision and a proof of possession each count once (row 11).
create table release (
  decision uuid primary key,
  keyholder uuid not null references keyholder,
  jkt text collate "C" not null,
  proof text collate "C" not null,
  created timestamptz not null,
  unique (jkt, proof)
);
create index on release (keyholder, created);

revoke delete on keyholder, keyholder_card, session, box_key, release from {{app}};
revoke update on keyholder_card, box_key, release from {{app}};
grant update (blob, tag, kek) on box_key to {{app}};
revoke update on keyholder, session from {{app}};
grant update (hold_since) on keyholder to {{app}};
grant update (used, closed) on session to {{app}};

-- What the platform holds: who may send what, who is linked to whom (sealed), and what is on its way. No text, title or name of a person.

create table agency (
  id text collate "C" primary key,
  name_ja text not null,
  name_en text not null,
  -- OAuth client of the agency's systems.
  client_id text collate "C" not null unique,
  -- 13 digits; the sender certificate must name the same.
  corporate_number text not null check (corporate_number ~ '^[0-9]{13}$'),
  registered timestamptz not null default now()
);

-- Purposes an agency registered: what a letter may say it is for (PLT-01, SEC-01).
create table agency_purpose (
  agency text collate "C" not null references agency,
  purpose text collate "C" not null,
  name_ja text not null,
  name_en text not null,
  classes text[] not null check (classes <@ array['C1', 'C2', 'C3', 'C4', 'C5']),
  -- A registered need to know the time of opening.
  open_evidence boolean not null,
  basis text not null,
  primary key (agency, purpose)
);

-- One-time codes an agency hands to a person it has checked. Only a keyed hash is kept; the person's code is sealed.
create table invitation (
  hash bytea primary key,
  agency text collate "C" not null references agency,
  sealed_code bytea not null,
  made timestamptz not null,
  expires timestamptz not null,
  used timestamptz
);

-- code ↔ alias: link_key = HMAC(K1, agency, code), alias_key = HMAC(K1, alias), sealed = AEAD(K2, alias and key entry).
create table link (
  link_key bytea not null,
  alias_key bytea not null,
  agency text collate "C" not null references agency,
  kid uuid not null,
  epoch int not null,
  sealed bytea not null,
  evidence uuid not null,
  key_evidence uuid not null,
  -- Proof of the key's publication, once the log has signed it.
  key_proof text,
  made timestamptz not null,
  ended timestamptz,
  ended_evidence uuid,
  primary key (link_key, alias_key)
);
create unique index link_alias on link (alias_key);
create unique index link_living on link (link_key) where ended is null;

create table letter (
  agency text collate "C" not null references agency,
  env uuid not null,
  alias uuid not null,
  class text not null,
  purpose text not null,
  open_evidence boolean not null,
  -- SHA-256 over everything that was submitted: the same again is the same letter, anything else a conflict.
  digest bytea not null,
  header jsonb not null,
  header_sha256 text not null,
  content_commit text not null,
  signature text not null,
  state text not null default 'submitted' check (state in ('submitted', 'arrived', 'opened', 'displayed', 'failed')),
  submitted timestamptz not null,
  arrived timestamptz,
  opened timestamptz,
  displayed timestamptz,
  failure text,
  evidence uuid not null,
  primary key (agency, env)
);
create unique index letter_env on letter (env);
create index letter_newest on letter (agency, submitted desc, env desc);
create index letter_state on letter (agency, state, submitted desc, env desc);

-- Ciphertext until the portal has it. Part -1 is the sealed header with its wraps; parts are cut into pieces.
create table letter_spool (
  env uuid not null,
  part smallint not null,
  piece int not null,
  bytes bytea not null,
  primary key (env, part, piece)
);
alter table letter_spool alter column bytes set storage external;

-- Evidence about a letter, our own and what portal and keyserver reported; `proof` once their log has signed it.
create table letter_event (
  env uuid not null,
  id uuid not null,
  event text not null,
  time timestamptz not null,
  jws text not null,
  service text not null,
  origin text not null,
  proof text,
  primary key (env, id)
);
create index letter_event_id on letter_event (id);

-- What is recorded stays: the app adds to these and changes only what grows (state, proof).
revoke delete on agency, agency_purpose, invitation, link, letter, letter_event from {{app}};

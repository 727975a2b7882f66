-- What the eligibility service holds (ADR 0025): who may ask, which insurer to ask, and which link a person's subject leads to (sealed).
-- No card, no name, no answer of an insurer.

alter table agency add column medical boolean not null default false;
-- Where this insurer answers; null: it is no insurer, or does not answer now. Read at each query.
alter table agency add column eligibility_url text;

create table terminal (
  agency text collate "C" not null references agency,
  terminal text collate "C" not null,
  -- The institution's signed word (TerminalBinding).
  binding text not null,
  not_after timestamptz not null,
  primary key (agency, terminal)
);

-- Given to one terminal, taken back once.
create table presence_nonce (
  nonce_hash bytea primary key,
  agency text collate "C" not null,
  terminal text collate "C" not null,
  expires timestamptz not null
);
create index on presence_nonce (expires);

-- subject_key = HMAC(K1, subject): found by the identity provider's answer alone. sealed = AEAD(K2, code and alias).
create table insured_link (
  subject_key bytea not null,
  link_key bytea not null,
  alias_key bytea not null,
  sealed bytea not null,
  primary key (subject_key, link_key, alias_key)
);

revoke update, delete on insured_link from {{app}};

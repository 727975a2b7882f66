-- What the authority has issued and when each certificate stopped being valid. Rows are never deleted.
create sequence certificate_serial minvalue 268435456 maxvalue 2147483647;
grant usage on sequence certificate_serial to {{app}};

-- One CRL partition per municipality; its romanised names are part of every certificate's distribution point.
create table partition (
  code text collate "C" primary key,
  prefecture text not null,
  name text not null
);

create table card (
  id uuid primary key,
  municipality text collate "C" not null references partition,
  replaces uuid references card,
  issued_at timestamptz not null
);

create table certificate (
  authority text collate "C" not null,
  serial text collate "C" not null,
  use text collate "C" not null check (use in ('signature', 'authentication', 'sender')),
  card uuid references card,
  agency text collate "C",
  -- Its CRL partition, null for certificates without one.
  municipality text collate "C" references partition,
  not_after timestamptz not null,
  der bytea not null,
  revoked_at timestamptz,
  revoked_by text collate "C",
  primary key (authority, serial),
  unique (serial),
  check ((revoked_at is null) = (revoked_by is null))
);
create index on certificate (card);
create index on certificate (authority, municipality) where revoked_at is not null;

create table card_event (
  id uuid primary key,
  card uuid not null references card,
  event text collate "C" not null,
  at timestamptz not null
);
create index on card_event (card);

revoke delete on card, certificate from {{app}};
revoke update, delete on partition from {{app}};
revoke update on card from {{app}};
revoke update, delete on card_event from {{app}};

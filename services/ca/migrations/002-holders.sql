-- Health professionals and officers of companies: who they are stands in their certificates alone; here is what was issued and what happened.
create table holder (
  id uuid primary key,
  kind text collate "C" not null check (kind in ('professional', 'officer')),
  issued_at timestamptz not null
);

create table holder_event (
  id uuid primary key,
  holder uuid not null references holder,
  event text collate "C" not null,
  at timestamptz not null
);
create index on holder_event (holder);

alter table certificate add column holder uuid references holder;
alter table certificate drop constraint certificate_use_check;
alter table certificate add constraint certificate_use_check
  check (use in ('signature', 'authentication', 'sender', 'hpki-signature', 'hpki-authentication', 'commercial-registration'));
create index on certificate (holder);
create index on certificate (authority) where revoked_at is not null and municipality is null;

revoke update, delete on holder, holder_event from {{app}};

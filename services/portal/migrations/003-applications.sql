-- Applications a box has handed in: the header, and the ciphertext until the platform has it. No form, no title, no signer.
create table application_route (
  env uuid primary key,
  box uuid not null references box
);
create table application (
  box uuid not null references box,
  env uuid not null,
  alias uuid not null,
  agency text collate "C" not null,
  agency_ja text not null,
  agency_en text not null,
  class text not null,
  digest bytea not null,
  header jsonb not null,
  body text,
  state text not null default 'stored' check (state in ('stored', 'submitted', 'arrived', 'received', 'returned', 'failed')),
  stored timestamptz not null,
  submitted timestamptz,
  arrived timestamptz,
  answered timestamptz,
  answer text,
  failure text,
  primary key (box, env)
);
create index application_newest on application (box, stored desc, env desc);
alter table application enable row level security;
create policy own_box on application using (box = nullif(current_setting('app.box', true), '')::uuid
  and coalesce(current_setting('app.decision', true), '') <> '');
revoke update, delete on application_route from {{app}};
revoke delete on application from {{app}};

-- What owners keep for themselves (ADR 0061): ciphertext, the wrap of its key, and a version that two devices cannot both take.
create table own_document (
  box uuid not null references box,
  name text collate "C" not null,
  version int not null check (version >= 1),
  -- All null: deleted; the version stays, so that other devices notice.
  head jsonb,
  wrap jsonb,
  statement text,
  sealed text collate "C" check (octet_length(sealed) <= 160000),
  changed timestamptz not null,
  primary key (box, name),
  check (num_nulls(head, wrap, statement, sealed) in (0, 4))
);
alter table own_document alter column sealed set storage external;

-- What a device did with it since when it signed in: one line of history for each sign-in says enough.
create table own_visit (
  box uuid not null references box,
  jkt text collate "C" not null,
  act text collate "C" not null,
  noted timestamptz not null,
  primary key (box, jkt, act)
);

do $$
declare t text;
begin
  foreach t in array array['own_document', 'own_visit'] loop
    execute format('alter table %I enable row level security', t);
    execute format(
      'create policy own_box on %I using (box = nullif(current_setting(''app.box'', true), '''')::uuid'
      || ' and coalesce(current_setting(''app.decision'', true), '''') <> '''')', t);
  end loop;
end $$;

-- A deleted document leaves its version.
revoke delete on own_document from {{app}};

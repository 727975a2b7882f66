-- What the portal holds: boxes, sealed letters and the history of who touched them. No keys, no agency codes, no card serials, no text.
-- Rows of a box are visible only to a transaction that names the box and the decision it acts on (security sheet §6).

create table box (
  id uuid primary key,
  -- Pairwise subject of the identity provider; it means nothing to any other service.
  sub text collate "C" not null unique,
  opened timestamptz not null
);

-- Which box an alias leads to, and which box holds an envelope: what a delivery needs to know before it may enter a box.
create table alias_route (
  alias uuid primary key,
  box uuid not null references box,
  ended timestamptz
);
create table letter_route (
  env uuid primary key,
  box uuid not null references box
);

create table link (
  box uuid not null references box,
  alias uuid not null,
  agency text collate "C" not null,
  agency_ja text not null,
  agency_en text not null,
  prepared timestamptz not null,
  -- Null until the platform has registered the link.
  since timestamptz,
  ended timestamptz,
  primary key (box, alias)
);

create table letter (
  box uuid not null references box,
  env uuid not null,
  alias uuid not null,
  agency text collate "C" not null,
  class text not null,
  arrived timestamptz not null,
  -- First handover of the content key, as the keyserver's evidence says.
  opened timestamptz,
  displayed timestamptz,
  expires timestamptz,
  noticed timestamptz,
  header jsonb not null,
  header_sha256 text not null,
  signature text not null,
  sealed_header text not null,
  title_wrap jsonb not null,
  content_wrap jsonb not null,
  digest bytea not null,
  evidence uuid not null,
  primary key (box, env)
);
create index letter_newest on letter (box, arrived desc, env desc);
create index letter_unread on letter (box, arrived desc, env desc) where opened is null and displayed is null;
create index letter_unnoticed on letter (box) where noticed is null;

create table letter_part (
  box uuid not null,
  env uuid not null,
  part smallint not null,
  piece int not null,
  bytes bytea not null,
  primary key (box, env, part, piece)
);
alter table letter_part alter column bytes set storage external;

create table letter_event (
  box uuid not null,
  env uuid not null,
  id uuid not null,
  event text not null,
  time timestamptz not null,
  jws text not null,
  service text not null,
  origin text not null,
  primary key (box, env, id)
);

-- A device that was allowed to open a letter may fetch its ciphertext for a while.
create table opening (
  box uuid not null,
  env uuid not null,
  jkt text not null,
  decision uuid not null,
  expires timestamptz not null,
  primary key (box, env, jkt)
);

create table access_event (
  box uuid not null references box,
  id uuid not null,
  env uuid,
  event jsonb not null,
  primary key (box, id)
);
create index access_event_env on access_event (box, env, id) where env is not null;

create table notification (
  box uuid primary key references box,
  email text,
  enabled boolean not null
);

do $$
declare t text;
begin
  foreach t in array array['link', 'letter', 'letter_part', 'letter_event', 'opening', 'access_event', 'notification'] loop
    execute format('alter table %I enable row level security', t);
    execute format(
      'create policy own_box on %I using (box = nullif(current_setting(''app.box'', true), '''')::uuid'
      || ' and coalesce(current_setting(''app.decision'', true), '''') <> '''')', t);
  end loop;
end $$;

-- History and evidence are only added to.
revoke update, delete on access_event, letter_event, box, letter_route from {{app}};
revoke delete on letter, link, alias_route from {{app}};

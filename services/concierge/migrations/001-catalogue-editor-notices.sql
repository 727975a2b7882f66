-- What the concierge holds: versions of the catalogue, municipalities' differences, notices with provenance, counts. Nothing about any citizen.

create table catalogue_version (
  id bigint generated always as identity primary key,
  version text not null,
  digest text collate "C" not null unique,
  effective_from date not null,
  imported timestamptz not null,
  -- The engine's files, white space removed, as one gzip stream.
  pack bytea not null
);

create table clerk (
  id text collate "C" primary key,
  name_ja text not null,
  name_en text not null,
  municipality text collate "C" not null check (municipality ~ '^[0-9]{6}$'),
  salt bytea not null,
  hash bytea not null
);

create table clerk_session (
  token_hash bytea primary key,
  clerk text collate "C" not null references clerk,
  expires timestamptz not null
);
create index clerk_session_expires on clerk_session (expires);

-- One working copy a municipality.
create table draft (
  municipality text collate "C" primary key,
  changes jsonb not null,
  additions jsonb not null,
  author text collate "C" not null references clerk,
  changed timestamptz not null
);

-- What came into force, by whom, from when. Never rewritten; taking back is a row of its own.
create table publication (
  municipality text collate "C" not null,
  number integer not null,
  changes jsonb not null,
  additions jsonb not null,
  effective_from date not null,
  effective_to date check (effective_to >= effective_from),
  note text not null,
  author text collate "C" not null references clerk,
  published timestamptz not null,
  primary key (municipality, number)
);
create table publication_taken_back (
  municipality text collate "C" not null,
  number integer not null,
  reason text not null,
  clerk text collate "C" not null references clerk,
  taken_back timestamptz not null,
  primary key (municipality, number),
  foreign key (municipality, number) references publication
);
revoke update, delete, truncate on catalogue_version, publication, publication_taken_back from {{app}};

create table source (
  municipality text collate "C" not null,
  url text collate "C" not null,
  read timestamptz,
  changed timestamptz,
  sha256 text,
  etag text,
  last_modified text,
  status integer,
  state text not null check (state in ('ok', 'dead', 'failed', 'robots')),
  detail text,
  failures integer not null default 0,
  primary key (municipality, url)
);

-- A clerk's correction, kept and used on later notices; the newest rule that fits decides.
create table notice_rule (
  municipality text collate "C" not null,
  number integer not null,
  match text not null check (match in ('title', 'words')),
  words text[] not null,
  relevant boolean not null,
  life_events text[] not null,
  procedures text[] not null,
  author text collate "C" not null references clerk,
  made timestamptz not null,
  primary key (municipality, number)
);

create table notice (
  municipality text collate "C" not null,
  id uuid not null,
  -- SHA-256 of source, title and place: the same notice read again is not a new one.
  fingerprint text collate "C" not null,
  source text not null,
  read timestamptz not null,
  sha256 text not null,
  found jsonb not null,
  meaning jsonb not null,
  rule integer,
  state text not null check (state in ('new', 'confirmed', 'corrected')),
  clerk text collate "C" references clerk,
  decided timestamptz,
  primary key (municipality, id),
  unique (municipality, fingerprint)
);

create table daily_count (
  day date not null,
  what text collate "C" not null,
  count bigint not null,
  primary key (day, what)
);

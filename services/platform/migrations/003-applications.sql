-- Applications on their way from a box to an agency: header and ciphertext, never which form, who signed, or what it says.

-- What an agency publishes for applicants: its forms and its key, signed by its sender key.
create table agency_desk (
  agency text collate "C" primary key references agency,
  desk text not null,
  kid uuid not null,
  published timestamptz not null,
  evidence uuid not null
);

create table application (
  agency text collate "C" not null references agency,
  env uuid not null,
  alias uuid not null,
  class text not null,
  -- SHA-256 over everything that was handed in: the same again is the same application, anything else a conflict.
  digest bytea not null,
  header jsonb not null,
  header_sha256 text not null,
  -- Ciphertext with its wrap, until the agency has it.
  body text,
  state text not null default 'submitted' check (state in ('submitted', 'arrived', 'received', 'returned')),
  submitted timestamptz not null,
  arrived timestamptz,
  answered timestamptz,
  answer text,
  evidence uuid not null,
  primary key (agency, env)
);
create unique index application_env on application (env);
create index application_waiting on application (agency, submitted, env) where state = 'submitted';
revoke delete on agency_desk, application from {{app}};

-- Who may ask about certificates on cards (JPK-18), what was done to each registration, and every answer given or refused.
create table verifier (
  id text collate "C" primary key,
  registration jsonb not null,
  state text collate "C" not null default 'active' check (state in ('active', 'suspended', 'ended'))
);

create table verifier_event (
  id uuid primary key,
  verifier text collate "C" not null references verifier,
  event text collate "C" not null check (event in ('registered', 'active', 'suspended', 'ended')),
  reason text not null,
  registration jsonb,
  at timestamptz not null
);
create index on verifier_event (verifier);

-- A request's id counts once for its verifier. Which certificate was asked about is not kept: it would be a list of who deals with whom.
create table verifier_answer (
  verifier text collate "C" not null references verifier,
  request uuid not null,
  operation text collate "C" not null check (operation in ('ocsp', 'crl', 'succession')),
  refused text collate "C",
  at timestamptz not null,
  primary key (verifier, request)
);

revoke delete on verifier from {{app}};
revoke update, delete on verifier_event, verifier_answer from {{app}};

-- Evidence intake and its Merkle log (security sheet §4). Rows are only ever added; the one exception is the queue of evidence that
-- has no place in the log yet. What the log holds is what was signed: the JWS itself.

create table evidence_intake (
  id uuid primary key,
  event text collate "C" not null,
  env uuid,
  jws text collate "C" not null
);
create index evidence_intake_env on evidence_intake (env, event) where env is not null;

-- Written in the same statement as the intake row, taken by the sequencer. No evidence: a lost row is found by comparing the tables.
create table evidence_pending (
  pos bigint generated always as identity primary key,
  intake uuid not null unique references evidence_intake
);

-- Gapless: idx 0, 1, 2 … in each log.
create table log_leaf (
  log text collate "C" not null,
  idx bigint not null check (idx >= 0),
  leaf_hash bytea not null check (octet_length(leaf_hash) = 32),
  intake uuid not null unique references evidence_intake,
  primary key (log, idx)
);

-- Complete subtrees of level 1 and up; level 0 is log_leaf.
create table log_node (
  log text collate "C" not null,
  level int not null check (level between 1 and 63),
  idx bigint not null check (idx >= 0),
  hash bytea not null check (octet_length(hash) = 32),
  primary key (log, level, idx)
);

create table log_checkpoint (
  log text collate "C" not null,
  size bigint not null check (size > 0),
  root bytea not null check (octet_length(root) = 32),
  note text collate "C" not null,
  primary key (log, size)
);

revoke all on evidence_intake, log_leaf, log_node, log_checkpoint, evidence_pending from {{app}};
grant select, insert on evidence_intake, log_leaf, log_node, log_checkpoint to {{app}};
grant select, insert, delete on evidence_pending to {{app}};

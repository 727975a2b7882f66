// What the agency keeps: recipients, letters, clerks, batches, applications, activity.
import { openRecordsFile, type Records } from '@shishobako/agency-sdk/records-file';

const schema = `
  create table if not exists recipient (
    code text primary key, name text not null, kana text, fictional integer not null,
    link text not null default 'none' check (link in ('reachable', 'invited', 'none')),
    invitation_expires text, checked integer not null default 0) strict;
  create index if not exists recipient_kana on recipient (kana, code);
  create table if not exists letter (
    env text primary key, code text not null, type text not null, title text not null, class text not null, purpose text not null,
    open_evidence integer not null, state text not null, submitted text not null, arrived text, opened text, displayed text,
    failure text, by_whom text not null, batch text, files text not null, checked integer not null default 0) strict;
  create index if not exists letter_newest on letter (submitted desc, env desc);
  create index if not exists letter_open on letter (checked) where state not in ('displayed', 'failed');
  create table if not exists clerk (id text primary key, name text not null, salt blob not null, hash blob not null) strict;
  create table if not exists session (token blob primary key, clerk text not null, expires integer not null) strict;
  create table if not exists batch (
    id text primary key, name text not null, state text not null, created text not null, started text, finished text,
    by_whom text not null, problem text) strict;
  create table if not exists batch_row (
    batch text not null, line integer not null, state text not null, code text not null, type text not null, title text not null,
    row text, env text, problem text, primary key (batch, line)) strict;
  create table if not exists application (
    env text primary key, case_number text not null unique, form text, title text, applicant text, state text not null, refusal text,
    match text, submitted text not null, checked text not null, header_sha256 text not null, reply text,
    outcome text, note text not null default '', by_whom text, answered text, answer text, letter text, arrived integer not null default 0,
    told integer not null default 0) strict;
  create index if not exists application_newest on application (submitted desc, env desc);
  create index if not exists application_untold on application (env) where arrived = 0 or (outcome is not null and told = 0);
  create table if not exists application_proof (env text primary key, provable text not null, proof text, reason text) strict;
  create table if not exists activity (
    id text primary key, time text not null, by_whom text not null, action text not null, env text, batch text, code text, count integer) strict;
`;

export const openRecords = (dataDir: string): Records => openRecordsFile(dataDir, schema);

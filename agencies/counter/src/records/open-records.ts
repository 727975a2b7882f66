// What the counter keeps: the residents it serves and what was done for them. No serial numbers, no certificates.
import { openRecordsFile, type Records } from '@shishobako/agency-sdk/records-file';

const schema = `
  create table if not exists person (
    id text primary key, version integer not null default 1, name text not null, kana text not null, substitute_name text,
    date_of_birth text not null, sex text not null, address text not null, living integer not null default 1,
    municipality text, slot text, card text, cards integer not null default 0, fictional integer not null default 1) strict;
  create table if not exists hold_to_report (card text primary key, person text not null, reason text not null) strict;
  create table if not exists hold_heard (card text not null, peer text not null, primary key (card, peer)) strict;
  create table if not exists clerk (id text primary key, name text not null, salt blob not null, hash blob not null) strict;
  create table if not exists session (token blob primary key, clerk text not null, expires integer not null) strict;
  create table if not exists history (id text primary key, time text not null, by_whom text not null, action text not null, person text) strict;
`;

export const openRecords = (dataDir: string): Records => openRecordsFile(dataDir, schema);

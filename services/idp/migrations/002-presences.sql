-- Presences taken here, so that each counts once; kept until they would be too old anyway. Nothing of card or person.
create table presence_taken (
  statement bytea primary key,
  expires timestamptz not null
);
create index on presence_taken (expires);

-- Test schema: a table with row-level security, as the portal's boxes have.
create table note (
  box text collate "C" not null,
  text text not null,
  size bigint not null,
  day date,
  primary key (box, text)
);
alter table note enable row level security;
create policy own_box on note to {{app}} using (box = current_setting('app.box', true)) with check (box = current_setting('app.box', true));

-- An alias belongs to whoever first made a key for it. Otherwise the keyserver would sign a second person's key for the same alias, and who
-- passes keys on could put that one in the owner's place: agencies seal to what is signed for the alias (ADR 0028).
create table alias_owner (
  alias uuid primary key,
  keyholder uuid not null references keyholder
);
insert into alias_owner (alias, keyholder) select distinct on (alias) alias, keyholder from box_key order by alias, created;
revoke update, delete on alias_owner from {{app}};

-- A new card joins its owner's keys by the authority's signed succession, after a delay; a hold knows what may lift it.
alter table keyholder add column hold_reason text collate "C" check (hold_reason in ('operator', 'loss', 'death'));
update keyholder set hold_reason = 'operator' where hold_since is not null;
alter table keyholder add check ((hold_since is null) = (hold_reason is null));
grant update (hold_reason) on keyholder to {{app}};

-- From when the card opens anything: the moment of enrolment, or of joining and the delay after it (threat row 14).
alter table keyholder_card add column usable timestamptz;
update keyholder_card set usable = created;
alter table keyholder_card alter column usable set not null;

-- Order in which events became known here, for whoever follows them: an operator's screen, the demo's live feed.
alter table letter_event add column seq bigint generated always as identity;
create index letter_event_seq on letter_event (seq);

-- The newest card that came here by the authority's word, and when its owner was told of it here; cards of before count as told.
alter table box
  add column card_since timestamptz,
  add column card_told timestamptz;
update box set card_since = now();
grant update (card_since, card_told) on box to {{app}};

-- When cards joined at the keyserver, which told their owner and let them wait.
create table card_report (
  box uuid not null references box,
  joined timestamptz not null,
  primary key (box, joined)
);
insert into card_report (box, joined)
  select box, (event ->> 'time')::timestamptz from access_event where event ->> 'action' = 'card.joined' on conflict do nothing;
alter table card_report enable row level security;
create policy own_box on card_report using (box = nullif(current_setting('app.box', true), '')::uuid
  and coalesce(current_setting('app.decision', true), '') <> '');
revoke update, delete on card_report from {{app}};

-- Behind an invitation now stand the person's code and the serial the agency finds its own code by (ADR 0028). Invitations made before cannot
-- bind a link: they end here.
alter table invitation rename column sealed_code to sealed;
update invitation set used = now() where used is null;

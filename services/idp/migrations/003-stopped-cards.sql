-- Certificates whose card was reported lost, returned or its holder dead: refused from that moment on, however old a remembered OCSP answer
-- may still be. The same keyed hash as in card_credential, of cards nobody has signed in with, too. Never taken back: such a certificate
-- does not come to life again.
create table stopped_card (
  card_hash bytea primary key,
  stopped timestamptz not null
);

revoke update, delete on stopped_card from {{app}};

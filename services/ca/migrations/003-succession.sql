-- Certificates are asked for by hash when a verifier wants their succession.
create index certificate_hash on certificate (sha256(der));

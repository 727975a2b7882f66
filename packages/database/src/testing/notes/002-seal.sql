-- What is written here stays: the app may read and add.
create table seal (id bigint generated always as identity primary key, text text not null);
revoke update, delete on seal from {{app}};

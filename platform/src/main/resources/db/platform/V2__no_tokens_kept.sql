-- A sign-in asks the provider for the password each time, so nothing has to be handed back at sign-out.
alter table platform.session drop column id_token;

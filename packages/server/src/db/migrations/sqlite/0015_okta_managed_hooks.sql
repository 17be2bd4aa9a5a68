-- What a receiver's hook in Okta is like, where Keyway keeps that itself; JSON. Null for hooks that people set up.
alter table okta_hooks add column remote text;

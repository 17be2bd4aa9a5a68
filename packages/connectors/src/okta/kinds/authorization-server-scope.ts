import { defineKind, flag, key, text } from './kind.ts'

export const authorizationServerScopeKind = defineKind('scope of an authorization server', {
  id: key,
  name: text,
  displayName: text,
  description: text,
  consent: text,
  default: flag,
  system: flag,
  metadataPublish: text,
})

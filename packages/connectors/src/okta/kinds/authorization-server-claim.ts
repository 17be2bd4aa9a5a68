import { defineKind, flag, key, object, text } from './kind.ts'

export const authorizationServerClaimKind = defineKind('claim of an authorization server', {
  id: key,
  name: text,
  claimType: text,
  valueType: text,
  value: text,
  status: text,
  system: flag,
  alwaysIncludeInToken: flag,
  conditions: object,
})

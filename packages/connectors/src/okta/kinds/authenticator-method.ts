import { defineKind, key, object, text } from './kind.ts'

export const authenticatorMethodKind = defineKind('authenticator method', {
  type: key,
  status: text,
  settings: object,
})

import { defineKind, key, text, textOrNull, texts } from './kind.ts'

export const authorizationServerKind = defineKind('authorization server', {
  id: key,
  name: text,
  description: text,
  audiences: texts,
  issuer: text,
  issuerMode: text,
  status: text,
  created: textOrNull,
  lastUpdated: textOrNull,
})

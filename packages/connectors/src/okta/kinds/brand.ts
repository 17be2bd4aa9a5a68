import { defineKind, flag, key, text, textOrNull } from './kind.ts'

export const brandKind = defineKind('brand', {
  id: key,
  name: text,
  isDefault: flag,
  locale: textOrNull,
  emailDomainId: textOrNull,
  removePoweredByOkta: flag,
  customPrivacyPolicyUrl: textOrNull,
})

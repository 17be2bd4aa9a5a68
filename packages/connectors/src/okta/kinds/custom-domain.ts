import { defineKind, key, object, objects, text, textOrNull } from './kind.ts'

export const customDomainKind = defineKind('custom domain', {
  id: key,
  domain: text,
  brandId: textOrNull,
  validationStatus: text,
  certificateSourceType: textOrNull,
  publicCertificate: object,
  dnsRecords: objects,
})

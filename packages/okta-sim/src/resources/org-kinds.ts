import { randomText } from '../org/ids.ts'
import type { ResourceKind } from './resource-kind.ts'
import { activation } from './resource-kind.ts'

export const domains: ResourceKind = {
  path: '/api/v1/domains',
  name: 'Domain',
  idPrefix: 'OcD',
  listedAs: 'domains',
  required: ['domain'],
  fixed: ['domain', 'certificateSourceType', 'dnsRecords'],
  defaults: ({ domain }, org) => ({
    certificateSourceType: 'OKTA_MANAGED',
    dnsRecords: [
      { recordType: 'TXT', fqdn: `_acme-challenge.${String(domain)}`, values: [randomText(org, 32)] },
      { recordType: 'CNAME', fqdn: domain, values: [`${String(domain)}.customdomains.okta.com`] },
    ],
  }),
  firstStatus: 'NOT_STARTED',
  transitions: [{ name: 'verify', to: 'VERIFIED' }],
  transitionPrefix: '',
  event: 'system.custom_url_domain',
  verbs: { create: 'initiate' },
  show: ({ status }) => ({ validationStatus: status }),
}

export const brands: ResourceKind = {
  path: '/api/v1/brands',
  name: 'Brand',
  idPrefix: 'bnd',
  page: { default: 20, max: 200 },
  createStatus: 201,
  required: ['name'],
  defaults: () => ({ removePoweredByOkta: false, agreeToCustomPrivacyPolicy: false }),
  event: 'system.brand',
  show: ({ body }) => ({ isDefault: body['system'] === true }),
}

export const hookKeys: ResourceKind = {
  path: '/api/v1/hook-keys',
  name: 'HookKey',
  idPrefix: 'HKY',
  required: ['name'],
  fixed: ['keyId'],
  defaults: (_body, org) => ({ keyId: randomText(org, 36) }),
  show: () => ({ isUsed: 'false' }),
}

export const captchas: ResourceKind = {
  path: '/api/v1/captchas',
  name: 'CAPTCHAInstance',
  idPrefix: 'cap',
  operations: ['create', 'replace', 'merge', 'delete'],
  createStatus: 201,
  required: ['name', 'siteKey', 'secretKey', 'type'],
  secret: ['secretKey'],
}

export const telephonyProviders: ResourceKind = {
  path: '/api/v1/telephony-providers',
  name: 'CustomTelephonyProvider',
  idPrefix: 'ctp',
  operations: ['create', 'patch', 'delete'],
  createStatus: 201,
  required: ['providerName', 'providerSettings'],
  secret: ['providerAuthToken', 'providerSecret'],
  defaults: () => ({ providerCapability: 'ALL', isPrimaryProvider: false }),
  firstStatus: 'INACTIVE',
  transitions: activation,
  show: ({ status }) => ({ enabled: status === 'ACTIVE' }),
}

export const emailServers: ResourceKind = {
  path: '/api/v1/email-servers',
  name: 'EmailServer',
  idPrefix: 'oem',
  listedAs: 'email-servers',
  operations: ['create', 'patch', 'delete'],
  createStatus: 201,
  required: ['host', 'port', 'alias'],
  secret: ['password', 'clientSecret'],
  defaults: () => ({ enabled: false, authType: 'BASIC_SMTP_AUTH' }),
  event: 'system.custom_email_server.lifecycle',
}

export const securityEventsProviders: ResourceKind = {
  path: '/api/v1/security-events-providers',
  name: 'SecurityEventsProvider',
  idPrefix: 'sse',
  required: ['name', 'type', 'settings'],
  fixed: ['type'],
  firstStatus: 'ACTIVE',
  transitions: activation,
  event: 'security.events.provider',
}

export const profileMappings: ResourceKind = {
  path: '/api/v1/mappings',
  name: 'ProfileMapping',
  idPrefix: 'prm',
  page: { default: 20, max: 200 },
  operations: ['merge'],
  defaults: () => ({ properties: {} }),
  fixed: ['source', 'target'],
}

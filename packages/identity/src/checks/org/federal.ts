import { text } from '../../inventory/read.ts'
import { defineCheck } from '../check.ts'
import { foundInOrg, sentence } from '../found.ts'

export const federalSettings = defineCheck({
  id: 'ORG-29',
  title: 'Federal-only settings',
  meaning:
    'What the STIG asks of federal orgs alone: FIPS devices, smart cards, a banner and approved certificate authorities. The last two no API tells.',
  severity: 'medium',
  tier: 'extended',
  basis: 'manual',
  about: 'org',
  frameworks: [
    'nist:AC-8',
    'nist:IA-2(12)',
    'nist:IA-7',
    'nist:SC-17',
    'stig:V-273192',
    'stig:V-273204',
    'stig:V-273205',
    'stig:V-273207',
  ],
  needs: ['authenticator', 'idp'],
  parameters: {},
  remedy: {
    words: 'Require FIPS in Okta Verify; set up smart cards.',
    actions: ['R-AUTHR', 'R-MANUAL'],
    flow: null,
  },
  async find({ org, read, facts }) {
    if (facts.profile !== 'stig')
      return { status: 'not_applicable', reason: 'Only the STIG profile asks for it.' }
    const verify = (await read.objects('authenticator')).find(
      ({ type, status }) => type === 'okta_verify' && status === 'ACTIVE',
    )
    const isFips = verify !== undefined && text(verify.body, 'settings', 'compliance', 'fips') === 'REQUIRED'
    const cards =
      (await read.objects('idp')).some(({ type, status }) => type === 'X509' && status === 'ACTIVE') ||
      (await read.objects('authenticator')).some(
        ({ type, status }) => type === 'smart_card_idp' && status === 'ACTIVE',
      )
    const faults = [
      isFips ? null : 'Okta Verify does not require FIPS devices',
      cards ? null : 'no smart card provider is active',
    ].filter((fault) => fault !== null)
    if (faults.length > 0) return [foundInOrg(org, { reason: sentence(faults), evidence: { faults } })]
    return {
      status: 'manual',
      reason:
        'See that the sign-in page shows the consent banner (V-273192) and that the certificate chain of the smart card provider holds approved authorities alone (V-273207).',
    }
  },
})

import type { OrgFacts } from '../check.ts'
import type { StoredApp } from '../reader.ts'

/** What catalogue names of apps begin with that usually hold what must not be lost. Facts section 4.2. */
const usual = [
  'saasure',
  'amazon_aws',
  'aws',
  'azure',
  'google_cloud',
  'gcp',
  'github',
  'gitlab',
  'bitbucket',
  'workday',
  'bamboohr',
  'adp',
  'successfactors',
  'hashicorp',
  'vault',
  'cyberark',
  '1password',
  'lastpass',
  'keyway',
]

export function isSensitive({ id, name, label }: StoredApp, facts: OrgFacts): boolean {
  if (facts.sensitiveApps.some((one) => one === id || one === name || one === label)) return true
  return usual.some((beginning) => name === beginning || name.startsWith(`${beginning}_`))
}

/** Apps through which nobody signs in: their use is not seen. */
export function showsUse({ sign_on_mode: mode, name }: StoredApp): boolean {
  return mode !== null && mode !== 'BOOKMARK' && !name.startsWith('okta_') && name !== 'saasure'
}

/** Apps in which somebody fills in a password. */
export const passwordModes = ['AUTO_LOGIN', 'BROWSER_PLUGIN', 'SECURE_PASSWORD_STORE', 'BASIC_AUTH']

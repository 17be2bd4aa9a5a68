import { expect, test } from 'vitest'
import { fitsCheck, parseCheckFilters, printCheckFilters } from './check-filters.ts'

const check = {
  id: 'MFA-01',
  title: 'User has no MFA configured',
  severity: 'high' as const,
  tier: 'core' as const,
  basis: 'state' as const,
  domain: 'MFA',
  frameworks: ['nist:IA-2(1)', 'cii'],
  states: [],
}

test('filters go into the address and come back', () => {
  const address = 'framework=stig&text=mfa&status=fail&severity=high&domain=MFA'
  expect(printCheckFilters(parseCheckFilters(new URLSearchParams(address))).toString()).toBe(address)
  expect(printCheckFilters(parseCheckFilters(new URLSearchParams('status=nonsense'))).toString()).toBe('')
})

test('a check fits by framework, words, severity and subject', () => {
  const fits = (address: string) => fitsCheck(check, parseCheckFilters(new URLSearchParams(address)))
  expect(['', 'framework=nist', 'text=no+mfa', 'severity=high&domain=MFA'].map(fits)).toEqual([
    true,
    true,
    true,
    true,
  ])
  expect(['framework=stig', 'text=token', 'severity=low', 'status=fail'].map(fits)).toEqual([
    false,
    false,
    false,
    false,
  ])
})

import { afterAll, beforeAll, expect, test } from 'vitest'
import { startOrg, type TestOrg } from '../testing/start-org.ts'
import { listBrands } from './org/list-brands.ts'
import { listCustomDomains } from './org/list-custom-domains.ts'
import { readCustomDomain } from './org/read-custom-domain.ts'
import { readOrgSettings } from './org/read-org-settings.ts'
import { listPrincipalRateLimits } from './rate-limits/list-principal-rate-limits.ts'
import { readClientRateLimits } from './rate-limits/read-client-rate-limits.ts'
import { readPrincipalRateLimit } from './rate-limits/read-principal-rate-limit.ts'
import { updateClientRateLimits } from './rate-limits/update-client-rate-limits.ts'
import { updatePrincipalRateLimit } from './rate-limits/update-principal-rate-limit.ts'

let org: TestOrg
beforeAll(async () => {
  org = await startOrg()
})
afterAll(() => org.sim.close())

test('the share of a token is set, read, changed and changed back', async () => {
  const who = { principalType: 'SSWS_TOKEN', principal: '00TokenOfOurs' }
  expect(await org.run(readPrincipalRateLimit, who)).toEqual({ limit: null })
  await org.run(updatePrincipalRateLimit, { ...who, percentage: 50, concurrency: 75 })
  const [before, between, after] = await org.runAndUndo(updatePrincipalRateLimit, {
    ...who,
    percentage: 20,
    concurrency: 30,
  })
  expect(before).toMatchObject({ defaultPercentage: 50, defaultConcurrencyPercentage: 75 })
  expect(between).toMatchObject({ defaultPercentage: 20, defaultConcurrencyPercentage: 30 })
  expect(after).toMatchObject({ defaultPercentage: 50, defaultConcurrencyPercentage: 75 })
  expect(Object(await org.run(listPrincipalRateLimits, { principalType: 'SSWS_TOKEN' })).limits).toHaveLength(
    1,
  )
  await expect(
    org.run(updatePrincipalRateLimit, { ...who, percentage: 101, concurrency: 1 }),
  ).rejects.toThrow(/percentage/)
})

test('what Okta does with greedy clients is changed and changed back', async () => {
  const [before, between, after] = await org.runAndUndo(updateClientRateLimits, { mode: 'PREVIEW' })
  expect(between).toMatchObject({ defaultMode: 'PREVIEW' })
  expect(after).toEqual(before)
  expect(await org.run(readClientRateLimits)).toMatchObject({ defaultMode: Object(before).defaultMode })
})

test('the org tells its name, domains and brands', async () => {
  expect(await org.run(readOrgSettings)).toMatchObject({ status: 'ACTIVE' })
  const { id } = await org.call('POST', '/api/v1/domains', {
    domain: 'login.acme.test',
    certificateSourceType: 'OKTA_MANAGED',
  })
  expect(await org.run(listCustomDomains)).toMatchObject({ domains: [{ id, domain: 'login.acme.test' }] })
  expect(await org.run(readCustomDomain, { domain: id ?? null })).toMatchObject({ domain: 'login.acme.test' })
  expect(await org.run(listBrands)).toMatchObject({ hasMore: false })
})

import { expect, test } from 'vitest'
import { readOktaDomain } from './domain.ts'

test.each([
  ['acme.okta.com', 'acme.okta.com'],
  ['  ACME.okta.com/ ', 'acme.okta.com'],
  ['https://acme-admin.okta.com/admin/dashboard', 'acme.okta.com'],
  ['acme-admin.oktapreview.com', 'acme.oktapreview.com'],
  ['http://acme.okta-emea.com', 'acme.okta-emea.com'],
  ['https://acme.okta.com/oauth2/default', 'acme.okta.com'],
  ['https://acme.workflows.okta.com/app/folders', 'acme.okta.com'],
  ['https://acme-admin.okta-gov.com/admin/users?q=lin#top', 'acme.okta-gov.com'],
  ['acme.okta-gov.com', 'acme.okta-gov.com'],
  ['acme-admin.okta.mil', 'acme.okta.mil'],
  ['acme.okta.mil', 'acme.okta.mil'],
  ['acme.kerberos.okta.com', 'acme.okta.com'],
  ['dev-1234567.okta.com', 'dev-1234567.okta.com'],
  ['login.acme.test', 'login.acme.test'],
  ['okta.acme.test', 'okta.acme.test'],
  ['sign-admin.acme.test', 'sign-admin.acme.test'],
  ['http://127.0.0.1:8088/', 'http://127.0.0.1:8088'],
  ['http://localhost:9000/api/v1', 'http://localhost:9000'],
])('reads %j as %s', (text, domain) => {
  expect(readOktaDomain(text)).toEqual({ domain })
  expect(readOktaDomain(domain)).toEqual({ domain })
})

test.each([
  ['', /for example acme\.okta\.com/],
  ['acme', /did you mean acme\.okta\.com/],
  ['lin@acme.test', /e-mail address/],
  ['www.okta.com', /site of Okta/],
  ['https://login.okta.com', /site of Okta/],
  ['okta.com', /site of Okta/],
  ['okta.mil', /site of Okta/],
  ['https://oktapreview.com/', /site of Okta/],
  ['acme.okta', /did you mean acme\.okta\.com/],
  ['acme.okta.co', /did you mean acme\.okta\.com/],
  ['acme.okta-emea.org', /did you mean acme\.okta-emea\.com/],
  ['eu.acme.okta.com', /a part too many/],
  ['10.0.0.1', /IP address/],
  ['acme.okta.com:8443', /no port 8443/],
  ['ftp://acme.okta.com', /not a domain/],
  ['acme okta com', /blanks/],
  ['127.0.0.1', /whole address/],
])('explains why %j is not a domain', (text, problem) => {
  expect(readOktaDomain(text)).toEqual({ problem: expect.stringMatching(problem) })
})

import { path } from '@keyway/sdk'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { toTargetUrl, type Reach } from './target-url.ts'

const base: Reach = { kind: 'base', baseUrl: 'https://acme.okta.com/api/v1/' }

test('further bases take requests that name them whole', () => {
  const reach: Reach = { ...base, otherBases: ['https://licenses.okta.example/v2'] }
  const absolute = 'https://licenses.okta.example/v2/users'
  expect(toTargetUrl(reach, { absolute }).href).toBe(absolute)
  for (const outside of [
    'https://licenses.okta.example/v1/users',
    'https://licenses.okta.example.evil.example/v2/x',
  ]) {
    expect(() => toTargetUrl(reach, { absolute: outside })).toThrow(
      expect.objectContaining({ code: 'url_refused' }),
    )
  }
  expect(() => toTargetUrl(base, { absolute })).toThrow(expect.objectContaining({ code: 'url_refused' }))
})

describe('below a base URL', () => {
  test.for([
    ['/users', 'https://acme.okta.com/api/v1/users'],
    [' users?limit=2 ', 'https://acme.okta.com/api/v1/users?limit=2'],
    ['https://acme.okta.com/api/v1/users', 'https://acme.okta.com/api/v1/users'],
    ['/users/a%2Fb#frag', 'https://acme.okta.com/api/v1/users/a%2Fb'],
  ])('takes %j', ([relative = '', expected]) => {
    expect(toTargetUrl(base, { relative }).href).toBe(expected)
  })

  test.for([
    '//evil.example/users',
    'https://evil.example/api/v1/users',
    'https://acme.okta.com.evil.example/api/v1/',
    'https://acme.okta.com@evil.example/api/v1/',
    'https://user:pass@acme.okta.com/api/v1/users',
    'http://acme.okta.com/api/v1/users',
    'https://acme.okta.com:8443/api/v1/users',
    'https://acme.okta.com/api/v10/users',
    'https://acme.okta.com/oauth2/v1/token',
    '../../oauth2/v1/token',
    '/users/../../../oauth2',
    '/%2e%2e/%2E%2e/oauth2',
    '/.%2e/oauth2',
    '\\\\evil.example',
    '/users\\..\\..',
    '/us\ners',
    'file:///etc/passwd',
    'javascript:alert(1)',
    '',
  ])('refuses %j', (relative) => {
    expect(() => toTargetUrl(base, { relative })).toThrow(expect.objectContaining({ code: 'url_refused' }))
  })

  test('no value in a path changes the origin or adds a segment', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (value) => {
        fc.pre(value !== '.' && value !== '..')
        const url = toTargetUrl(base, path`/users/${value}/factors`)
        expect(url.origin).toBe('https://acme.okta.com')
        expect(url.pathname.split('/').length).toBe(6)
        expect(decodeURIComponent(url.pathname.split('/')[4] ?? '')).toBe(value)
      }),
    )
  })

  test.for(['.', '..'])('refuses the value %j, which the URL parser would resolve', (value) => {
    expect(() => toTargetUrl(base, path`/users/${value}/factors`)).toThrow(/"\.\."/)
  })

  test('text that people type never leaves the base', () => {
    fc.assert(
      fc.property(fc.string(), (relative) => {
        let url: URL
        try {
          url = toTargetUrl(base, { relative })
        } catch {
          return
        }
        expect(url.href.startsWith('https://acme.okta.com/api/v1')).toBe(true)
      }),
    )
  })

  test('adds query parameters to those of the path', () => {
    const url = toTargetUrl(base, path`/users?limit=${2}`, {
      filter: 'status eq "ACTIVE" & x',
      ids: ['a', 'b'],
      absent: undefined,
      none: null,
    })
    expect(url.search).toBe('?limit=2&filter=status%20eq%20%22ACTIVE%22%20%26%20x&ids=a&ids=b')
  })
})

describe('without a base URL', () => {
  const hosts: Reach = { kind: 'hosts', hosts: ['api.example.com', '*.acme.test', 'local.test:8080'] }
  test.for([
    'https://api.example.com/x',
    'http://API.example.com/x',
    'https://a.b.acme.test/',
    'http://local.test:8080/',
  ])('takes %s', (absolute) => expect(toTargetUrl(hosts, { absolute }).protocol).toMatch(/^http/))
  test.for([
    'https://acme.test/',
    'https://evilacme.test/',
    'https://api.example.com:444/',
    'https://api.example.com.evil.test/',
    'https://u@api.example.com/',
    'ftp://api.example.com/',
    'http://local.test/',
    '/relative',
  ])('refuses %s', (absolute) => {
    expect(() => toTargetUrl(hosts, { absolute })).toThrow(expect.objectContaining({ code: 'url_refused' }))
  })
  test('any host when none is named', () => {
    expect(toTargetUrl({ kind: 'hosts', hosts: undefined }, { absolute: 'https://x.test/' }).host).toBe(
      'x.test',
    )
  })
})
